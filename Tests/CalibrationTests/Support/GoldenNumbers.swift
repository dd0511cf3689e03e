import Calibration
import Foundation
import Testing

/// `Golden/calibration.json`, see the README beside it.
struct GoldenNumbers: Decodable {
    let probes: [Double]
    let cases: [Case]
    let shifts: [Shift]

    struct Case: Decodable {
        let name: String
        let logOdds: [Double]
        let labels: [Bool]
        let weights: [Double]?
        let platt: Platt
        let temperature: Temperature
        let beta: Beta
        let isotonic: Isotonic
        let line: Line
        let vennAbers: VennAbers?

        func sample() throws -> CalibrationSample {
            try CalibrationSample(logOdds: logOdds, labels: labels, weights: weights)
        }
    }

    struct Platt: Decodable {
        let slope: Double
        let intercept: Double
        let scikitSlope: Double
        let scikitIntercept: Double
    }

    struct Temperature: Decodable {
        let scale: Double
    }

    struct Beta: Decodable {
        let a: Double
        let b: Double
        let c: Double
        let packageAtProbes: [Double]?
    }

    struct Isotonic: Decodable {
        let logOdds: [Double]
        let probability: [Double]
    }

    struct Line: Decodable {
        let intercept: Double
        let slope: Double
        let interceptError: Double
        let slopeError: Double
        let level: Double
        let levelError: Double
    }

    struct VennAbers: Decodable {
        let lower: [Double]
        let upper: [Double]
        let packageLower: [Double]
        let packageUpper: [Double]
        let packageProbability: [Double]
    }

    struct Shift: Decodable {
        let trainingRate: Double
        let logOdds: [Double]
        let rate: Double
    }

    static func load() throws -> GoldenNumbers {
        let file = Bundle.module.url(forResource: "calibration", withExtension: "json", subdirectory: "Golden")
        return try JSONDecoder().decode(GoldenNumbers.self, from: Data(contentsOf: try #require(file)))
    }
}

func isClose(_ first: Double, _ second: Double, tolerance: Double) -> Bool {
    abs(first - second) <= tolerance * max(1, abs(first), abs(second))
}
