import Evaluation
import LearningCore
import Testing

@Suite struct ExpectedCalibrationErrorTests {
    @Test func oneBinIsTheDistanceOfTheMeans() throws {
        let outcomes = try ScoredOutcomes(probabilities: [0.9, 0.6, 0.3], labels: [true, false, false])
        #expect(isClose(try #require(ExpectedCalibrationError(binCount: 1).value(of: outcomes)), 0.6 - 1.0 / 3))
    }

    @Test func equalScoresAreNotTornApart() throws {
        // Two distinct scores, ten bins: each score is one bin, and each is exactly right.
        let p = Array(repeating: 0.25, count: 8) + Array(repeating: 0.75, count: 4)
        let labels = (0..<12).map { $0 < 2 || $0 >= 9 }
        let outcomes = try ScoredOutcomes(probabilities: p, labels: labels)
        #expect(ExpectedCalibrationError().value(of: outcomes) == 0)
        #expect(ReliabilityCurve(of: outcomes).bins.map(\.rows) == [8, 4])
    }

    @Test func twoOppositeErrorsDoNotCancelAcrossBins() throws {
        let outcomes = try ScoredOutcomes(
            probabilities: [0.8, 0.8, 0.2, 0.2], labels: [true, true, false, false])
        #expect(isClose(try #require(ExpectedCalibrationError(binCount: 2).value(of: outcomes)), 0.2))
        #expect(isClose(try #require(ExpectedCalibrationError(binCount: 1).value(of: outcomes)), 0))
    }

    /// A calibrated model's ECE is 0 in truth but never in a sample; a model that states too much has one above 0.
    @Test func theIntervalReachesZeroOnlyForACalibratedModel() throws {
        let pool = WorkerPool()
        let runs = Simulation.isThorough ? 2_000 : 60
        var (calibrated, boasting) = (0, 0)
        for run in 0..<runs {
            for stretch in [1, 2.0] {
                let outcomes = try RandomLeads(rows: 400, seed: UInt64(run), stretch: stretch).outcomes()
                let estimates = Bootstrap(seed: 1, replicateCount: 40).estimates(
                    of: outcomes, metrics: [ExpectedCalibrationError()], on: pool)
                guard try #require(estimates[0]).low == 0 else { continue }
                if stretch == 1 { calibrated += 1 } else { boasting += 1 }
            }
        }
        #expect(Double(calibrated) / Double(runs) > 0.93)
        #expect(Double(boasting) / Double(runs) < 0.05)
    }
}
