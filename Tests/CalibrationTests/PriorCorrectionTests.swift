import Foundation
import LearningCore
import Testing

@testable import Calibration

@Suite struct PriorCorrectionTests {
    /// Leads of which won and lost ones look as ever, with calibrated log-odds for the training rate.
    private func world(rows: Int, rate: Double, training: Double, seed: UInt64) -> RandomScores {
        var generator = SeededGenerator(seed: seed, stream: 3)
        var scores = RandomScores(rows: 0, seed: seed)
        for _ in 0..<rows {
            let radius = (-2 * log(1 - generator.nextUniform())).squareRoot()
            let won = generator.nextUniform() < rate
            let x = radius * cos(2 * .pi * generator.nextUniform()) + (won ? 1.5 : 0)
            scores.labels.append(won)
            scores.logOdds.append(log(training / (1 - training)) + 1.5 * x - 1.125)
        }
        return scores
    }

    private func meanProbability(_ logOdds: [Double], _ correction: PriorCorrection) -> Double {
        logOdds.reduce(0) { $0 + correction.probability(logOdds: $1) } / Double(logOdds.count)
    }

    @Test func declaredRateFollowsBayes() throws {
        let correction = try PriorCorrection(declaredRate: 0.4, trainingRate: 0.2)
        // Odds 1/4 become 2/3.
        #expect(isClose(correction.shift, log(8.0 / 3), tolerance: 1e-14))
        #expect(isClose(correction.probability(logOdds: log(0.25)), 0.4, tolerance: 1e-14))
        let back = try PriorCorrection(declaredRate: 0.2, trainingRate: 0.4)
        #expect(isClose(back.logOdds(correction.logOdds(1.7)), 1.7, tolerance: 1e-14))
    }

    @Test func matchingMakesTheMeanTheDeclaredRate() throws {
        let logOdds = world(rows: 400, rate: 0.3, training: 0.1, seed: 1).logOdds
        for scores in [logOdds, [0.3], [-800, 800, 0], [1e300, -1e300], [-5, -5, -5]] {
            for rate in [1e-6, 0.05, 0.5, 0.97] {
                let correction = try PriorCorrection(declaredRate: rate, matching: scores)
                #expect(correction.shift.isFinite)
                // With huge log-odds the mean jumps where one of them crosses 0.
                if scores.allSatisfy({ abs($0) < 100 }) {
                    #expect(isClose(meanProbability(scores, correction), rate, tolerance: 1e-12))
                }
            }
        }
    }

    @Test func bothDeclaredWaysAgreeUnderLabelShift() throws {
        let scores = world(rows: 20_000, rate: 0.31, training: 0.06, seed: 1)
        let bayes = try PriorCorrection(declaredRate: 0.31, trainingRate: 0.06)
        let matched = try PriorCorrection(declaredRate: 0.31, matching: scores.logOdds)
        #expect(abs(bayes.shift - matched.shift) < 0.05)
    }

    @Test func estimateEqualsTheLimitOfEM() throws {
        for golden in try GoldenNumbers.load().shifts {
            let estimate = try PriorCorrection.mostLikely(
                fromUnlabelled: golden.logOdds, trainingRate: golden.trainingRate)
            // EM stops when a step is below 1e-16, which is a while before its limit.
            #expect(isClose(estimate.rate, golden.rate, tolerance: 1e-10))
            #expect(try #require(estimate.rateStandardError) < 0.05)
        }
    }

    @Test func bringsBackTheLogLossOfAShiftedRate() throws {
        let reference = try world(rows: 5_000, rate: 0.06, training: 0.06, seed: 2).sample()
        let shifted = world(rows: 10_000, rate: 0.31, training: 0.06, seed: 1)
        let best = world(rows: 10_000, rate: 0.31, training: 0.31, seed: 1).loss(of: .identity)
        #expect(shifted.loss(of: .identity) > 1.3 * best)
        for correction in [
            try PriorCorrection.estimated(fromUnlabelled: shifted.logOdds, reference: reference),
            try PriorCorrection(declaredRate: 0.31, matching: shifted.logOdds),
        ] {
            var corrected = shifted
            corrected.logOdds = shifted.logOdds.map(correction.logOdds)
            #expect(corrected.loss(of: .identity) < 1.01 * best)
        }
    }

    @Test func standardErrorIsTheSpreadOfTheEstimates() throws {
        let estimates = try (0..<150).map { run in
            try PriorCorrection.mostLikely(
                fromUnlabelled: world(rows: 300, rate: 0.4, training: 0.2, seed: UInt64(run)).logOdds, trainingRate: 0.2
            )
        }
        let mean = estimates.reduce(0) { $0 + $1.rate } / 150
        let spread = (estimates.reduce(0) { $0 + ($1.rate - mean) * ($1.rate - mean) } / 149).squareRoot()
        let stated = estimates.reduce(0) { $0 + ($1.rateStandardError ?? 0) } / 150
        #expect(abs(mean - 0.4) < 0.012)
        #expect((0.8...1.2).contains(stated / spread))
    }

    @Test func refusesToEstimateWhenMoreThanTheRateHasChanged() throws {
        let reference = try world(rows: 2_000, rate: 0.2, training: 0.2, seed: 1).sample()
        var refused = 0
        for seed in 10..<40 {
            let honest = world(rows: 1_000, rate: 0.35, training: 0.2, seed: UInt64(seed)).logOdds
            #expect(throws: Never.self) {
                try PriorCorrection.estimated(fromUnlabelled: honest, reference: reference)
            }
            // Twice as loud, and moved: no mixture of the won and the lost of the reference.
            let drifted = honest.map { 2 * $0 + 3 }
            if (try? PriorCorrection.estimated(fromUnlabelled: drifted, reference: reference)) == nil { refused += 1 }
        }
        #expect(refused == 30)
    }

    @Test func hostileScoresAreRefused() throws {
        let reference = try CalibrationSample(logOdds: [0, 0, 1], labels: [true, false, true])
        for logOdds in [[1e308, 1e308], [800], [-800, -800], [0, 0, 0]] {
            if let correction = try? PriorCorrection.estimated(fromUnlabelled: logOdds, reference: reference) {
                #expect(correction.rate > 0 && correction.rate < 1 && correction.shift.isFinite)
            }
        }
        #expect(throws: LearningError.tooFewRows(0)) {
            try PriorCorrection.estimated(fromUnlabelled: [], reference: reference)
        }
        #expect(throws: LearningError.invalidValue(feature: "log-odds", row: 0)) {
            try PriorCorrection.estimated(fromUnlabelled: [.nan], reference: reference)
        }
        #expect(throws: LearningError.tooFewRows(0)) { try PriorCorrection(declaredRate: 0.5, matching: []) }
        for bad in [0, 1, -1, Double.nan] {
            #expect(throws: LearningError.self) { try PriorCorrection(declaredRate: bad, trainingRate: 0.5) }
            #expect(throws: LearningError.self) { try PriorCorrection(declaredRate: 0.5, trainingRate: bad) }
            #expect(throws: LearningError.self) { try PriorCorrection(declaredRate: bad, matching: [1]) }
        }
    }
}
