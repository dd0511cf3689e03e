import LearningCore

/// Which leads are called when the best-scored `capacity` of them are, as a chance for each lead.
///
/// Where the cut falls between equal scores, each of the tied leads is called with the same chance: what a random order
/// of the ties gives. The order of the file never decides.
public struct TopSelection: Sendable, Equatable {
    /// One per row, in row order, each 0…1; their sum is the capacity.
    public let chances: [Double]
    public let capacity: Double

    /// - Parameters:
    ///   - outcomes: leads without weights.
    ///   - capacity: leads to call, kept within 0 and the number of leads. Complexity: O(rows).
    public init(of outcomes: ScoredOutcomes, capacity: Double) {
        precondition(outcomes.weights == nil, "a selection is of whole leads")
        let ranking = outcomes.ranking
        let kept = min(max(capacity, 0), ranking.total)
        let byLevel = (0..<ranking.count).map { level -> Double in
            let above = ranking.wonAbove[level] + ranking.lostAbove[level]
            return min(max((kept - above) / (ranking.won[level] + ranking.lost[level]), 0), 1)
        }
        var chances = [Double](repeating: 0, count: outcomes.scores.count)
        for (row, cell) in zip(outcomes.order, outcomes.cells) { chances[Int(row)] = byLevel[Int(cell >> 1)] }
        self.chances = chances
        self.capacity = kept
    }
}

extension RankedOutcomes {
    /// The smallest number of best-scored rows that holds `count` won ones: the inverse of ``wonWithin(best:)``.
    ///
    /// - Parameter count: more than there are gives all rows. Complexity: O(log count).
    public func weightNeeded(toWin count: Double) -> Double {
        guard count > 0 else { return 0 }
        let level = (0..<self.count).partitioningIndex { wonAbove[$0 + 1] >= count }
        guard level < self.count else { return total }
        let above = wonAbove[level] + lostAbove[level]
        return above + (won[level] + lost[level]) * ((count - wonAbove[level]) / won[level])
    }
}
