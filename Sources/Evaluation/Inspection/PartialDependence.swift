public import LearningCore

/// What a model says on average if all rows had one value of a feature, and kept what else they have (Friedman, 2001):
///
///     PD(v) = 1/n Σ_i f(v, x_i without the feature)
///
/// for the log-odds and for the probability. Where the feature goes along with others, some of these rows are ones that
/// nobody is like; ``AccumulatedEffects`` stays among rows there are.
public struct PartialDependence: Sendable, Equatable {
    public struct Point: Sendable, Equatable {
        public let value: FeatureValue
        /// The means over the rows.
        public let logOdds: Double
        public let probability: Double
    }

    public let feature: Int
    /// In the grid's order; last, if a row has none, what the model says without a value.
    public let points: [Point]

    /// - Parameter pool: the threads to work on; they do not change the result.
    /// - Throws: ``LearningError/schemaMismatch(expected:found:)`` if the model has other features,
    ///   ``LearningError/tooFewRows(_:)`` without a row. Complexity: O(grid) scorings of all rows.
    public init(
        of model: some ProbabilisticClassifier, on matrix: FeatureMatrix, at grid: FeatureGrid, on pool: WorkerPool
    ) throws(LearningError) {
        guard matrix.rowCount > 0 else { throw .tooFewRows(0) }
        let (feature, rows) = (grid.feature, matrix.rowCount)
        let kind = matrix.schema.features[feature]
        let values = grid.values + (grid.missingCount > 0 ? [.missing] : [])
        points = try pool.tryMap(values.count) { index throws(LearningError) in
            let changed = try matrix.replacing(feature, with: values[index].column(of: kind, rowCount: rows))
            let logOdds = try model.logOdds(of: changed, on: pool)
            let probabilities = logOdds.map(LogisticLoss.probability(logOdds:))
            return Point(
                value: values[index], logOdds: logOdds.reduce(0, +) / Double(rows),
                probability: probabilities.reduce(0, +) / Double(rows))
        }
        self.feature = feature
    }
}
