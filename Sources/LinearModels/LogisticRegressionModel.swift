public import LearningCore

/// A logistic regression: z = b + xᵀ β over the design columns of an encoding, p = 1 / (1 + e^−z).
///
/// What a feature contributes to a row is measured from the average lead: Σ β (x − x̄) over the feature's columns, with
/// x̄ the weighted means of training, its one-hot levels and its missing flag included. So the base is the mean
/// log-odds of the training rows, and base + Σ contributions is the score, added in the order of the features.
///
/// A model that exists is valid and finite.
public struct LogisticRegressionModel: ProbabilisticClassifier, Equatable {
    public let encoding: DesignEncoding
    public let intercept: Double
    /// One for each design column, in the encoding's order.
    public let coefficients: [Double]
    /// Derived from the three above.
    private let scorer: AdditiveScorer

    /// - Throws: ``LearningError/unequalLengths(feature:expected:found:)`` unless there is a coefficient for each column,
    ///   ``LearningError/numericalFailure(_:)`` if a number is not finite.
    public init(encoding: DesignEncoding, intercept: Double, coefficients: [Double]) throws(LearningError) {
        guard coefficients.count == encoding.columnCount else {
            throw .unequalLengths(
                feature: "coefficients", expected: encoding.columnCount, found: coefficients.count)
        }
        guard intercept.isFinite, coefficients.allSatisfy(\.isFinite) else {
            throw .numericalFailure("a coefficient of the model is not finite")
        }
        self.encoding = encoding
        self.intercept = intercept
        self.coefficients = coefficients
        scorer = AdditiveScorer(encoding: encoding, intercept: intercept, coefficients: coefficients)
        guard scorer.isFinite else { throw .numericalFailure("the coefficients of the model are too large") }
    }

    public var schema: FeatureSchema { encoding.schema }

    /// - Complexity: O(rows × features).
    public func logOdds(of matrix: FeatureMatrix, on pool: WorkerPool) throws(LearningError) -> [Double] {
        try schema.requireEqual(to: matrix.schema)
        return scorer.logOdds(of: matrix, on: pool)
    }

    /// - Complexity: O(rows × features).
    public func contributions(to matrix: FeatureMatrix, on pool: WorkerPool) throws(LearningError) -> Contributions {
        try schema.requireEqual(to: matrix.schema)
        return Contributions(
            base: scorer.base, values: scorer.contributions(to: matrix, on: pool), featureCount: schema.count)
    }

    /// The weighted mean log loss on labelled rows, in nats.
    func meanLoss(on dataset: Dataset, _ pool: WorkerPool) throws(LearningError) -> Double {
        let logOdds = try logOdds(of: dataset.features, on: pool)
        var sum = 0.0
        for (row, z) in logOdds.enumerated() {
            sum += (dataset.weights?[row] ?? 1) * LogisticLoss.loss(logOdds: z, won: dataset.labels[row])
        }
        return sum / dataset.totalWeight.all
    }
}
