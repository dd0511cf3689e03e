/// Leads in slices of equal size by falling score, with what each slice brought: the decile table of a campaign.
///
/// Slices are exact fractions of the total weight. A tie across an edge is shared in proportion, as in ``Capture``, so
/// `rows` and `won` need not be whole numbers.
public struct GainsTable: Sendable, Codable, Equatable {
    public struct Slice: Sendable, Codable, Equatable {
        /// 1 is the best-scored.
        public let number: Int
        public let rows: Double
        public let won: Double
        public let rate: Double
        /// Rate over the rate of all rows.
        public let lift: Double
        /// Share of all won rows in this slice and the ones above it.
        public let cumulativeCapture: Double
        /// `cumulativeCapture` over the share of rows down to this slice.
        public let cumulativeLift: Double
    }

    public let slices: [Slice]

    /// - Parameter sliceCount: at least 1; 10 gives deciles.
    /// - Returns: `nil` without a won row. Complexity: O(slices · log(distinct scores)).
    public init?(of outcomes: ScoredOutcomes, sliceCount: Int = 10) {
        precondition(sliceCount >= 1)
        let ranking = outcomes.ranking
        guard MetricRequirement.won.isMet(by: ranking) else { return nil }
        let rows = ranking.total / Double(sliceCount)
        let overall = ranking.totalWon / ranking.total
        var before = 0.0
        slices = (1...sliceCount).map { number in
            let share = Double(number) / Double(sliceCount)
            let through = number == sliceCount ? ranking.totalWon : ranking.wonWithin(best: share * ranking.total)
            let won = max(through - before, 0)
            before = through
            return Slice(
                number: number, rows: rows, won: won, rate: won / rows, lift: won / rows / overall,
                cumulativeCapture: through / ranking.totalWon,
                cumulativeLift: through / ranking.totalWon / share)
        }
    }
}
