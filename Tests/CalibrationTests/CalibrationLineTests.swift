import Calibration
import LearningCore
import Testing

@Suite struct CalibrationLineTests {
    @Test func equalsStatsmodels() throws {
        for golden in try GoldenNumbers.load().cases {
            let line = try CalibrationLine(of: golden.sample())
            let pairs = [
                (line.slope.value, golden.line.slope), (line.slope.standardError, golden.line.slopeError),
                (line.intercept.value, golden.line.intercept),
                (line.intercept.standardError, golden.line.interceptError),
                (line.interceptInTheLarge.value, golden.line.level),
                (line.interceptInTheLarge.standardError, golden.line.levelError),
            ]
            for (found, expected) in pairs { #expect(isClose(found, expected, tolerance: 1e-7), "\(golden.name)") }
        }
    }

    @Test func seesWhatIsWrong() throws {
        let line = try CalibrationLine(of: RandomScores(rows: 5_000, seed: 1, stated: { 2 * $0 - 1 }).sample())
        // z = 2 t − 1, so t = z / 2 + 1/2.
        #expect(abs(line.slope.value - 0.5) < 4 * line.slope.standardError)
        #expect(abs(line.intercept.value - 0.5) < 4 * line.intercept.standardError)
        #expect(line.interceptInTheLarge.value > 0.5)
    }

    @Test func refusesScoresThatDoNotVary() throws {
        let sample = try CalibrationSample(logOdds: [2, 2, 2], labels: [true, false, true])
        #expect(throws: LearningError.self) { try CalibrationLine(of: sample) }
    }
}
