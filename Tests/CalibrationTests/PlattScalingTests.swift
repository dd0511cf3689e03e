import Calibration
import Testing

@Suite struct PlattScalingTests {
    @Test func equalsTheMinimumAndScikitLearn() throws {
        for golden in try GoldenNumbers.load().cases {
            guard case .platt(let map) = try PlattScaling().fitted(to: golden.sample()) else {
                Issue.record("not Platt's map")
                continue
            }
            #expect(isClose(map.slope, golden.platt.slope, tolerance: 1e-8), "\(golden.name)")
            #expect(isClose(map.intercept, golden.platt.intercept, tolerance: 1e-8), "\(golden.name)")
            // scikit-learn's L-BFGS stops at a gradient of 1e-6.
            #expect(isClose(map.slope, golden.platt.scikitSlope, tolerance: 1e-6))
            #expect(isClose(map.intercept, golden.platt.scikitIntercept, tolerance: 1e-6))
        }
    }

    @Test func aModelThatRanksTheWrongWayRoundIsWorthItsRate() throws {
        let scores = RandomScores(rows: 500, seed: 1, stated: { -$0 })
        guard case .platt(let map) = try PlattScaling().fitted(to: scores.sample()) else { return }
        let won = Double(scores.labels.count { $0 })
        #expect(map.slope == 0)
        #expect(abs(CalibrationMap.platt(map).probability(logOdds: 9) - won / 500) < 0.005)
    }
}
