import Calibration
public import Evaluation
import LearningCore

/// Whether stated log-odds are as extreme as they should be, and at the right level: the slope and the intercept of Cox's
/// recalibration line, which are 1 and 0 where probabilities mean what they say, with 95 % intervals (Wald).
public struct CalibrationFigures: Sendable, Encodable {
    /// Below 1: too extreme, as an overfitted model is.
    public let slope: Estimate
    public let intercept: Estimate
    /// The intercept with the slope held at 1: above 0 where more leads are won than stated.
    public let interceptInTheLarge: Estimate

    private enum CodingKeys: String, CodingKey {
        case slope, intercept
        case interceptInTheLarge = "intercept_in_the_large"
    }

    /// `nil` where there is no such line: all leads have one score, or the scores part won from lost without fail.
    init?(logOdds: [Double], labels: [Bool]) {
        guard let sample = try? CalibrationSample(logOdds: logOdds, labels: labels),
            let line = try? CalibrationLine(of: sample)
        else { return nil }
        func estimate(_ found: CalibrationLine.Coefficient) -> Estimate {
            let reach = 1.959963984540054 * found.standardError
            return Estimate(value: found.value, low: found.value - reach, high: found.value + reach)
        }
        slope = estimate(line.slope)
        intercept = estimate(line.intercept)
        interceptInTheLarge = estimate(line.interceptInTheLarge)
    }
}
