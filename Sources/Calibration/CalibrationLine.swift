public import LearningCore

/// Whether log-odds mean what they say: Cox's recalibration line (1958), logit P = intercept + slope · z.
///
/// A calibrated model has slope 1 and intercept 0. A slope below 1: too extreme, as an overfitted model is. The intercept
/// with the slope held at 1, "calibration in the large", is above 0 when more leads are won than stated. Maximum
/// likelihood with standard errors from the observed information; weights count as numbers of rows.
public struct CalibrationLine: Sendable, Codable, Equatable {
    public struct Coefficient: Sendable, Codable, Equatable {
        public let value: Double
        public let standardError: Double
    }

    public let slope: Coefficient
    public let intercept: Coefficient
    /// The intercept with the slope held at 1.
    public let interceptInTheLarge: Coefficient

    /// - Throws: ``LearningCore/LearningError/numericalFailure(_:)`` if the line is not determined, as when all log-odds
    ///   are equal.
    public init(of sample: CalibrationSample) throws(LearningError) {
        let targets = sample.labels.map { $0 ? 1.0 : 0 }
        let ones = [Double](repeating: 1, count: targets.count)
        let line = try SmallLogisticFit(
            columns: [ones, sample.logOdds], targets: targets, weights: sample.weights,
            start: [0, sample.startSlope])
        let level = try SmallLogisticFit(
            columns: [ones], offset: sample.logOdds, targets: targets, weights: sample.weights, start: [0])
        guard let lineErrors = line.covariance, let levelErrors = level.covariance, Set(sample.logOdds).count > 1 else {
            throw .numericalFailure("the calibration line is not determined: the log-odds do not vary")
        }
        intercept = Coefficient(value: line.coefficients[0], standardError: lineErrors[0][0].squareRoot())
        slope = Coefficient(value: line.coefficients[1], standardError: lineErrors[1][1].squareRoot())
        interceptInTheLarge = Coefficient(
            value: level.coefficients[0], standardError: levelErrors[0][0].squareRoot())
    }
}
