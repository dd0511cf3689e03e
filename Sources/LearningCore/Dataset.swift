/// Features with what came of the leads: what a ``Trainer`` learns from.
///
/// A dataset that exists is valid: labels and weights are as many as rows, weights are finite and not negative.
public struct Dataset: Sendable {
    public let features: FeatureMatrix
    /// `true` is won.
    public let labels: [Bool]
    /// One per row, finite, ≥ 0; `nil` means all 1. Weight 2 is the row twice, weight 0 is the row absent.
    public let weights: [Double]?

    /// - Throws: ``LearningError/unequalLengths(feature:expected:found:)`` or ``LearningError/invalidWeight(row:)``.
    public init(features: FeatureMatrix, labels: [Bool], weights: [Double]? = nil) throws(LearningError) {
        guard labels.count == features.rowCount else {
            throw .unequalLengths(feature: "labels", expected: features.rowCount, found: labels.count)
        }
        if let weights {
            guard weights.count == features.rowCount else {
                throw .unequalLengths(feature: "weights", expected: features.rowCount, found: weights.count)
            }
            if let row = weights.firstIndex(where: { !$0.isFinite || $0 < 0 }) { throw .invalidWeight(row: row) }
        }
        self.features = features
        self.labels = labels
        self.weights = weights
    }

    private init(checked features: FeatureMatrix, labels: [Bool], weights: [Double]?) {
        self.features = features
        self.labels = labels
        self.weights = weights
    }

    public var rowCount: Int { features.rowCount }
    public var positiveCount: Int { labels.count(where: { $0 }) }

    /// The sum of the weights of all rows and of the won ones.
    public var totalWeight: (all: Double, positive: Double) {
        guard let weights else { return (Double(rowCount), Double(positiveCount)) }
        var all = 0.0
        var positive = 0.0
        for (weight, label) in zip(weights, labels) {
            all += weight
            if label { positive += weight }
        }
        return (all, positive)
    }

    /// The given rows, in the given order, repeats allowed.
    public func selecting(rows: [Int]) -> Dataset {
        Dataset(
            checked: features.selecting(rows: rows), labels: rows.map { labels[$0] },
            weights: weights.map { weights in rows.map { weights[$0] } })
    }

    /// The same rows with only the features at the given positions; the values are shared.
    public func selecting(features positions: [Int]) -> Dataset {
        Dataset(checked: features.selecting(features: positions), labels: labels, weights: weights)
    }

    /// - Throws: ``LearningError/tooFewRows(_:)`` without a row of positive weight, ``LearningError/oneClass(won:)`` if
    ///   all such rows have the same outcome.
    public func requireBothOutcomes() throws(LearningError) {
        let (all, positive) = totalWeight
        guard all > 0 else { throw .tooFewRows(rowCount) }
        guard positive > 0 else { throw .oneClass(won: false) }
        guard positive < all else { throw .oneClass(won: true) }
    }
}
