import Calibration
import Testing

@Suite struct TemperatureScalingTests {
    @Test func equalsTheMinimum() throws {
        for golden in try GoldenNumbers.load().cases {
            let expected = golden.temperature.scale
            guard case .temperature(let map) = try TemperatureScaling().fitted(to: golden.sample()) else {
                Issue.record("not a temperature")
                continue
            }
            #expect(isClose(map.scale, expected, tolerance: 1e-8), "\(golden.name)")
        }
    }
}
