import Foundation
public import LearningCore

extension PriorCorrection {
    /// Estimates the rate of leads without outcomes from their scores (Saerens, Latinne and Decaestecker, 2002).
    ///
    /// Their EM algorithm climbs L(π) = mean ln(π h_i + 1 − π), h_i = odds of lead i over the training odds. L is concave
    /// in π, so its maximum is found directly; it is EM's limit.
    ///
    /// It is only believed when it agrees, within three standard errors, with an estimate that does not use the odds but
    /// only mean probabilities: (m − m₀) / (m₁ − m₀), m being the mean of these leads and m₁, m₀ those of won and lost
    /// leads of the reference ("probabilistic adjusted count"; Bella et al., 2010). On the bank-marketing leads by time,
    /// where the economy changed who buys, EM says 100 % for 31 %, and this check refuses; so it does when the two together
    /// know the rate no better than to 0.15.
    ///
    /// - Parameters:
    ///   - logOdds: calibrated, finite, at least one.
    ///   - reference: calibrated log-odds of leads with known outcome that were not learned from.
    /// - Throws: ``LearningCore/LearningError/numericalFailure(_:)`` when a changed rate alone does not explain the
    ///   scores. Complexity: O(leads) per step.
    public static func estimated(
        fromUnlabelled logOdds: [Double], reference: CalibrationSample
    ) throws(LearningError) -> PriorCorrection {
        // What the scores themselves take the rate to be; the share of won rows has more noise.
        let stated = reference.logOdds.indices.reduce(0) { sum, row in
            sum + reference.weight(row) * LogisticLoss.probability(logOdds: reference.logOdds[row])
        }
        let trainingRate = stated / reference.total
        let estimate = try mostLikely(fromUnlabelled: logOdds, trainingRate: trainingRate)
        let count = AdjustedCount(of: logOdds, reference: reference)
        let error = ((estimate.rateStandardError ?? 0) * (estimate.rateStandardError ?? 0) + count.variance)
            .squareRoot()
        guard error < 0.15, abs(estimate.rate - count.rate) <= 3 * error else {
            throw .numericalFailure(
                "the won rate cannot be estimated from these scores: more than the rate has changed; declare the rate")
        }
        return estimate
    }

    /// EM's limit, unchecked.
    static func mostLikely(
        fromUnlabelled logOdds: [Double], trainingRate: Double
    ) throws(LearningError) -> PriorCorrection {
        try requireRate(trainingRate, name: "trainingRate")
        try requireScores(logOdds)
        let prior = LogisticLoss.logOdds(probability: trainingRate)
        let ratios = logOdds.map { $0 - prior }
        let rate = BracketedNewton.root(in: 0...1, start: trainingRate) { rate in
            derivatives(at: rate, logRatios: ratios)
        }
        guard rate > 1e-9, rate < 1 - 1e-9 else {
            throw .numericalFailure(
                "the won rate cannot be estimated from these scores: they fit no rate between 0 and 1; declare the rate"
            )
        }
        let information = derivatives(at: rate, logRatios: ratios).bend * Double(logOdds.count)
        return PriorCorrection(
            shift: LogisticLoss.logOdds(probability: rate) - prior, rate: rate,
            standardError: information > 0 ? 1 / information.squareRoot() : nil)
    }

    /// L′ and −L″. The terms are (h − 1) / (π h + 1 − π), divided through by h where it is large.
    private static func derivatives(at rate: Double, logRatios: [Double]) -> (value: Double, bend: Double) {
        var (slope, bend) = (0.0, 0.0)
        for ratio in logRatios {
            let small = exp(-abs(ratio))
            let term =
                ratio > 0 ? (1 - small) / (rate + (1 - rate) * small) : (small - 1) / (rate * small + 1 - rate)
            slope += term
            bend += term * term
        }
        return (slope / Double(logRatios.count), bend / Double(logRatios.count))
    }
}
