import Evaluation
import LearningCore
import Testing

@Suite struct LogOddsBlendTests {
    /// Candidates that each know a part of the truth, with errors of their own.
    private func world(_ noise: [Double], rows: Int = 1_500, seed: UInt64 = 3) -> (
        candidates: [[Double]], labels: [Bool]
    ) {
        var generator = SeededGenerator(seed: seed)
        func number() -> Double { (0..<6).reduce(0) { sum, _ in sum + generator.nextUniform() } - 3 }
        let truth = (0..<rows).map { _ in 2 * number() }
        let candidates = noise.map { noise in truth.map { $0 + noise * number() } }
        let labels = truth.map { generator.nextUniform() < LogisticLoss.probability(logOdds: $0) }
        return (candidates, labels)
    }

    private func loss(_ candidates: [[Double]], _ weights: [Double], _ labels: [Bool]) -> Double {
        labels.indices.reduce(0) { sum, row in
            let z = zip(candidates, weights).reduce(0) { $0 + $1.0[row] * $1.1 }
            return sum + LogisticLoss.loss(logOdds: z, won: labels[row])
        } / Double(labels.count)
    }

    /// No point of a fine grid on the simplex is better.
    @Test func noOtherWeightsAreBetter() throws {
        let (candidates, labels) = world([1, 1.5, 3])
        let blend = try LogOddsBlend(of: candidates, labels: labels)
        #expect((blend.weights.reduce(0, +) - 1).magnitude < 1e-12)
        #expect(blend.weights.allSatisfy { $0 >= 0 })
        #expect((blend.logLoss - loss(candidates, blend.weights, labels)).magnitude < 1e-12)
        for i in 0...20 {
            for j in 0...20 - i {
                let weights = [Double(i) / 20, Double(j) / 20, Double(20 - i - j) / 20]
                #expect(loss(candidates, weights, labels) >= blend.logLoss - 1e-12)
            }
        }
    }

    /// At the minimum no weight could be moved with profit: slopes are alike where there is weight, and not lower elsewhere.
    @Test(arguments: [[0.5, 0.5], [1, 2, 4, 8], [0.1, 9], [2, 2, 2, 2, 2, 2, 2]])
    func theOptimalityConditionsHold(noise: [Double]) throws {
        let (candidates, labels) = world(noise)
        let blend = try LogOddsBlend(of: candidates, labels: labels)
        let z = blend.logOdds(of: candidates)
        let slopes = candidates.map { scores in
            labels.indices.reduce(0) { sum, row in
                sum + scores[row] * (LogisticLoss.probability(logOdds: z[row]) - (labels[row] ? 1 : 0))
            } / Double(labels.count)
        }
        let lowest = slopes.min() ?? 0
        for (slope, weight) in zip(slopes, blend.weights) where weight > 0 { #expect(slope - lowest < 1e-7) }
    }

    @Test func oneCandidateHasAllWeight() throws {
        let (candidates, labels) = world([1])
        #expect(try LogOddsBlend(of: candidates, labels: labels).weights == [1])
    }

    @Test func candidatesThatOnlyHurtGetNothing() throws {
        let (candidates, labels) = world([0.2])
        let wrong = candidates[0].map { -$0 }
        let blend = try LogOddsBlend(of: [candidates[0], wrong], labels: labels)
        #expect(blend.weights == [1, 0])
    }

    @Test func theOrderOfCandidatesDoesNotMatter() throws {
        let (candidates, labels) = world([1, 1.5, 3])
        let blend = try LogOddsBlend(of: candidates, labels: labels)
        let turned = try LogOddsBlend(of: candidates.reversed(), labels: labels)
        for (a, b) in zip(blend.weights, turned.weights.reversed()) { #expect((a - b).magnitude < 1e-6) }
    }

    @Test func weightsAreRowsRepeated() throws {
        let (candidates, labels) = world([1, 1.5, 3], rows: 300)
        let counts = (0..<300).map { $0 % 4 }
        let rows = counts.indices.flatMap { [Int](repeating: $0, count: counts[$0]) }
        let weighted = try LogOddsBlend(of: candidates, labels: labels, sampleWeights: counts.map(Double.init))
        let repeated = try LogOddsBlend(
            of: candidates.map { scores in rows.map { scores[$0] } }, labels: rows.map { labels[$0] })
        for (a, b) in zip(weighted.weights, repeated.weights) { #expect((a - b).magnitude < 1e-6) }
    }

    /// Certain candidates, right or wrong, equal ones, constants: weights stay on the simplex.
    @Test func extremeCandidatesAreSurvived() throws {
        let (candidates, labels) = world([1], rows: 50)
        let sure = labels.map { $0 ? 800.0 : -800 }
        for others in [
            [sure], [sure.map { -$0 }], [candidates[0]], [labels.map { _ in 0 }], [sure, sure.map { -1e40 * $0 }],
        ] {
            let blend = try LogOddsBlend(of: candidates + others, labels: labels)
            #expect((blend.weights.reduce(0, +) - 1).magnitude < 1e-12)
            #expect(blend.weights.allSatisfy { $0 >= 0 } && blend.logLoss.isFinite)
        }
    }

    @Test func badInputIsRefused() {
        #expect(throws: EvaluationError.unequalLengths(name: "log-odds", expected: 2, found: 1)) {
            try LogOddsBlend(of: [[1]], labels: [true, false])
        }
        #expect(throws: EvaluationError.invalidLogOdds(row: 1)) {
            try LogOddsBlend(of: [[1, .infinity]], labels: [true, false])
        }
        #expect(throws: EvaluationError.invalidWeight(row: 0)) {
            try LogOddsBlend(of: [[1, 1]], labels: [true, false], sampleWeights: [-1, 1])
        }
        #expect(throws: EvaluationError.noRows) {
            try LogOddsBlend(of: [[1, 1]], labels: [true, false], sampleWeights: [0, 0])
        }
    }
}
