public import LearningCore

/// Fits a logistic regression in which every number with enough different values has a shape: a natural cubic spline of
/// five knots, steps of up to sixty ranges, or monotone weights of evidence of up to eight.
///
/// The objective is ``LogisticRegressionTrainer``'s over the expanded features, the shapes penalised like all else, so that
/// where the data show no shape the line stays nearly straight.
public struct ShapedRegressionTrainer: Trainer {
    public let kind: ShapeExpansion.Kind
    private let trainer: LogisticRegressionTrainer

    /// The regression's; there is nothing else to choose.
    public var hyperparameters: LogisticRegressionTrainer.Hyperparameters { trainer.hyperparameters }

    /// - Throws: ``LearningError/invalidHyperparameter(name:value:expected:)``.
    public init(
        _ kind: ShapeExpansion.Kind, _ hyperparameters: LogisticRegressionTrainer.Hyperparameters = .init()
    ) throws(LearningError) {
        self.kind = kind
        trainer = try LogisticRegressionTrainer(hyperparameters)
    }

    /// - Throws: as ``LogisticRegressionTrainer/fitted(to:validation:on:)``.
    public func fitted(
        to dataset: Dataset, validation: Dataset?, on pool: WorkerPool
    ) throws(LearningError) -> Fit<ShapedRegressionModel> {
        try dataset.requireBothOutcomes()
        if let validation { try dataset.features.schema.requireEqual(to: validation.features.schema) }
        let expansion = try ShapeExpansion(
            kind, fittedTo: dataset, logSkewness: hyperparameters.encoding.logSkewness, on: pool)
        let fit = try trainer.fitted(
            to: try Self.expanded(dataset, by: expansion, on: pool),
            validation: try Self.expanded(validation, by: expansion, on: pool), on: pool)
        return Fit(model: try ShapedRegressionModel(expansion: expansion, regression: fit.model), report: fit.report)
    }

    private static func expanded(
        _ dataset: Dataset, by expansion: ShapeExpansion, on pool: WorkerPool
    ) throws(LearningError) -> Dataset {
        try Dataset(
            features: try expansion.expanded(dataset.features, on: pool), labels: dataset.labels,
            weights: dataset.weights)
    }

    private static func expanded(
        _ dataset: Dataset?, by expansion: ShapeExpansion, on pool: WorkerPool
    ) throws(LearningError) -> Dataset? {
        guard let dataset else { return nil }
        return try expanded(dataset, by: expansion, on: pool) as Dataset
    }
}
