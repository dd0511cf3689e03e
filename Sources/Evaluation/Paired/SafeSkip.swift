import LearningCore

/// The largest bottom slice of the ranking that can be skipped while its share of all wins is shown to stay under α.
///
/// Of the W won leads X lie in the slice; its true share of the wins is under α with the given confidence when
/// Clopper and Pearson's one-sided upper limit of X of W is. The slice is chosen by the data, which a single test would not
/// survive. So slices of 1 %, 2 %, … 99 % of the leads are tested in this order, fixed beforehand, up to the first one
/// that fails: as the true share can only grow with the slice, a mistake needs the failure to come too late at the one
/// smallest slice that is too large, which happens with at most 1 − confidence (a fixed-sequence test, Maurer, Hothorn and
/// Lehmacher, 1995; no correction is needed).
///
/// Leads of equal score are skipped together or not at all, so a slice may be smaller than its share.
public struct SafeSkip: Sendable, Codable, Equatable {
    /// The share of the wins that may be lost at most.
    public let alpha: Double
    public let confidence: Double
    /// Leads that may be skipped, as a number and as a share of all; 0 if nothing can be shown.
    public let leads: Double
    public let share: Double
    /// Won leads among them, and the upper limit of their share of all wins.
    public let won: Double
    public let upperLimit: Double
    /// The lowest score that is not skipped.
    public let threshold: Double

    private enum CodingKeys: String, CodingKey {
        case alpha, confidence, leads, share, won, threshold
        case upperLimit = "upper_limit"
    }

    /// - Parameters:
    ///   - outcomes: without weights.
    ///   - alpha: above 0, below 1.
    ///   - confidence: above 0, below 1.
    /// - Returns: `nil` without a won row. Complexity: O(distinct scores).
    public init?(of outcomes: ScoredOutcomes, alpha: Double = 0.05, confidence: Double = 0.95) {
        precondition(outcomes.weights == nil && alpha > 0 && alpha < 1 && confidence > 0 && confidence < 1)
        let ranking = outcomes.ranking
        guard ranking.totalWon > 0 else { return nil }
        // The position of the last level that is kept.
        var last = ranking.count - 1
        var (leads, won, limit) = (0.0, 0.0, 0.0)
        for percent in 1...99 {
            let room = ranking.total * Double(percent) / 100
            // Rounding must not move a slice that is a whole number of leads.
            let kept = (0..<ranking.count).partitioningIndex {
                ranking.total - ranking.wonAbove[$0 + 1] - ranking.lostAbove[$0 + 1] <= room + 1e-9
            }
            guard kept < last else { continue }
            let lostWins = ranking.totalWon - ranking.wonAbove[kept + 1]
            let upper = BinomialDistribution.upperLimit(
                successes: lostWins, trials: ranking.totalWon, confidence: confidence)
            guard upper < alpha else { break }
            (last, won, limit) = (kept, lostWins, upper)
            leads = ranking.total - ranking.wonAbove[kept + 1] - ranking.lostAbove[kept + 1]
        }
        self.alpha = alpha
        self.confidence = confidence
        self.leads = leads
        self.won = won
        share = leads / ranking.total
        upperLimit = limit
        threshold = ranking.levels.scores[last]
    }
}
