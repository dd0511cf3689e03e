/// Precision and recall at each threshold, as data.
public struct PrecisionRecallCurve: Sendable, Codable, Equatable {
    public struct Point: Sendable, Codable, Equatable {
        /// Rows with a score of at least this are called.
        public let threshold: Double
        public let precision: Double
        public let recall: Double
    }

    /// By falling threshold, one point per distinct score, so recall rises to 1.
    public let points: [Point]

    /// Thresholds are on the scale of the scores given. Complexity: O(distinct scores).
    ///
    /// - Returns: `nil` without a won row.
    public init?(of outcomes: ScoredOutcomes) {
        let ranking = outcomes.ranking
        guard MetricRequirement.won.isMet(by: ranking) else { return nil }
        points = (0..<ranking.count).map { group in
            let won = ranking.wonAbove[group + 1]
            return Point(
                threshold: ranking.levels.scores[group], precision: won / (won + ranking.lostAbove[group + 1]),
                recall: won / ranking.totalWon)
        }
    }
}
