/// Rows cut into bins of equal weight by falling score.
///
/// Equal scores stay together: a distinct score belongs to the bin in which the middle of its weight falls. So there
/// may be fewer bins than asked for, and none is empty.
struct QuantileBins {
    struct Bin: Equatable {
        /// Positions in the ranking.
        var groups: Range<Int>
        var won = 0.0
        var lost = 0.0
        /// Σ weight · probability.
        var probabilitySum = 0.0

        var weight: Double { won + lost }
    }

    /// By falling score.
    private(set) var bins: [Bin] = []

    /// - Parameter count: at least 1. Complexity: O(distinct scores).
    init(of ranking: RankedOutcomes, count: Int) {
        precondition(count >= 1)
        let width = ranking.total / Double(count)
        var edge = 0.0
        var number = 0
        for group in 0..<ranking.count {
            let won = ranking.won[group]
            let lost = ranking.lost[group]
            let here = won + lost
            guard here > 0 else { continue }
            let middle = ranking.wonAbove[group] + ranking.lostAbove[group] + 0.5 * here
            if middle >= edge {
                while middle >= edge, number < count {
                    number += 1
                    edge = number < count ? Double(number) * width : .infinity
                }
                bins.append(Bin(groups: group..<group))
            }
            let last = bins.count - 1
            bins[last].won += won
            bins[last].lost += lost
            bins[last].probabilitySum += here * ranking.levels.probabilities[group]
            bins[last].groups = bins[last].groups.lowerBound..<(group + 1)
        }
    }
}
