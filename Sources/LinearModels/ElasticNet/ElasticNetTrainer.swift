public import LearningCore

/// Fits a logistic regression with an elastic-net penalty, along a path of penalties, and takes the one that predicts best.
///
/// It minimises, for each λ of the path, what R's glmnet does (Friedman, Hastie and Tibshirani, 2010):
///
///     (1/S) Σᵢ sᵢ [ln(1 + e^zᵢ) − yᵢ zᵢ] + λ Σⱼ (α |θⱼ| + (1 − α)/2 θⱼ²),      zᵢ = b + xᵢᵀ β,   θⱼ = dⱼ βⱼ,   S = Σ s
///
/// over the intercept b, which is not penalised, and one coefficient for each design column of ``DesignEncoding``; dⱼ is the
/// column's standard deviation (divided by S), one-hot columns' too, so that the penalty is on standardised columns as with
/// glmnet's `standardize = TRUE`. α is `l1Ratio`: 1 is the lasso, which leaves features out, 0 is ridge.
///
/// The path falls from the smallest λ for which all θ are 0, max |gⱼ| / max(α, 0.001), in equal ratios, by default to a
/// ten-thousandth of it (a hundredth with fewer rows than columns) in 100 steps. It ends early where the deviance explained
/// exceeds 99.9 % or grows by less than 0.001 %, as glmnet's does.
///
/// λ is chosen by the log loss in cross-validation: the lowest, or the largest λ within a standard error of it. Folds are dealt
/// by content, so that the result does not depend on the order of the rows.
///
/// The result is an ordinary ``LogisticRegressionModel``.
///
/// Complexity: see ``ElasticNetSolver``; cross-validation costs as many paths as folds.
public struct ElasticNetTrainer: Trainer {
    public let hyperparameters: Hyperparameters

    /// - Throws: ``LearningError/invalidHyperparameter(name:value:expected:)`` naming the first value out of range.
    public init(_ hyperparameters: Hyperparameters = Hyperparameters()) throws(LearningError) {
        try hyperparameters.check()
        self.hyperparameters = hyperparameters
    }

    /// - Parameter validation: chooses λ by its log loss, in place of cross-validation.
    /// - Throws: ``LearningError/tooFewRows(_:)``, ``LearningError/oneClass(won:)``,
    ///   ``LearningError/schemaMismatch(expected:found:)`` for a validation set of other features,
    ///   ``LearningError/numericalFailure(_:)`` if numbers overflow or there are more than 2,047 design columns.
    public func fitted(
        to dataset: Dataset, validation: Dataset?, on pool: WorkerPool
    ) throws(LearningError) -> Fit<LogisticRegressionModel> {
        if let validation { try dataset.features.schema.requireEqual(to: validation.features.schema) }
        let fitting = try PathFitting(hyperparameters, dataset: dataset, pool: pool)
        let path = try fitting.path()
        var losses: [Double] = []
        let index: Int
        if let validation, validation.totalWeight.all > 0 {
            for index in path.penalties.indices {
                losses.append(try path.model(at: index).meanLoss(on: validation, pool))
            }
            index = losses.indices.min { losses[$0] < losses[$1] } ?? 0
        } else {
            index = try fitting.chosen(along: path)
        }
        let model = try path.model(at: index)
        var report = FitReport(
            iterations: path.iterations, converged: path.isConverged,
            trainingLoss: try model.meanLoss(on: dataset, pool),
            validationLosses: losses, gradientNorm: path.largestViolation)
        if !path.isConverged {
            report.warnings.append(
                "the solver stopped above the tolerance of \(hyperparameters.tolerance) somewhere on the path; allow more "
                    + "iterations")
        }
        if index == path.penalties.count - 1, index > 0, path.penalties.count == hyperparameters.penaltyCount {
            report.warnings.append(
                "the smallest penalty of the path was the best; an even smaller one may be better: lower smallestPenaltyRatio"
            )
        }
        return Fit(model: model, report: report)
    }

    /// All models of the path, without choosing one.
    ///
    /// - Throws: as ``fitted(to:validation:on:)``.
    public func path(fittedTo dataset: Dataset, on pool: WorkerPool) throws(LearningError) -> ElasticNetPath {
        try PathFitting(hyperparameters, dataset: dataset, pool: pool).path()
    }
}
