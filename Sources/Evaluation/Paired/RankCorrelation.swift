/// How alike two scores rank the same leads, ties counted properly.
///
/// Spearman's ρ is Pearson's correlation of the ranks, equal values having the mean of their ranks. Kendall's τ-b is
///
///     τ = (C − D) / √((n₀ − n₁)(n₀ − n₂)),      n₀ = n (n − 1) / 2
///
/// with C and D the pairs in the same and in opposite order, n₁ and n₂ the pairs tied in the first and in the second.
public struct RankCorrelation: Sendable, Codable, Equatable {
    /// −1…1.
    public let spearman: Double
    /// −1…1.
    public let kendall: Double

    /// - Returns: `nil` unless both have the same number of values and at least two different ones; no value may be NaN.
    /// - Complexity: O(n log n), for τ by Knight's method (1966): the pairs in opposite order are the exchanges of a merge
    ///   sort.
    public init?(_ first: [Double], _ second: [Double]) {
        guard first.count == second.count, let rho = Self.spearman(first, second),
            let tau = Self.kendall(first, second)
        else { return nil }
        spearman = rho
        kendall = tau
    }

    private static func spearman(_ first: [Double], _ second: [Double]) -> Double? {
        let ranks = (meanRanks(first), meanRanks(second))
        // The mean of all ranks is (n + 1) / 2 whatever the ties.
        let mean = Double(first.count + 1) / 2
        var (xx, yy, xy) = (0.0, 0.0, 0.0)
        for row in first.indices {
            let (x, y) = (ranks.0[row] - mean, ranks.1[row] - mean)
            xx += x * x
            yy += y * y
            xy += x * y
        }
        guard xx > 0, yy > 0 else { return nil }
        return min(max(xy / (xx * yy).squareRoot(), -1), 1)
    }

    /// Ranks from 1, equal values having the mean of theirs.
    static func meanRanks(_ values: [Double]) -> [Double] {
        let order = values.indices.sorted { values[$0] < values[$1] }
        var ranks = [Double](repeating: 0, count: values.count)
        for run in runs(of: order, equal: { values[$0] == values[$1] }) {
            for place in run { ranks[order[place]] = Double(run.lowerBound + run.upperBound + 1) / 2 }
        }
        return ranks
    }

    private static func kendall(_ first: [Double], _ second: [Double]) -> Double? {
        var order = first.indices.sorted { (first[$0], second[$0]) < (first[$1], second[$1]) }
        let all = pairs(first.count)
        let tiedFirst = tiedPairs(order) { first[$0] == first[$1] }
        let tiedBoth = tiedPairs(order) { first[$0] == first[$1] && second[$0] == second[$1] }
        let exchanges = sortCountingExchanges(&order, by: second)
        let tiedSecond = tiedPairs(order) { second[$0] == second[$1] }
        let spread = (all - tiedFirst) * (all - tiedSecond)
        guard spread > 0 else { return nil }
        return (all - tiedFirst - tiedSecond + tiedBoth - 2 * exchanges) / spread.squareRoot()
    }

    private static func pairs(_ count: Int) -> Double { Double(count) * Double(count - 1) / 2 }

    private static func tiedPairs(_ order: [Int], _ equal: (Int, Int) -> Bool) -> Double {
        runs(of: order, equal: equal).reduce(0) { $0 + pairs($1.count) }
    }

    /// The places of neighbours that are equal.
    private static func runs(of order: [Int], equal: (Int, Int) -> Bool) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        var start = 0
        for place in order.indices where place + 1 == order.count || !equal(order[place], order[place + 1]) {
            runs.append(start..<place + 1)
            start = place + 1
        }
        return runs
    }

    /// A bottom-up merge sort; the exchanges that a bubble sort would need.
    private static func sortCountingExchanges(_ order: inout [Int], by values: [Double]) -> Double {
        var exchanges = 0
        var merged = order
        var width = 1
        while width < order.count {
            for start in stride(from: 0, to: order.count, by: 2 * width) {
                let middle = min(start + width, order.count)
                let end = min(start + 2 * width, order.count)
                var (left, right) = (start, middle)
                for place in start..<end {
                    let takesLeft = left < middle && (right == end || values[order[left]] <= values[order[right]])
                    merged[place] = order[takesLeft ? left : right]
                    if takesLeft {
                        left += 1
                    } else {
                        exchanges += middle - left
                        right += 1
                    }
                }
            }
            swap(&order, &merged)
            width *= 2
        }
        return Double(exchanges)
    }
}
