import LearningCore

/// Rows cut into bins of equal weight by falling score.
///
/// Equal scores stay together: a distinct score belongs to the bin in which the middle of its weight falls. So there
/// may be fewer bins than asked for, and none is empty.
struct QuantileBins {
    struct Bin: Equatable {
        /// Positions in the ranking.
        var groups: Range<Int>
        var won: Double
        var lost: Double
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
        var start = 0
        for number in 1...count where start < ranking.count {
            let edge = number == count ? .infinity : Double(number) * width
            let end = (start..<ranking.count).partitioningIndex { group in
                let above = ranking.wonAbove[group] + ranking.lostAbove[group]
                let through = ranking.wonAbove[group + 1] + ranking.lostAbove[group + 1]
                return 0.5 * (above + through) >= edge
            }
            let bin = Bin(of: ranking, groups: start..<end)
            if bin.weight > 0 { bins.append(bin) }
            start = end
        }
    }
}

extension QuantileBins.Bin {
    fileprivate init(of ranking: RankedOutcomes, groups: Range<Int>) {
        self.groups = groups
        won = ranking.wonAbove[groups.upperBound] - ranking.wonAbove[groups.lowerBound]
        lost = ranking.lostAbove[groups.upperBound] - ranking.lostAbove[groups.lowerBound]
        for group in groups {
            probabilitySum += (ranking.won[group] + ranking.lost[group]) * ranking.levels.probabilities[group]
        }
    }
}
