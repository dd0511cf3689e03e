public import Evaluation

/// What working the best leads first earns, by how many are worked.
///
///     profit(s) = value · wins among the best share s − cost · leads in it
///
/// A lead pays when its chance is at least cost / value; that rule is known beforehand. The best cut-off of these leads
/// is known only afterwards, so it flatters: the report shows both.
public struct ProfitBand: Sendable, Encodable, Equatable {
    /// What a won lead is worth, and what working one costs; in the same money.
    public let value: Double
    public let cost: Double
    public let points: [Point]
    /// The point of the highest profit.
    public let best: Point
    /// The shares between which the profit stays within 5 % of the best: how little the exact cut-off matters.
    public let flatFrom: Double
    public let flatTo: Double
    /// What working the leads of a probability of at least cost / value earned, and how many they are.
    public let ruleShare: Double
    public let ruleProfit: Double

    public struct Point: Sendable, Encodable, Equatable {
        /// Share of the leads worked.
        public let share: Double
        public let profit: Estimate
    }

    /// - Parameters:
    ///   - gains: the band of kind `gains`.
    ///   - rows: the leads, `won` of them won.
    ///   - worthwhile: how many have a probability of at least cost / value, and how many of those were won.
    /// - Returns: `nil` for a band without points.
    init?(
        value: Double, cost: Double, gains: CurveBand, rows: Int, won: Int, worthwhile: (rows: Int, won: Int)
    ) {
        let points = gains.points.map { point in
            let spent = cost * Double(rows) * point.x
            let worth = value * Double(won)
            return Point(
                share: point.x,
                profit: Estimate(
                    value: worth * point.height.value - spent, low: worth * point.height.low - spent,
                    high: worth * point.height.high - spent))
        }
        guard let best = points.max(by: { $0.profit.value < $1.profit.value }) else { return nil }
        // Below nothing there is no "nearly as good": then only the best itself is flat.
        let nearly = points.filter { $0.profit.value >= best.profit.value - 0.05 * abs(best.profit.value) }
        self.value = value
        self.cost = cost
        self.points = points
        self.best = best
        flatFrom = nearly.first?.share ?? best.share
        flatTo = nearly.last?.share ?? best.share
        ruleShare = Double(worthwhile.rows) / Double(max(rows, 1))
        ruleProfit = value * Double(worthwhile.won) - cost * Double(worthwhile.rows)
    }

    private enum CodingKeys: String, CodingKey {
        case value, cost, points, best
        case flatFrom = "flat_from"
        case flatTo = "flat_to"
        case ruleShare = "rule_share"
        case ruleProfit = "rule_profit"
    }
}
