internal import Foundation
public import LearningCore
internal import LinearAlgebra

/// How sure a logistic regression's coefficients are.
///
/// With F the trainer's objective, the covariance of the estimates is the inverse of its Hessian at the optimum,
///
///     V = (Σᵢ sᵢ pᵢ (1 − pᵢ) (1, xᵢ)(1, xᵢ)ᵀ + λ diag(0, 1, …, 1))⁻¹,      standard error of βⱼ = √Vⱼⱼ
///
/// For λ = 0 that is the maximum likelihood theory of every textbook (McCullagh and Nelder, *Generalized Linear Models*,
/// 1989, §4.4), weights being numbers of equal leads. For λ > 0 it is the Gaussian approximation of the posterior under
/// the prior β ~ N(0, 1/λ): the estimates are drawn towards 0 and the intervals are about the penalised coefficients.
/// For tests of effects, fit with `l2Regularization: 0` and ``EncodingOptions/treatment``.
public struct LogisticRegressionInference: Sendable, Equatable {
    public let intercept: CoefficientInference
    /// One for each design column, in the encoding's order.
    public let coefficients: [CoefficientInference]
    public let columns: [DesignColumn]
    /// Twice the negative log-likelihood, Σᵢ sᵢ · 2 ℓᵢ, without the penalty.
    public let deviance: Double
    /// The same of the model that knows the base rate only.
    public let nullDeviance: Double
}

/// One coefficient and how sure it is. Tests and intervals are Wald's: they take the estimate to be normal.
public struct CoefficientInference: Sendable, Equatable {
    public let estimate: Double
    public let standardError: Double

    /// estimate / standardError.
    public var zScore: Double { estimate / standardError }

    /// The probability of a |z| at least this large if the coefficient were 0.
    public var pValue: Double { erfc(zScore.magnitude / 2.0.squareRoot()) }

    /// e^estimate.
    public var oddsRatio: Double { exp(estimate) }

    /// Where the coefficient lies with the given confidence.
    ///
    /// - Parameter level: between 0 and 1, such as 0.95.
    public func interval(level: Double) -> ClosedRange<Double> {
        precondition(level > 0 && level < 1, "a confidence level lies between 0 and 1")
        let reach = Self.quantile(twoSided: level) * standardError
        return estimate - reach...estimate + reach
    }

    /// Where the odds ratio lies with the given confidence.
    public func oddsRatioInterval(level: Double) -> ClosedRange<Double> {
        let interval = interval(level: level)
        return exp(interval.lowerBound)...exp(interval.upperBound)
    }

    /// The z with P(|Z| ≤ z) = level, by bisection of the complementary error function.
    static func quantile(twoSided level: Double) -> Double {
        var (low, high) = (0.0, 40.0)
        while true {
            let middle = (low + high) / 2
            guard middle > low, middle < high else { return middle }
            if erfc(middle / 2.0.squareRoot()) > 1 - level { low = middle } else { high = middle }
        }
    }
}

extension LogisticRegressionTrainer {
    /// Standard errors, tests and intervals for a model this trainer has fitted.
    ///
    /// - Parameters:
    ///   - model: fitted by a trainer of the same hyperparameters.
    ///   - dataset: what it was fitted to.
    /// - Throws: ``LearningError/schemaMismatch(expected:found:)`` if the dataset has other features;
    ///   ``LearningError/numericalFailure(_:)`` if coefficients are not unique, and so have no standard errors.
    /// - Complexity: O(rows · columns² + columns³) for dense columns.
    public func inference(
        about model: LogisticRegressionModel, fittedTo dataset: Dataset, on pool: WorkerPool
    ) throws(LearningError) -> LogisticRegressionInference {
        let (objective, point) = try objective(of: model, on: dataset, pool)
        let evaluation = objective.evaluated(at: point, withHessian: true, on: pool)
        let null = objective.baseRate()
        let nullLoss = objective.meanLoss(objective.evaluated(at: null, withHessian: false, on: pool), at: null)
        guard let hessian = evaluation.hessian else { throw HessianFactor.overflow }
        let covariance = try Self.inverse(of: hessian)
        let errors = (0..<covariance.rowCount).map { covariance[$0, $0].squareRoot() }
        return LogisticRegressionInference(
            intercept: CoefficientInference(estimate: model.intercept, standardError: errors[0]),
            coefficients: zip(model.coefficients, objective.design.coefficients(from: errors)).map {
                CoefficientInference(estimate: $0, standardError: $1)
            },
            columns: model.encoding.columns,
            deviance: 2 * objective.scale * objective.meanLoss(evaluation, at: point),
            nullDeviance: 2 * objective.scale * nullLoss)
    }

    /// The covariance of the estimates, the intercept first, then the design columns in the encoding's order.
    ///
    /// - Throws: as ``inference(about:fittedTo:on:)``.
    func covariance(
        of model: LogisticRegressionModel, fittedTo dataset: Dataset, on pool: WorkerPool
    ) throws(LearningError) -> Matrix {
        let (objective, point) = try objective(of: model, on: dataset, pool)
        guard let hessian = objective.evaluated(at: point, withHessian: true, on: pool).hessian else {
            throw HessianFactor.overflow
        }
        let covariance = try Self.inverse(of: hessian)
        let order = objective.design.coefficients(from: point.indices.map(Double.init)).map { Int($0) }
        var sorted = covariance
        for (column, j) in ([0] + order).enumerated() {
            for (row, i) in ([0] + order).enumerated() { sorted[row, column] = covariance[i, j] }
        }
        return sorted
    }

    func objective(
        of model: LogisticRegressionModel, on dataset: Dataset, _ pool: WorkerPool
    ) throws(LearningError) -> (objective: LogisticObjective, point: [Double]) {
        try model.schema.requireEqual(to: dataset.features.schema)
        try dataset.requireBothOutcomes()
        let design = Design(of: dataset.features, encodedBy: model.encoding, on: pool)
        guard design.parameterCount <= Self.largestHessian else {
            throw .numericalFailure(
                "\(design.parameterCount) coefficients are too many for standard errors; pool rare levels")
        }
        let objective = LogisticObjective(
            design: design, labels: dataset.labels, weights: dataset.weights,
            l2Regularization: hyperparameters.l2Regularization)
        return (objective, design.parameters(intercept: model.intercept, coefficients: model.coefficients))
    }

    static func inverse(of hessian: Matrix) throws(LearningError) -> Matrix {
        guard try !HessianFactor(of: hessian).isSingular else {
            throw .numericalFailure(
                "some columns follow from others, so that coefficients are not unique and have no standard errors; "
                    + "raise l2Regularization, leave out features, or use reference levels")
        }
        do {
            return try CholeskyFactor(of: hessian).inverse()
        } catch {
            throw .numericalFailure("\(error)")
        }
    }
}
