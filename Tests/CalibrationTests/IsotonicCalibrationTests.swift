import Calibration
import Testing

@Suite struct IsotonicCalibrationTests {
    private func points(_ sample: CalibrationSample) throws -> [IsotonicMap.Point] {
        guard case .isotonic(let map) = try IsotonicCalibration().fitted(to: sample) else { return [] }
        return map.points
    }

    @Test func equalsScikitLearn() throws {
        for golden in try GoldenNumbers.load().cases {
            let points = try points(golden.sample())
            #expect(points.map(\.logOdds) == golden.isotonic.logOdds, "\(golden.name)")
            for (point, expected) in zip(points, golden.isotonic.probability) where expected > 0 && expected < 1 {
                #expect(isClose(point.probability, expected, tolerance: 1e-12), "\(golden.name)")
            }
        }
    }

    @Test func interpolatesBetweenStepsAndHoldsTheEnds() throws {
        let sample = try CalibrationSample(
            logOdds: [-2, -1, 0, 1, 1, 3], labels: [false, true, false, true, false, true])
        let map = try IsotonicCalibration().fitted(to: sample)
        // Steps: {-2} lost, {-1, 0, 1} 2 of 4, {3} won; the ends by Laplace: 1/3 and 2/3.
        #expect(map.probability(logOdds: -9) == 1.0 / 3)
        #expect(map.probability(logOdds: -0.5) == 0.5)
        #expect(isClose(map.probability(logOdds: -1.5), (1.0 / 3 + 0.5) / 2, tolerance: 1e-15))
        #expect(isClose(map.probability(logOdds: 2), (0.5 + 2.0 / 3) / 2, tolerance: 1e-15))
        #expect(map.probability(logOdds: 99) == 2.0 / 3)
    }

    @Test func anEndNeverOverstepsItsNeighbour() throws {
        // One lost row below a step of 1 in 50: Laplace's 1/3 would be above it.
        let labels = [false] + (0..<50).map { $0 == 0 }
        let sample = try CalibrationSample(logOdds: [-1] + Array(repeating: 0, count: 50), labels: labels)
        #expect(try points(sample).map(\.probability) == [0.02, 0.02])
    }
}
