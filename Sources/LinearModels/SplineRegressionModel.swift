public import LearningCore

/// A logistic regression whose numbers may bend: a ``LogisticRegressionModel`` over the features of a
/// ``SplineExpansion``. What a feature contributes includes its bends.
public struct SplineRegressionModel: ProbabilisticClassifier, Equatable {
    public let expansion: SplineExpansion
    /// Over the expanded features.
    public let regression: LogisticRegressionModel

    /// - Throws: ``LearningError/schemaMismatch(expected:found:)`` if the regression is over other features than the
    ///   expansion makes.
    public init(expansion: SplineExpansion, regression: LogisticRegressionModel) throws(LearningError) {
        try expansion.expandedSchema.requireEqual(to: regression.schema)
        self.expansion = expansion
        self.regression = regression
    }

    public var schema: FeatureSchema { expansion.schema }

    /// - Complexity: O(rows × expanded features).
    public func logOdds(of matrix: FeatureMatrix, on pool: WorkerPool) throws(LearningError) -> [Double] {
        try schema.requireEqual(to: matrix.schema)
        return try regression.logOdds(of: try expansion.expanded(matrix, on: pool), on: pool)
    }

    /// - Complexity: O(rows × expanded features).
    public func contributions(to matrix: FeatureMatrix, on pool: WorkerPool) throws(LearningError) -> Contributions {
        try schema.requireEqual(to: matrix.schema)
        let expanded = try regression.contributions(to: try expansion.expanded(matrix, on: pool), on: pool)
        var values = [Double](repeating: 0, count: matrix.rowCount * schema.count)
        for row in 0..<matrix.rowCount {
            var place = row * expanded.featureCount
            for (feature, spline) in expansion.splines.enumerated() {
                for _ in 0...(spline?.bendCount ?? 0) {
                    values[row * schema.count + feature] += expanded.values[place]
                    place += 1
                }
            }
        }
        return Contributions(base: expanded.base, values: values, featureCount: schema.count)
    }
}
