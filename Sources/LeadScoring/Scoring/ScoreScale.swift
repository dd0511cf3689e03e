import Foundation

/// The 0–100 score: 50 is the average lead of the training data, and every 10 points double the odds.
///
///     score = 50 + 10 · log₂(odds / base odds), kept within 0…100        odds = p / (1 − p)
///
/// So the score ranks as the probability does, but spreads the leads where it matters: where one lead in a hundred is
/// won, a lead with a chance of 8 % scores 81, not 8.
public struct ScoreScale: Sendable, Equatable {
    /// The log-odds of the base rate.
    public let baseLogOdds: Double

    /// - Parameter baseRate: the share of won leads, above 0 and below 1.
    public init(baseRate: Double) {
        precondition(baseRate > 0 && baseRate < 1)
        baseLogOdds = log(baseRate / (1 - baseRate))
    }

    /// Within 0…100, with one decimal.
    public func score(logOdds: Double) -> Double {
        let points = 50 + 10 * (logOdds - baseLogOdds) / log(2.0)
        return (min(max(points, 0), 100) * 10).rounded() / 10
    }
}
