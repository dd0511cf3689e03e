import Foundation
public import LearningCore

/// Leads whose true probability of being won is known, for tests that need a right answer.
///
/// Numeric features are standard normal; each is missing with `missingRate`. Categorical features are uniform over their
/// levels. The log-odds are `intercept + Σ weight · value + Σ effect[level]`; a missing value adds nothing.
public struct SyntheticWorld: Sendable {
    public var intercept = -0.5
    public var weights: [Double] = [1, -0.5, 0]
    public var levelEffects: [[Double]] = [[0.8, 0, -0.8]]
    public var missingRate = 0.05

    public init() {}

    public struct Sample: Sendable {
        public let dataset: Dataset
        public let trueProbabilities: [Double]
    }

    public func sample(rows: Int, seed: UInt64) -> Sample {
        var generator = SeededGenerator(seed: seed)
        var logOdds = [Double](repeating: intercept, count: rows)
        var features: [Feature] = []
        var columns: [FeatureColumn] = []
        for (index, weight) in weights.enumerated() {
            let values = (0..<rows).map { _ in normal(&generator) }
            let missing = (0..<rows).map { _ in generator.nextUniform() < missingRate }
            for row in 0..<rows where !missing[row] { logOdds[row] += weight * values[row] }
            features.append(Feature(name: "number\(index)", kind: .numeric))
            columns.append(.numeric(zip(values, missing).map { $1 ? .nan : $0 }))
        }
        for (index, effects) in levelEffects.enumerated() {
            let codes = (0..<rows).map { _ in generator.nextIndex(below: effects.count) }
            for row in 0..<rows { logOdds[row] += effects[codes[row]] }
            let levels = effects.indices.map { "L\($0)" }
            features.append(Feature(name: "level\(index)", kind: .categorical(levels: levels)))
            columns.append(.categorical(codes.map(Int32.init)))
        }
        let probabilities = logOdds.map(LogisticLoss.probability(logOdds:))
        let labels = probabilities.map { generator.nextUniform() < $0 }
        guard let schema = try? FeatureSchema(features),
            let matrix = try? FeatureMatrix(schema: schema, columns: columns, rowCount: rows),
            let dataset = try? Dataset(features: matrix, labels: labels)
        else { preconditionFailure("a synthetic world is always valid") }
        return Sample(dataset: dataset, trueProbabilities: probabilities)
    }

    /// A standard normal number (Box and Muller).
    private func normal(_ generator: inout SeededGenerator) -> Double {
        let radius = (-2 * log(1 - generator.nextUniform())).squareRoot()
        return radius * cos(2 * .pi * generator.nextUniform())
    }
}
