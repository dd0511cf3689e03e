import Evaluation
import Testing

@Suite struct ScoredOutcomesTests {
    @Test func refusesWhatIsNoScore() {
        #expect(throws: EvaluationError.noRows) { try ScoredOutcomes(probabilities: [], labels: []) }
        #expect(throws: EvaluationError.noRows) {
            try ScoredOutcomes(probabilities: [0.5], labels: [true], weights: [0])
        }
        for bad in [-0.1, 1.1, .nan, .infinity, -.infinity] {
            #expect(throws: EvaluationError.invalidProbability(row: 1)) {
                try ScoredOutcomes(probabilities: [0.5, bad], labels: [true, false])
            }
        }
        for bad in [Double.nan, .infinity, -.infinity, 1e51] {
            #expect(throws: EvaluationError.invalidLogOdds(row: 0)) {
                try ScoredOutcomes(logOdds: [bad], labels: [true])
            }
        }
        for bad in [-1, Double.nan, .infinity, 1e200, 1e-200] {
            #expect(throws: EvaluationError.invalidWeight(row: 1)) {
                try ScoredOutcomes(probabilities: [0.5, 0.5], labels: [true, false], weights: [1, bad])
            }
        }
        #expect(throws: EvaluationError.unequalLengths(name: "labels", expected: 1, found: 0)) {
            try ScoredOutcomes(probabilities: [0.5], labels: [])
        }
        #expect(throws: EvaluationError.unequalLengths(name: "weights", expected: 1, found: 2)) {
            try ScoredOutcomes(probabilities: [0.5], labels: [true], weights: [1, 1])
        }
    }

    @Test func sortsLikeTheStandardLibrary() throws {
        let tiny = Double.leastNonzeroMagnitude
        let z = [0, -0.0, 3, -3, 1e-308, -1e-308, 1e50, -1e50, tiny, -tiny, 0.1, 0.1]
        let outcomes = try ScoredOutcomes(logOdds: z, labels: z.map { $0 > 0 })
        #expect(outcomes.ranking.levels.scores == Array(Set(z).sorted().reversed()))
        #expect(outcomes.ranking.won[outcomes.ranking.levels.scores.firstIndex(of: 0.1) ?? 0] == 2)
    }

    @Test func takesEqualScoresTogether() throws {
        let outcomes = try ScoredOutcomes(
            probabilities: [0.2, 0.7, 0.2, 0.7, 0.7], labels: [false, true, true, false, true],
            weights: [1, 0.5, 2, 1, 0])
        #expect(outcomes.ranking.levels.scores == [0.7, 0.2])
        #expect(outcomes.ranking.won == [0.5, 2])
        #expect(outcomes.ranking.lost == [1, 1])
        #expect(outcomes.ranking.wonAbove == [0, 0.5, 2.5])
        #expect(outcomes.ranking.lostAbove == [0, 1, 2])
        #expect(outcomes.rowCount == 4 && outcomes.wonCount == 2)
    }

    @Test func errorsSayWhereAndNeverWhat() {
        let errors: [EvaluationError] = [
            .noRows, .invalidProbability(row: 7), .invalidWeight(row: 7), .invalidTime(row: 7), .differentLeads(row: 7),
            .tooFewOfOutcome(won: true, rows: 3, needed: 5), .tooFewDistinct(.groups, found: 1, needed: 5),
            .oneClass(.test, won: false), .emptyPart(.train), .invalidFraction("1.5"),
            .invalidFoldCount(1, minimum: 2), .unequalLengths(name: "labels", expected: 2, found: 1),
            .invalidLogOdds(row: 7),
        ]
        let texts = errors.map(\.description)
        #expect(Set(texts).count == texts.count)
        #expect(texts.filter { $0.contains("row 7") }.count == 5)
    }
}
