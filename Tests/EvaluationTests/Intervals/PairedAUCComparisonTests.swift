import Evaluation
import LearningCore
import Testing

@Suite struct PairedAUCComparisonTests {
    @Test func equalsTheDefinition() throws {
        var compared = 0
        for golden in try GoldenNumbers.load().cases {
            guard let paired = golden.paired else { continue }
            let other = try ScoredOutcomes(probabilities: paired.other, labels: golden.labels)
            let comparison = try PairedAUCComparison(golden.outcomes(), other)
            #expect(isClose(comparison.difference.value, paired.difference))
            #expect(isClose(comparison.standardError, paired.standardError))
            #expect(isClose(comparison.pValue, paired.pValue, tolerance: 1e-10))
            let reach = 1.959963984540054 * paired.standardError
            #expect(isClose(comparison.difference.low, paired.difference - reach))
            compared += 1
        }
        #expect(compared == 3)
    }

    @Test func turnsRoundWithItsArguments() throws {
        let first = RandomLeads(rows: 100, seed: 1, weighted: true)
        var second = first
        second.probabilities = first.probabilities.enumerated().map { ($1 + Double($0 % 7) / 7) / 2 }
        let forth = try PairedAUCComparison(first.outcomes(), second.outcomes())
        let back = try PairedAUCComparison(second.outcomes(), first.outcomes())
        #expect(isClose(forth.difference.value, -back.difference.value))
        #expect(isClose(forth.pValue, back.pValue))
    }

    @Test func aScoreEqualsItself() throws {
        let outcomes = try RandomLeads(rows: 50, seed: 2, decimals: 1).outcomes()
        let comparison = try PairedAUCComparison(outcomes, outcomes)
        #expect(comparison.difference == Estimate(value: 0, low: 0, high: 0) && comparison.pValue == 1)
    }

    @Test func refusesOtherLeads() throws {
        let first = try ScoredOutcomes(probabilities: [0.1, 0.2, 0.3, 0.4], labels: [true, true, false, false])
        let other = try ScoredOutcomes(probabilities: [0.1, 0.2, 0.3, 0.4], labels: [true, false, true, false])
        let shorter = try ScoredOutcomes(probabilities: [0.1], labels: [true])
        let single = try ScoredOutcomes(probabilities: [0.1, 0.2, 0.3], labels: [true, false, false])
        #expect(throws: EvaluationError.differentLeads(row: 1)) { try PairedAUCComparison(first, other) }
        #expect(throws: EvaluationError.unequalLengths(name: "second scores", expected: 4, found: 1)) {
            try PairedAUCComparison(first, shorter)
        }
        #expect(throws: EvaluationError.tooFewOfOutcome(won: true, rows: 1, needed: 2)) {
            try PairedAUCComparison(single, single)
        }
    }

    @Test func equalScoresAreCalledDifferentInFiveOfAHundred() throws {
        let runs = Simulation.isThorough ? 4_000 : 300
        var held = 0
        for run in 0..<runs {
            // Two scores that are the truth with equally much independent noise.
            var generator = SeededGenerator(seed: 9, stream: UInt64(run))
            let truth = (0..<150).map { _ in generator.nextUniform() }
            let labels = truth.map { generator.nextUniform() < $0 }
            let noisy = { (g: inout SeededGenerator) in truth.map { ($0 + g.nextUniform()) / 2 } }
            let comparison = try PairedAUCComparison(
                ScoredOutcomes(probabilities: noisy(&generator), labels: labels),
                ScoredOutcomes(probabilities: noisy(&generator), labels: labels))
            if comparison.pValue > 0.05 { held += 1 }
            #expect((comparison.pValue > 0.05) == comparison.difference.contains(0))
        }
        #expect(Simulation.allowed(runs: runs).contains(Double(held) / Double(runs)))
    }
}
