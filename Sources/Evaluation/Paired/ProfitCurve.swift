import LearningCore

/// What calling the best-scored leads brings and costs, for every share of leads called:
///
///     profit(x) = Σ value of the won among the best x n leads − cost · x n
///
/// Where the cut falls between equal scores, their value counts in proportion. The best share is read off these very
/// leads and so flatters a little; how flat the curve is around it says how much that matters.
public struct ProfitCurve: Sendable, Codable, Equatable {
    public struct Point: Sendable, Codable, Equatable {
        /// The share of leads called, 0…1, and their number.
        public let share: Double
        public let leads: Double
        public let won: Double
        public let profit: Double
    }

    /// At every hundredth, from nobody to everybody.
    public let points: [Point]
    public let best: Point
    /// The lowest and the highest share around the best one within which the profit stays at 95 % of the best or more.
    public let flatFrom: Double
    public let flatTo: Double

    private enum CodingKeys: String, CodingKey {
        case points, best
        case flatFrom = "flat_from"
        case flatTo = "flat_to"
    }

    /// - Parameters:
    ///   - outcomes: without weights.
    ///   - values: what each lead is worth if it is won, one per row; finite.
    ///   - costPerContact: ≥ 0. Complexity: O(rows).
    public init(of outcomes: ScoredOutcomes, values: [Double], costPerContact: Double) {
        precondition(outcomes.weights == nil && values.count == outcomes.scores.count && costPerContact >= 0)
        let ranking = outcomes.ranking
        var valueOfLevel = [Double](repeating: 0, count: ranking.count)
        for (row, cell) in zip(outcomes.order, outcomes.cells) where cell & 1 == 1 {
            valueOfLevel[Int(cell >> 1)] += values[Int(row)]
        }
        var valueAbove = [0.0]
        for value in valueOfLevel { valueAbove.append(valueAbove[valueAbove.count - 1] + value) }
        points = (0...100).map { percent in
            let leads = ranking.total * Double(percent) / 100
            let level = (0..<ranking.count).partitioningIndex {
                ranking.wonAbove[$0 + 1] + ranking.lostAbove[$0 + 1] >= leads
            }
            var value = valueAbove[ranking.count]
            if level < ranking.count {
                let above = ranking.wonAbove[level] + ranking.lostAbove[level]
                value = valueAbove[level]
                value += valueOfLevel[level] * ((leads - above) / (ranking.won[level] + ranking.lost[level]))
            }
            return Point(
                share: Double(percent) / 100, leads: leads, won: ranking.wonWithin(best: leads),
                profit: value - costPerContact * leads)
        }
        var top = 0
        for index in points.indices where points[index].profit > points[top].profit { top = index }
        best = points[top]
        let floor = 0.95 * points[top].profit
        var (from, to) = (top, top)
        while from > 0, points[from - 1].profit >= floor { from -= 1 }
        while to < 100, points[to + 1].profit >= floor { to += 1 }
        flatFrom = points[from].share
        flatTo = points[to].share
    }
}
