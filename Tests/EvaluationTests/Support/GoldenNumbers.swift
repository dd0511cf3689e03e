import Evaluation
import Foundation
import Testing

/// `Golden/evaluation.json`, see the README beside it.
struct GoldenNumbers: Decodable {
    let cases: [Case]
    let wilson: [Wilson]
    let normalQuantiles: [NormalQuantile]

    struct Case: Decodable, CustomTestStringConvertible {
        let name: String
        let labels: [Bool]
        let probabilities: [Double]?
        let logOdds: [Double]?
        let weights: [Double]?
        let metrics: [String: Double]
        let delongStandardError: Double?
        let logLossStandardError: Double?
        let brierStandardError: Double?
        let reliability: Reliability?
        let confusion: Confusion
        let roc: ROC
        let precisionRecall: PrecisionRecall
        let paired: Paired?

        var testDescription: String { name }

        func outcomes() throws -> ScoredOutcomes {
            if let logOdds { return try ScoredOutcomes(logOdds: logOdds, labels: labels, weights: weights) }
            return try ScoredOutcomes(probabilities: #require(probabilities), labels: labels, weights: weights)
        }
    }

    struct Reliability: Decodable {
        let rate: [Double]
        let mean: [Double]
    }

    struct Confusion: Decodable {
        let tp: Double
        let fp: Double
        let tn: Double
        let fn: Double
        let precision: Double
        let recall: Double
        let f1: Double
        let mcc: Double
    }

    struct ROC: Decodable {
        let falsePositiveRate: [Double]
        let truePositiveRate: [Double]
    }

    struct PrecisionRecall: Decodable {
        let precision: [Double]
        let recall: [Double]
    }

    struct Paired: Decodable {
        let other: [Double]
        let difference: Double
        let standardError: Double
        let pValue: Double
    }

    struct Wilson: Decodable {
        let successes: Double
        let trials: Double
        let confidence: Double
        let low: Double
        let high: Double
    }

    struct NormalQuantile: Decodable {
        let confidence: Double
        let z: Double
    }

    static func load() throws -> GoldenNumbers {
        let file = Bundle.module.url(forResource: "evaluation", withExtension: "json", subdirectory: "Golden")
        let url = try #require(file)
        return try JSONDecoder().decode(GoldenNumbers.self, from: Data(contentsOf: url))
    }
}

/// Sums in another order than ours differ by this much, and no more.
func isClose(_ first: Double, _ second: Double, tolerance: Double = 1e-12) -> Bool {
    abs(first - second) <= tolerance * max(1, abs(first), abs(second))
}

func areClose(_ first: [Double], _ second: [Double], tolerance: Double = 1e-12) -> Bool {
    first.count == second.count && zip(first, second).allSatisfy { isClose($0, $1, tolerance: tolerance) }
}
