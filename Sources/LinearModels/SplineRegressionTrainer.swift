public import LearningCore

/// Fits a logistic regression in which every number with enough different values is a natural cubic spline of five knots.
///
/// The objective is ``LogisticRegressionTrainer``'s over the expanded features, bends penalised like all else, so that
/// where the data show no curve the line stays nearly straight.
public struct SplineRegressionTrainer: Trainer {
    private let trainer: LogisticRegressionTrainer

    /// The regression's; there is nothing else to choose.
    public var hyperparameters: LogisticRegressionTrainer.Hyperparameters { trainer.hyperparameters }

    /// - Throws: ``LearningError/invalidHyperparameter(name:value:expected:)``.
    public init(
        _ hyperparameters: LogisticRegressionTrainer.Hyperparameters = .init()
    ) throws(LearningError) {
        trainer = try LogisticRegressionTrainer(hyperparameters)
    }

    /// - Throws: as ``LogisticRegressionTrainer/fitted(to:validation:on:)``.
    public func fitted(
        to dataset: Dataset, validation: Dataset?, on pool: WorkerPool
    ) throws(LearningError) -> Fit<SplineRegressionModel> {
        try dataset.requireBothOutcomes()
        if let validation { try dataset.features.schema.requireEqual(to: validation.features.schema) }
        let expansion = try SplineExpansion(
            fittedTo: dataset.features, weights: dataset.weights,
            logSkewness: hyperparameters.encoding.logSkewness, on: pool)
        let fit = try trainer.fitted(
            to: try Self.expanded(dataset, by: expansion, on: pool),
            validation: try Self.expanded(validation, by: expansion, on: pool), on: pool)
        return Fit(model: try SplineRegressionModel(expansion: expansion, regression: fit.model), report: fit.report)
    }

    private static func expanded(
        _ dataset: Dataset, by expansion: SplineExpansion, on pool: WorkerPool
    ) throws(LearningError) -> Dataset {
        try Dataset(
            features: try expansion.expanded(dataset.features, on: pool), labels: dataset.labels,
            weights: dataset.weights)
    }

    private static func expanded(
        _ dataset: Dataset?, by expansion: SplineExpansion, on pool: WorkerPool
    ) throws(LearningError) -> Dataset? {
        guard let dataset else { return nil }
        return try expanded(dataset, by: expansion, on: pool) as Dataset
    }
}
