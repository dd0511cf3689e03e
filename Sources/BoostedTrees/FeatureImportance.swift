public import LearningCore

/// How much each feature matters to a model, one number per feature of its schema.
public struct FeatureImportance: Sendable, Equatable {
    /// The sum of the gains of the splits on the feature: how far it lowered the training objective.
    public let gain: [Double]
    /// The number of splits on the feature.
    public let splitCount: [Int]
}

extension GradientBoostingModel {
    /// What the trees themselves say about importance. Gain favours features with many values or levels, which had more
    /// chances to fit noise; ``meanAbsoluteContributions(to:on:)`` on leads not trained on does not.
    ///
    /// Complexity: O(all splits).
    public var featureImportance: FeatureImportance {
        var gain = [Double](repeating: 0, count: schema.count)
        var splitCount = [Int](repeating: 0, count: schema.count)
        for tree in trees {
            for split in 0..<tree.splitCount {
                gain[Int(tree.arrays.features[split])] += tree.arrays.splitGains[split]
                splitCount[Int(tree.arrays.features[split])] += 1
            }
        }
        return FeatureImportance(gain: gain, splitCount: splitCount)
    }

    /// The mean over the rows of each feature's |contribution|, in log-odds; zeros without rows.
    ///
    /// - Throws: ``LearningError/schemaMismatch(expected:found:)`` if the matrix has other features.
    public func meanAbsoluteContributions(
        to matrix: FeatureMatrix, on pool: WorkerPool
    ) throws(LearningError) -> [Double] {
        let contributions = try contributions(to: matrix, on: pool)
        var means = [Double](repeating: 0, count: schema.count)
        for row in 0..<matrix.rowCount {
            for (feature, value) in contributions[row: row].enumerated() { means[feature] += value.magnitude }
        }
        return means.map { $0 / Double(max(matrix.rowCount, 1)) }
    }
}
