import Foundation
public import LearningCore

/// A correction for leads whose won rate differs from that of the leads learned from.
///
/// If only the rate has changed, and not how won and lost leads look, Bayes' rule moves every log-odds by the same amount:
///
///     z′ = z + logit(rate) − logit(trainingRate)
///
/// Ranks do not change. The new rate is declared, or estimated from scores without outcomes.
public struct PriorCorrection: Sendable, Codable, Equatable {
    public let trainingRate: Double
    public let rate: Double
    /// Of an estimated rate, `nil` for a declared one. It is large, and the estimate worth little, when the scores hardly
    /// tell won from lost.
    public let rateStandardError: Double?

    /// - Throws: ``LearningCore/LearningError/invalidHyperparameter(name:value:expected:)`` unless both rates are above 0
    ///   and below 1.
    public init(trainingRate: Double, declaredRate rate: Double) throws(LearningError) {
        for (name, value) in [("trainingRate", trainingRate), ("rate", rate)] where !(value > 0 && value < 1) {
            throw .invalidHyperparameter(name: name, value: "\(value)", expected: "a number above 0 and below 1")
        }
        self.init(trainingRate: trainingRate, rate: rate, standardError: nil)
    }

    private init(trainingRate: Double, rate: Double, standardError: Double?) {
        self.trainingRate = trainingRate
        self.rate = rate
        rateStandardError = standardError
    }

    /// z′ − z.
    public var shift: Double {
        LogisticLoss.logOdds(probability: rate) - LogisticLoss.logOdds(probability: trainingRate)
    }

    public func logOdds(_ z: Double) -> Double { z + shift }

    public func probability(logOdds z: Double) -> Double { LogisticLoss.probability(logOdds: z + shift) }

    /// Estimates the rate from calibrated log-odds of leads without outcomes (Saerens, Latinne and Decaestecker, 2002).
    ///
    /// Their EM algorithm climbs L(π) = mean ln(π h_i + 1 − π), h_i = odds of lead i over the training odds. L is concave
    /// in π, so its maximum is found directly, by Newton's method kept within a shrinking bracket; it is EM's limit. The
    /// rate is kept 1 / (n + 2) away from 0 and 1.
    ///
    /// - Parameters:
    ///   - logOdds: calibrated for the training rate, finite, at least one.
    ///   - trainingRate: above 0, below 1.
    /// - Throws: ``LearningCore/LearningError``. Complexity: O(leads) per step, mostly < 10 steps.
    public static func estimated(
        fromUnlabelled logOdds: [Double], trainingRate: Double
    ) throws(LearningError) -> PriorCorrection {
        guard trainingRate > 0, trainingRate < 1 else {
            throw .invalidHyperparameter(
                name: "trainingRate", value: "\(trainingRate)", expected: "a number above 0 and below 1")
        }
        guard !logOdds.isEmpty else { throw .tooFewRows(0) }
        if let row = logOdds.firstIndex(where: { !$0.isFinite }) { throw .invalidValue(feature: "log-odds", row: row) }
        let margin = 1 / Double(logOdds.count + 2)
        let prior = LogisticLoss.logOdds(probability: trainingRate)
        let ratios = logOdds.map { $0 - prior }
        var (low, high) = (margin, 1 - margin)
        var rate = min(max(trainingRate, low), high)
        var curvature = 0.0
        for _ in 0..<100 {
            let (slope, bend) = derivatives(at: rate, logRatios: ratios)
            curvature = bend
            if slope > 0 { low = rate } else { high = rate }
            let newton = rate + (bend > 0 ? slope / bend : 0)
            let next = newton > low && newton < high ? newton : (low + high) / 2
            let isDone = abs(next - rate) <= 1e-14
            rate = next
            if isDone || high - low <= 1e-15 { break }
        }
        let information = curvature * Double(logOdds.count)
        return PriorCorrection(
            trainingRate: trainingRate, rate: rate,
            standardError: information > 0 ? 1 / information.squareRoot() : nil)
    }

    /// L′ and −L″. The terms are (h − 1) / (π h + 1 − π), divided through by h where it is large.
    private static func derivatives(at rate: Double, logRatios: [Double]) -> (slope: Double, bend: Double) {
        var slope = 0.0
        var bend = 0.0
        for ratio in logRatios {
            let small = exp(-abs(ratio))
            let term =
                ratio > 0
                ? (1 - small) / (rate + (1 - rate) * small) : (small - 1) / (rate * small + 1 - rate)
            slope += term
            bend += term * term
        }
        let count = Double(logRatios.count)
        return (slope / count, bend / count)
    }
}
