public import LearningCore

/// Profile-likelihood intervals of a logistic regression's coefficients; bounds may be infinite.
public struct ProfileIntervals: Sendable, Equatable {
    public let level: Double
    public let intercept: ClosedRange<Double>
    /// One for each design column, in the encoding's order.
    public let coefficients: [ClosedRange<Double>]

    /// - Parameters:
    ///   - objective: over the parameters of `design`.
    ///   - model: its minimum.
    init(
        _ objective: some SmoothObjective, design: Design, model: LogisticRegressionModel, level: Double,
        on pool: WorkerPool
    ) throws(LearningError) {
        precondition(level > 0 && level < 1, "a confidence level lies between 0 and 1")
        let point = design.parameters(intercept: model.intercept, coefficients: model.coefficients)
        let profile = try ProfileLikelihood(objective, minimum: point, pool: pool)
        var intervals: [ClosedRange<Double>] = []
        for index in point.indices { intervals.append(try profile.interval(of: index, level: level)) }
        self.level = level
        intercept = intervals[0]
        let lower = design.coefficients(from: intervals.map(\.lowerBound))
        coefficients = zip(lower, design.coefficients(from: intervals.map(\.upperBound))).map { $0...$1 }
    }
}

extension LogisticRegressionTrainer {
    /// Intervals by profile likelihood, better than Wald's for few leads or rare outcomes; with a penalty, of the penalised
    /// likelihood.
    ///
    /// - Parameters:
    ///   - model: fitted by a trainer of the same hyperparameters.
    ///   - dataset: what it was fitted to.
    ///   - level: between 0 and 1, such as 0.95.
    /// - Throws: as ``inference(about:fittedTo:on:)``.
    /// - Complexity: some ten fits for each coefficient.
    public func profileIntervals(
        about model: LogisticRegressionModel, fittedTo dataset: Dataset, level: Double, on pool: WorkerPool
    ) throws(LearningError) -> ProfileIntervals {
        let (objective, _) = try objective(of: model, on: dataset, pool)
        return try ProfileIntervals(objective, design: objective.design, model: model, level: level, on: pool)
    }
}
