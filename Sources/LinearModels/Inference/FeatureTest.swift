public import LearningCore

/// Whether a feature, or all features of a field together, says anything the others do not: the likelihood-ratio test of the
/// model against the one without,
///
///     statistic = 2 (ℓ − ℓ₀),   under the hypothesis "all its coefficients are 0" χ² with as many degrees of freedom as it has
///     columns (Wilks, 1938).
public struct FeatureTest: Sendable, Equatable {
    /// The feature's name, or the field's.
    public let feature: String
    public let statistic: Double
    public let degreesOfFreedom: Int

    /// The probability of a statistic at least this large if the feature said nothing.
    public var pValue: Double { ChiSquared.upperTail(statistic, degreesOfFreedom: degreesOfFreedom) }
}

extension LogisticRegressionTrainer {
    /// Tests every feature that has columns, by fitting the model without it.
    ///
    /// - Throws, complexity: as ``fieldTests(fittedTo:on:)``.
    public func featureTests(fittedTo dataset: Dataset, on pool: WorkerPool) throws(LearningError) -> [FeatureTest] {
        let features = dataset.features.schema.features
        return try tests(leavingOut: features.indices.map { (features[$0].name, [$0]) }, of: dataset, on: pool)
    }

    /// Tests every field that several features share, such as the products of two crossed columns, by fitting the model without
    /// all of them.
    ///
    /// - Throws: as ``fitted(to:validation:on:)``, and ``LearningError/invalidHyperparameter(name:value:expected:)`` for a trainer
    ///   with a penalty, whose optimum is not that of the likelihood.
    /// - Complexity: a fit for each test.
    public func fieldTests(fittedTo dataset: Dataset, on pool: WorkerPool) throws(LearningError) -> [FeatureTest] {
        let features = dataset.features.schema.features
        let members = Dictionary(grouping: features.indices) { features[$0].field }
        let shared = features.indices.compactMap { position -> (name: String, positions: [Int])? in
            let field = features[position].field
            guard let all = members[field], all.count > 1, all[0] == position else { return nil }
            return (field, all)
        }
        return try tests(leavingOut: shared, of: dataset, on: pool)
    }

    private func tests(
        leavingOut groups: [(name: String, positions: [Int])], of dataset: Dataset, on pool: WorkerPool
    ) throws(LearningError) -> [FeatureTest] {
        guard hyperparameters.l2Regularization == 0 else {
            throw .invalidHyperparameter(
                name: "l2Regularization", value: "\(hyperparameters.l2Regularization)",
                expected: "0 for a likelihood-ratio test")
        }
        guard !groups.isEmpty else { return [] }
        let full = try fitted(to: dataset, on: pool)
        let weight = dataset.totalWeight.all
        var tests: [FeatureTest] = []
        for group in groups {
            let columns = group.positions.reduce(0) { $0 + full.model.encoding.features[$1].columnCount }
            guard columns > 0 else { continue }
            let others = dataset.features.schema.features.indices.filter { !group.positions.contains($0) }
            let without = try fitted(to: dataset.selecting(features: others), on: pool)
            tests.append(
                FeatureTest(
                    feature: group.name,
                    statistic: max(0, 2 * weight * (without.report.trainingLoss - full.report.trainingLoss)),
                    degreesOfFreedom: columns))
        }
        return tests
    }
}
