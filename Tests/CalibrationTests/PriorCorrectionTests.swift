import Calibration
import Foundation
import LearningCore
import Testing

@Suite struct PriorCorrectionTests {
    @Test func declaredRateMovesTheMeanThere() throws {
        let correction = try PriorCorrection(trainingRate: 0.2, declaredRate: 0.4)
        // Bayes: odds 1/4 become 2/3.
        #expect(isClose(correction.shift, log(8.0 / 3), tolerance: 1e-14))
        #expect(isClose(correction.probability(logOdds: log(0.25)), 0.4, tolerance: 1e-14))
        let back = try PriorCorrection(trainingRate: 0.4, declaredRate: 0.2)
        #expect(isClose(back.logOdds(correction.logOdds(1.7)), 1.7, tolerance: 1e-14))
    }

    @Test func estimateEqualsTheLimitOfEM() throws {
        for golden in try GoldenNumbers.load().shifts {
            let correction = try PriorCorrection.estimated(
                fromUnlabelled: golden.logOdds, trainingRate: golden.trainingRate)
            // EM stops when a step is below 1e-16, which is a while before its limit.
            #expect(isClose(correction.rate, golden.rate, tolerance: 1e-10))
            #expect(try #require(correction.rateStandardError) < 0.05)
        }
    }

    /// Won and lost leads look as before, only their shares change.
    private func world(rows: Int, rate: Double, training: Double, seed: UInt64) -> RandomScores {
        var generator = SeededGenerator(seed: seed, stream: 3)
        var scores = RandomScores(rows: rows, seed: seed)
        for row in 0..<rows {
            let radius = (-2 * log(1 - generator.nextUniform())).squareRoot()
            let won = generator.nextUniform() < rate
            let x = radius * cos(2 * .pi * generator.nextUniform()) + (won ? 1.5 : 0)
            scores.labels[row] = won
            scores.logOdds[row] = log(training / (1 - training)) + 1.5 * x - 1.125
        }
        return scores
    }

    @Test func bringsBackTheLogLossOfAShiftedRate() throws {
        let shifted = world(rows: 20_000, rate: 0.31, training: 0.06, seed: 1)
        let correction = try PriorCorrection.estimated(fromUnlabelled: shifted.logOdds, trainingRate: 0.06)
        #expect(abs(correction.rate - 0.31) < 4 * (try #require(correction.rateStandardError)))
        var corrected = shifted
        corrected.logOdds = shifted.logOdds.map(correction.logOdds)
        let best = world(rows: 20_000, rate: 0.31, training: 0.31, seed: 1).loss(of: .identity)
        #expect(corrected.loss(of: .identity) < 1.01 * best)
        #expect(shifted.loss(of: .identity) > 1.3 * best)
    }

    @Test func standardErrorIsTheSpreadOfTheEstimates() throws {
        let estimates = try (0..<200).map { run in
            try PriorCorrection.estimated(
                fromUnlabelled: world(rows: 300, rate: 0.4, training: 0.2, seed: UInt64(run)).logOdds, trainingRate: 0.2
            )
        }
        let mean = estimates.reduce(0) { $0 + $1.rate } / 200
        let spread = (estimates.reduce(0) { $0 + ($1.rate - mean) * ($1.rate - mean) } / 199).squareRoot()
        let stated = estimates.reduce(0) { $0 + ($1.rateStandardError ?? 0) } / 200
        #expect(abs(mean - 0.4) < 0.01)
        #expect((0.85...1.15).contains(stated / spread))
    }

    @Test func hostileScoresGiveARateInsideItsRange() throws {
        for logOdds in [[1e308, -1e308], [800], [-800, -800], [0], [0, 0, 0]] {
            let correction = try PriorCorrection.estimated(fromUnlabelled: logOdds, trainingRate: 0.5)
            #expect(correction.rate > 0 && correction.rate < 1 && correction.shift.isFinite)
        }
        #expect(throws: LearningError.tooFewRows(0)) {
            try PriorCorrection.estimated(fromUnlabelled: [], trainingRate: 0.5)
        }
        #expect(throws: LearningError.invalidValue(feature: "log-odds", row: 0)) {
            try PriorCorrection.estimated(fromUnlabelled: [.nan], trainingRate: 0.5)
        }
        for bad in [0, 1, -1, Double.nan] {
            #expect(throws: LearningError.self) {
                try PriorCorrection.estimated(fromUnlabelled: [1], trainingRate: bad)
            }
            #expect(throws: LearningError.self) { try PriorCorrection(trainingRate: 0.5, declaredRate: bad) }
        }
    }
}
