import LearningCore

/// Draws bootstrap replicates of some scored leads, without sorting them again.
struct Resampler: Sendable {
    private let levels: RankedOutcomes.Levels
    /// Per row twice the position of its score in the ranking, plus 1 if it was won.
    private let cells: [Int32]
    /// In the same order as `cells`; `nil` means all 1.
    private let weights: [Double]?

    init(_ outcomes: ScoredOutcomes) {
        levels = outcomes.ranking.levels
        cells = outcomes.cells
        weights = outcomes.weights == nil ? nil : outcomes.order.indices.map(outcomes.weight(atPlace:))
    }

    /// As many rows as there are, drawn with replacement. Complexity: O(rows).
    mutating func resampled(with generator: inout SeededGenerator) -> RankedOutcomes {
        let drawn = drawnWeights(with: &generator)
        let groups = levels.scores.count
        var won = [Double](repeating: 0, count: groups)
        var lost = [Double](repeating: 0, count: groups)
        var wonAbove = [Double](repeating: 0, count: groups + 1)
        var lostAbove = [Double](repeating: 0, count: groups + 1)
        var wonSum = 0.0
        var lostSum = 0.0
        for group in 0..<groups {
            lost[group] = drawn[2 * group]
            won[group] = drawn[2 * group + 1]
            wonSum += won[group]
            lostSum += lost[group]
            wonAbove[group + 1] = wonSum
            lostAbove[group + 1] = lostSum
        }
        return RankedOutcomes(levels: levels, won: won, lost: lost, wonAbove: wonAbove, lostAbove: lostAbove)
    }

    private func drawnWeights(with generator: inout SeededGenerator) -> [Double] {
        var drawn = [Double](repeating: 0, count: 2 * levels.scores.count)
        let rows = UInt64(cells.count)
        // Two draws from one random word. 2³² is not a multiple of the rows; words below this rest are drawn again.
        let rest = (UInt64(1) << 32) % rows
        var left = cells.count
        while left > 0 {
            let word = generator.next()
            for half in [word & 0xFFFF_FFFF, word >> 32] where left > 0 {
                let product = half * rows
                guard product & 0xFFFF_FFFF >= rest else { continue }
                let row = Int(product >> 32)
                drawn[Int(cells[row])] += weights?[row] ?? 1
                left -= 1
            }
        }
        return drawn
    }
}
