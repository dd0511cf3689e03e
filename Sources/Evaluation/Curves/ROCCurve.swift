/// The receiver operating characteristic as data: what share of won and of lost leads is called at each threshold.
public struct ROCCurve: Sendable, Codable, Equatable {
    public struct Point: Sendable, Codable, Equatable {
        /// Rows with a score of at least this are called; `nil` at the start, where nobody is.
        public let threshold: Double?
        /// Share of lost leads called.
        public let falsePositiveRate: Double
        /// Share of won leads called.
        public let truePositiveRate: Double
    }

    /// From (0, 0) to (1, 1), one point per distinct score; points on a straight line between their neighbours are
    /// left out, which changes neither the drawing nor the area.
    public let points: [Point]

    /// Thresholds are on the scale of the scores given. Complexity: O(distinct scores).
    ///
    /// - Returns: `nil` unless there are both outcomes.
    public init?(of outcomes: ScoredOutcomes) {
        let ranking = outcomes.ranking
        guard MetricRequirement.bothOutcomes.isMet(by: ranking) else { return nil }
        var points = [Point(threshold: nil, falsePositiveRate: 0, truePositiveRate: 0)]
        for group in 0..<ranking.count {
            let isCorner =
                group + 1 == ranking.count
                || ranking.won[group] * ranking.lost[group + 1] != ranking.won[group + 1] * ranking.lost[group]
            guard isCorner else { continue }
            points.append(
                Point(
                    threshold: ranking.levels.scores[group],
                    falsePositiveRate: ranking.lostAbove[group + 1] / ranking.totalLost,
                    truePositiveRate: ranking.wonAbove[group + 1] / ranking.totalWon))
        }
        self.points = points
    }

    /// The area by the trapezoidal rule; equals ``ROCAUC``.
    public var area: Double {
        zip(points, points.dropFirst()).reduce(0) { sum, pair in
            sum + (pair.1.falsePositiveRate - pair.0.falsePositiveRate)
                * (pair.1.truePositiveRate + pair.0.truePositiveRate) / 2
        }
    }
}
