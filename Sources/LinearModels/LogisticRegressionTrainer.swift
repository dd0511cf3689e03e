import Foundation
public import LearningCore

/// Fits a logistic regression with an L2 penalty.
///
/// It minimises
///
///     F(b, β) = Σᵢ sᵢ [ln(1 + e^zᵢ) − yᵢ zᵢ] + (λ / 2) ‖β‖²,      zᵢ = b + xᵢᵀ β
///
/// over the intercept b and one coefficient for each design column of ``DesignEncoding``: a **sum** over rows with
/// weights sᵢ and outcomes yᵢ ∈ {0, 1}; the intercept is not penalised; with the default encoding the penalty is on
/// coefficients of standardised columns. λ is `l2Regularization`, which elsewhere is called
///
/// | package | name |
/// |---|---|
/// | scikit-learn `LogisticRegression` | `C` = 1 / λ |
/// | LightGBM, XGBoost (linear) | `lambda_l2`, `reg_lambda` = λ |
/// | glmnet, alpha = 0 | `lambda` = λ / Σ sᵢ (its loss is a mean) |
///
/// The solver is Newton's method on OpenBLAS and LAPACK, started, where rows abound, from the minimum over a sixteenth of
/// them. With 128 dense columns or more it is L-BFGS, most of it on a copy of the columns in single precision, which takes
/// half of their memory; the last steps, and the gradient that is reported, are in double precision.
/// ``FitReport/iterations`` are the steps over all rows. The result is the same bits at any number of threads.
///
///     let trainer = try LogisticRegressionTrainer(.init(l2Regularization: 1))
///     let fit = try trainer.fitted(to: dataset, on: WorkerPool())
///     let probabilities = try fit.model.probabilities(of: newLeads, on: pool)
///
/// Edge cases: columns that depend on each other are kept apart by the penalty; without a penalty one of the equally
/// good solutions is found and a warning says so, as it does when outcomes are separated perfectly and coefficients
/// would grow without end.
public struct LogisticRegressionTrainer: Trainer {
    /// What can be chosen. Data has no place here.
    public struct Hyperparameters: Sendable, Equatable {
        /// λ ≥ 0 in the objective above; a sum over rows, so the same value shrinks less the more rows there are.
        public var l2Regularization: Double
        /// Newton steps over all rows, at least 1; where L-BFGS is used, ten times as many of its shorter steps.
        public var maxIterations: Int
        /// The largest absolute component of the gradient, divided by the total weight, that counts as converged.
        public var tolerance: Double
        public var encoding: EncodingOptions

        public init(
            l2Regularization: Double = 1, maxIterations: Int = 100, tolerance: Double = 1e-8,
            encoding: EncodingOptions = EncodingOptions()
        ) {
            self.l2Regularization = l2Regularization
            self.maxIterations = maxIterations
            self.tolerance = tolerance
            self.encoding = encoding
        }
    }

    public let hyperparameters: Hyperparameters

    /// - Throws: ``LearningError/invalidHyperparameter(name:value:expected:)``.
    public init(_ hyperparameters: Hyperparameters = Hyperparameters()) throws(LearningError) {
        let (l2, tolerance) = (hyperparameters.l2Regularization, hyperparameters.tolerance)
        guard l2.isFinite, l2 >= 0 else {
            throw .invalidHyperparameter(name: "l2Regularization", value: "\(l2)", expected: "a number ≥ 0")
        }
        guard hyperparameters.maxIterations >= 1 else {
            throw .invalidHyperparameter(
                name: "maxIterations", value: "\(hyperparameters.maxIterations)", expected: "an integer ≥ 1")
        }
        guard tolerance > 0, tolerance < 1 else {
            throw .invalidHyperparameter(name: "tolerance", value: "\(tolerance)", expected: "a number between 0 and 1")
        }
        try hyperparameters.encoding.validate()
        self.hyperparameters = hyperparameters
    }

    /// - Parameter validation: does not stop the solver, which knows where the minimum is; its loss is reported.
    /// - Throws: ``LearningError/tooFewRows(_:)``, ``LearningError/oneClass(won:)``,
    ///   ``LearningError/schemaMismatch(expected:found:)`` for a validation set of other features,
    ///   ``LearningError/numericalFailure(_:)`` if numbers overflow.
    /// - Complexity: O(rows · columns²) a step for dense columns; one-hot columns cost O(1) a row and feature, and another
    ///   O(1) for each dense column and each other categorical feature.
    public func fitted(
        to dataset: Dataset, validation: Dataset?, on pool: WorkerPool
    ) throws(LearningError) -> Fit<LogisticRegressionModel> {
        try dataset.requireBothOutcomes()
        if let validation { try dataset.features.schema.requireEqual(to: validation.features.schema) }
        let clock = ContinuousClock()
        let start = clock.now
        let encoding = try DesignEncoding(
            fittedTo: dataset.features, weights: dataset.weights, options: hyperparameters.encoding, on: pool)
        let design = Design(of: dataset.features, encodedBy: encoding, on: pool)
        let encoded = clock.now
        let objective = LogisticObjective(
            design: design, labels: dataset.labels, weights: dataset.weights,
            l2Regularization: hyperparameters.l2Regularization)
        let solution = try solve(objective, on: pool)
        let model = try LogisticRegressionModel(
            encoding: encoding, intercept: solution.point[0], coefficients: design.coefficients(from: solution.point))
        var report = FitReport(
            iterations: solution.iterations, converged: solution.isConverged,
            trainingLoss: objective.meanLoss(solution.evaluation, at: solution.point),
            gradientNorm: solution.gradientNorm, warnings: warnings(about: solution, model.encoding, design))
        if let validation, validation.totalWeight.all > 0 {
            report.validationLosses = [try model.meanLoss(on: validation, pool)]
        }
        report.seconds = [
            "encode": (encoded - start) / .seconds(1), "solve": (clock.now - encoded) / .seconds(1),
        ]
        return Fit(model: model, report: report)
    }
}
