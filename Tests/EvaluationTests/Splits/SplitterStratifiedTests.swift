import Evaluation
import Testing

@Suite struct SplitterStratifiedTests {
    private let labels = (0..<103).map { $0 % 7 == 3 }

    @Test(arguments: [0.01, 0.1, 0.2, 0.5, 0.8, 0.99])
    func keepsTheWonRate(fraction: Double) throws {
        let split = try Splitter.stratified(labels: labels, testFraction: fraction, seed: 1)
        expectPartition(split, rows: 103)
        let won = split.test.count { labels[$0] }
        let exact = 15 * fraction
        #expect(won >= 1 && won <= 14)
        #expect(abs(Double(won) - exact) < 1 || won == 1 || won == 14)
        if fraction > 0.05, fraction < 0.95 { #expect(split.test.count == Int((103 * fraction).rounded())) }
    }

    @Test func dependsOnTheSeedAlone() throws {
        let first = try Splitter.stratified(labels: labels, testFraction: 0.2, seed: 1)
        #expect(try Splitter.stratified(labels: labels, testFraction: 0.2, seed: 1) == first)
        #expect(try Splitter.stratified(labels: labels, testFraction: 0.2, seed: 2) != first)
    }

    @Test func everyRowIsHeldOutEquallyOften() throws {
        var held = [Int](repeating: 0, count: 20)
        let labels = (0..<20).map { $0 < 8 }
        for seed in 0..<2_000 {
            for row in try Splitter.stratified(labels: labels, testFraction: 0.25, seed: UInt64(seed)).test {
                held[row] += 1
            }
        }
        // Binomial(2000, 1/4): five standard deviations are 97.
        #expect(held.allSatisfy { abs($0 - 500) < 97 })
    }

    @Test func foldsAreStratified() throws {
        for count in [2, 5, 10, 15] {
            let folds = try Splitter.folds(labels: labels, count: count, seed: 3)
            expectFolds(folds, rows: 103)
            let (sizes, won) = (folds.map(\.test.count), folds.map { $0.test.count { labels[$0] } })
            #expect(try #require(sizes.max()) - #require(sizes.min()) <= 1)
            #expect(try #require(won.max()) - #require(won.min()) <= 1)
        }
    }

    @Test func refusesTheImpossible() {
        for fraction in [0, 1, -0.1, 1.5, Double.nan, .infinity] {
            #expect(throws: EvaluationError.invalidFraction("\(fraction)")) {
                try Splitter.stratified(labels: labels, testFraction: fraction, seed: 1)
            }
        }
        #expect(throws: EvaluationError.tooFewOfOutcome(won: true, rows: 1, needed: 2)) {
            try Splitter.stratified(labels: [true, false, false], testFraction: 0.5, seed: 1)
        }
        #expect(throws: EvaluationError.tooFewOfOutcome(won: false, rows: 0, needed: 2)) {
            try Splitter.stratified(labels: [true, true, true], testFraction: 0.5, seed: 1)
        }
        #expect(throws: EvaluationError.tooFewOfOutcome(won: true, rows: 15, needed: 16)) {
            try Splitter.folds(labels: labels, count: 16, seed: 1)
        }
        #expect(throws: EvaluationError.tooFewOfOutcome(won: true, rows: 0, needed: 2)) {
            try Splitter.folds(labels: [], count: 2, seed: 1)
        }
        #expect(throws: EvaluationError.invalidFoldCount(1, minimum: 2)) {
            try Splitter.folds(labels: labels, count: 1, seed: 1)
        }
    }
}
