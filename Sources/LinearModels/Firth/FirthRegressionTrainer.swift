internal import Foundation
public import LearningCore

/// Fits a logistic regression by Firth's penalised likelihood, for few leads or rare outcomes.
///
/// It maximises
///
///     ℓ*(b, β) = ℓ(b, β) + ½ ln det I(b, β),      I = Σᵢ sᵢ pᵢ (1 − pᵢ) (1, xᵢ)(1, xᵢ)ᵀ
///
/// which removes the first-order bias of maximum likelihood (Firth, 1993) and has a finite maximum even if the outcomes are
/// separated perfectly (Heinze and Schemper, 2002). Weights are numbers of equal leads. There is nothing to tune.
///
/// Levels are measured from the most frequent one, because I must be invertible. Numbers are standardised, which changes the
/// coefficients' unit and nothing else (``LogisticRegressionModel/coefficientDescriptions`` has them per unit of the feature), but
/// keeps the solver well conditioned. With no features the odds are those of the base rate with half a lead added on either side.
///
/// Complexity: O(rows · (dense columns + categorical features)²) a step; meant for up to some 100,000 rows.
public struct FirthRegressionTrainer: Trainer {
    public struct Hyperparameters: Sendable, Equatable {
        /// Steps, ≥ 1.
        public var maxIterations = 100
        /// The largest absolute component of the penalised score, divided by the total weight, that counts as converged.
        public var tolerance = 1e-8
        public var encoding = EncodingOptions(logSkewness: nil, usesReferenceLevels: true)

        public init() {}
    }

    public let hyperparameters: Hyperparameters

    /// - Throws: ``LearningError/invalidHyperparameter(name:value:expected:)``.
    public init(_ hyperparameters: Hyperparameters = Hyperparameters()) throws(LearningError) {
        guard hyperparameters.maxIterations >= 1 else {
            throw .invalidHyperparameter(
                name: "maxIterations", value: "\(hyperparameters.maxIterations)", expected: "an integer ≥ 1")
        }
        let tolerance = hyperparameters.tolerance
        guard tolerance > 0, tolerance < 1 else {
            throw .invalidHyperparameter(name: "tolerance", value: "\(tolerance)", expected: "a number between 0 and 1")
        }
        try hyperparameters.encoding.validate()
        self.hyperparameters = hyperparameters
    }

    /// - Parameter validation: its loss is reported.
    /// - Throws: ``LearningError/tooFewRows(_:)``, ``LearningError/oneClass(won:)``,
    ///   ``LearningError/schemaMismatch(expected:found:)`` for a validation set of other features,
    ///   ``LearningError/numericalFailure(_:)`` if some columns follow from others, or there are more than 2,047.
    public func fitted(
        to dataset: Dataset, validation: Dataset?, on pool: WorkerPool
    ) throws(LearningError) -> Fit<LogisticRegressionModel> {
        try dataset.requireBothOutcomes()
        if let validation { try dataset.features.schema.requireEqual(to: validation.features.schema) }
        let encoding = try DesignEncoding(
            fittedTo: dataset.features, weights: dataset.weights, options: hyperparameters.encoding, on: pool)
        let objective = try objective(encoding, dataset, on: pool)
        let solver = NewtonSolver(maxIterations: hyperparameters.maxIterations, tolerance: hyperparameters.tolerance)
        let solution = try solver.minimum(of: objective, from: objective.likelihood.baseRate(), on: pool)
        let model = try LogisticRegressionModel(
            encoding: encoding, intercept: solution.point[0],
            coefficients: objective.design.coefficients(from: solution.point))
        var report = FitReport(
            iterations: solution.iterations, converged: solution.isConverged,
            trainingLoss: try model.meanLoss(on: dataset, pool), gradientNorm: solution.gradientNorm)
        if !solution.isConverged {
            report.warnings.append("the solver stopped after \(solution.iterations) steps above its tolerance")
        }
        if let validation, validation.totalWeight.all > 0 {
            report.validationLosses = [try model.meanLoss(on: validation, pool)]
        }
        return Fit(model: model, report: report)
    }

    /// Standard errors from I⁻¹ at the estimates, as is usual; deviances without the penalty.
    ///
    /// - Throws: as ``fitted(to:validation:on:)``.
    public func inference(
        about model: LogisticRegressionModel, fittedTo dataset: Dataset, on pool: WorkerPool
    ) throws(LearningError) -> LogisticRegressionInference {
        try LogisticRegressionTrainer(.init(l2Regularization: 0, encoding: hyperparameters.encoding))
            .inference(about: model, fittedTo: dataset, on: pool)
    }

    /// Intervals by the profile of the penalised likelihood, which Heinze and Schemper recommend over Wald's.
    ///
    /// - Throws: as ``fitted(to:validation:on:)``.
    public func profileIntervals(
        about model: LogisticRegressionModel, fittedTo dataset: Dataset, level: Double, on pool: WorkerPool
    ) throws(LearningError) -> ProfileIntervals {
        try model.schema.requireEqual(to: dataset.features.schema)
        try dataset.requireBothOutcomes()
        let objective = try objective(model.encoding, dataset, on: pool)
        return try ProfileIntervals(objective, design: objective.design, model: model, level: level, on: pool)
    }

    private func objective(
        _ encoding: DesignEncoding, _ dataset: Dataset, on pool: WorkerPool
    ) throws(LearningError) -> FirthObjective {
        let design = Design(of: dataset.features, encodedBy: encoding, on: pool)
        guard design.parameterCount <= LogisticRegressionTrainer.largestHessian else {
            throw .numericalFailure("\(design.parameterCount - 1) design columns are too many; pool rare levels")
        }
        let objective = FirthObjective(
            likelihood: LogisticObjective(
                design: design, labels: dataset.labels, weights: dataset.weights, l2Regularization: 0))
        let start = objective.likelihood.baseRate()
        guard let hessian = objective.likelihood.evaluated(at: start, withHessian: true, on: pool).hessian,
            try !HessianFactor(of: hessian).isSingular
        else {
            throw .numericalFailure(
                "some columns follow from others, so that coefficients are not unique; leave out features")
        }
        return objective
    }
}
