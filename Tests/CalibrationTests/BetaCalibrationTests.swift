import Calibration
import Testing

@Suite struct BetaCalibrationTests {
    @Test func equalsTheMinimumAndTheAuthorsPackage() throws {
        let golden = try GoldenNumbers.load()
        for item in golden.cases {
            let fitted = try BetaCalibration().fitted(to: item.sample())
            guard case .beta(let map) = fitted else {
                Issue.record("not a beta map")
                continue
            }
            let expected = item.beta
            // The two columns are nearly parallel, so the ridge of 1e-10 shows in the seventh digit.
            #expect(isClose(map.a, expected.a, tolerance: 1e-6), "\(item.name)")
            #expect(isClose(map.b, expected.b, tolerance: 1e-6), "\(item.name)")
            #expect(isClose(map.c, expected.c, tolerance: 1e-6), "\(item.name)")
            // The package clips probabilities, so far out it says something else.
            for (z, p) in zip(golden.probes, expected.packageAtProbes ?? []) where abs(z) < 20 {
                #expect(abs(fitted.probability(logOdds: z) - p) < 1e-3, "\(item.name) at \(z)")
            }
        }
    }

    @Test func bendsEachEndByItself() throws {
        // True odds: a = 0.5, b = 2 of what is stated.
        let wanted = BetaMap(a: 0.5, b: 2, c: 0.3)
        var scores = RandomScores(rows: 8_000, seed: 2, intercept: 0, spread: 2)
        let truth = CalibrationMap.beta(wanted)
        for row in scores.labels.indices {
            scores.labels[row] =
                truth.probability(logOdds: scores.logOdds[row]) > Double((row * 7_919) % 8_000) / 8_000
        }
        guard case .beta(let map) = try BetaCalibration().fitted(to: scores.sample()) else { return }
        #expect(abs(map.a - 0.5) < 0.1 && abs(map.b - 2) < 0.25 && abs(map.c - 0.3) < 0.25)
    }
}
