public import LearningCore

/// Whether a feature says anything the others do not: the likelihood-ratio test of the model against the one without it,
///
///     statistic = 2 (ℓ − ℓ₀),   under the hypothesis "all its coefficients are 0" χ² with as many degrees of freedom as it has
///     columns (Wilks, 1938).
public struct FeatureTest: Sendable, Equatable {
    public let feature: String
    public let statistic: Double
    public let degreesOfFreedom: Int

    /// The probability of a statistic at least this large if the feature said nothing.
    public var pValue: Double { ChiSquared.upperTail(statistic, degreesOfFreedom: degreesOfFreedom) }
}

extension LogisticRegressionTrainer {
    /// Tests every feature that has columns, by fitting the model without it.
    ///
    /// - Throws: as ``fitted(to:validation:on:)``, and ``LearningError/invalidHyperparameter(name:value:expected:)`` for a trainer
    ///   with a penalty, whose optimum is not that of the likelihood.
    /// - Complexity: a fit for each feature.
    public func featureTests(fittedTo dataset: Dataset, on pool: WorkerPool) throws(LearningError) -> [FeatureTest] {
        guard hyperparameters.l2Regularization == 0 else {
            throw .invalidHyperparameter(
                name: "l2Regularization", value: "\(hyperparameters.l2Regularization)",
                expected: "0 for a likelihood-ratio test")
        }
        let full = try fitted(to: dataset, on: pool)
        let weight = dataset.totalWeight.all
        var tests: [FeatureTest] = []
        for (position, encoding) in full.model.encoding.features.enumerated() where encoding.columnCount > 0 {
            let others = dataset.features.schema.features.indices.filter { $0 != position }
            let without = try fitted(to: dataset.selecting(features: others), on: pool)
            tests.append(
                FeatureTest(
                    feature: dataset.features.schema.features[position].name,
                    statistic: max(0, 2 * weight * (without.report.trainingLoss - full.report.trainingLoss)),
                    degreesOfFreedom: encoding.columnCount))
        }
        return tests
    }
}
