import Evaluation
import LearningCore
import Testing

@Suite struct SplitterGroupedTests {
    /// Accounts of very unequal size with very unequal rates.
    private func accounts(seed: UInt64) -> (groups: [String], labels: [Bool]) {
        var generator = SeededGenerator(seed: seed)
        var groups: [String] = []
        var labels: [Bool] = []
        for account in 0..<60 {
            let rate = generator.nextUniform() * 0.6
            for _ in 0...generator.nextIndex(below: 1 + account / 3) {
                groups.append("account \(account)")
                labels.append(generator.nextUniform() < rate)
            }
        }
        return (groups, labels)
    }

    @Test(arguments: 0..<5)
    func noGroupIsOnBothSidesAndTheSharesAreNear(seed: Int) throws {
        let (groups, labels) = accounts(seed: UInt64(seed))
        let split = try Splitter.grouped(groups: groups, labels: labels, testFraction: 0.2, seed: 1)
        expectPartition(split, rows: labels.count)
        #expect(Set(split.train.map { groups[$0] }).isDisjoint(with: split.test.map { groups[$0] }))
        let all = labels.count { $0 }
        let won = split.test.count { labels[$0] }
        #expect(abs(Double(split.test.count) / Double(labels.count) - 0.2) < 0.02)
        #expect(abs(Double(won) / Double(all) - 0.2) < 0.03)
    }

    @Test func foldsKeepGroupsTogetherAndAreNearStratified() throws {
        let (groups, labels) = accounts(seed: 7)
        let folds = try Splitter.folds(groups: groups, labels: labels, count: 5, seed: 1)
        expectFolds(folds, rows: labels.count)
        let rate = Double(labels.count { $0 }) / Double(labels.count)
        for fold in folds {
            #expect(Set(fold.train.map { groups[$0] }).isDisjoint(with: fold.test.map { groups[$0] }))
            #expect(abs(Double(fold.test.count { labels[$0] }) / Double(fold.test.count) - rate) < 0.03)
            #expect(abs(Double(fold.test.count) / Double(labels.count) - 0.2) < 0.03)
        }
    }

    @Test func dependsOnTheSeedAloneAndNotOnHashing() throws {
        let (groups, labels) = accounts(seed: 3)
        let first = try Splitter.grouped(groups: groups, labels: labels, testFraction: 0.3, seed: 1)
        #expect(try Splitter.grouped(groups: groups, labels: labels, testFraction: 0.3, seed: 1) == first)
        #expect(try Splitter.grouped(groups: groups, labels: labels, testFraction: 0.3, seed: 2) != first)
        // Another name for each group is the same grouping.
        var numbers: [String: Int] = [:]
        let renamed = groups.map { group in
            let number = numbers[group] ?? 1_000 - numbers.count
            numbers[group] = number
            return number
        }
        #expect(try Splitter.grouped(groups: renamed, labels: labels, testFraction: 0.3, seed: 1) == first)
    }

    @Test func groupsOfOneRowAreAStratifiedSplit() throws {
        let labels = (0..<200).map { $0 % 4 == 0 }
        let split = try Splitter.grouped(groups: Array(0..<200), labels: labels, testFraction: 0.2, seed: 1)
        #expect(abs(split.test.count { labels[$0] } - 10) <= 1)
        #expect(abs(split.test.count - 40) <= 1)
    }

    @Test func refusesTheImpossible() {
        #expect(throws: EvaluationError.tooFewDistinct(.groups, found: 1, needed: 2)) {
            try Splitter.grouped(groups: [1, 1, 1], labels: [true, false, true], testFraction: 0.5, seed: 1)
        }
        #expect(throws: EvaluationError.tooFewDistinct(.groups, found: 2, needed: 3)) {
            try Splitter.folds(groups: [1, 2, 1], labels: [true, false, true], count: 3, seed: 1)
        }
        let most = Int.max - 1
        #expect(throws: EvaluationError.tooFewDistinct(.groups, found: 2, needed: most)) {
            try Splitter.folds(groups: [1, 2, 1], labels: [true, false, true], count: most, seed: 1)
        }
        #expect(throws: EvaluationError.oneClass(.train, won: false)) {
            try Splitter.grouped(
                groups: [1, 1, 2, 2], labels: [false, false, true, true], testFraction: 0.5, seed: 1)
        }
        #expect(throws: EvaluationError.unequalLengths(name: "groups", expected: 2, found: 1)) {
            try Splitter.grouped(groups: [1], labels: [true, false], testFraction: 0.5, seed: 1)
        }
        #expect(throws: EvaluationError.tooFewDistinct(.groups, found: 0, needed: 2)) {
            try Splitter.grouped(groups: [Int](), labels: [], testFraction: 0.5, seed: 1)
        }
    }
}
