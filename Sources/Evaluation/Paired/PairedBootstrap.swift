public import LearningCore

/// Intervals of what several scores of the same leads give, and of their differences.
///
/// A replicate draws every lead Poisson(1) times, as ``Bootstrap`` does, and gives all scores that same draw: what the
/// scores share cancels in a difference. Replicate r uses stream r of the seed; the interval is the percentile one.
public struct PairedBootstrap: Sendable {
    /// A number that follows from the rankings, in the order of the scores; `nil` where a draw does not give it.
    public typealias Statistic = @Sendable ([RankedOutcomes]) -> Double?

    public let seed: UInt64
    /// `nil`: chosen by the number of rows, as in ``Bootstrap``.
    public let replicateCount: Int?

    /// - Parameter replicateCount: at least 40, or `nil`.
    public init(seed: UInt64, replicateCount: Int? = nil) {
        precondition(replicateCount ?? 40 >= 40)
        self.seed = seed
        self.replicateCount = replicateCount
    }

    /// - Returns: one for each statistic; `nil` where the leads do not give it, or are fewer than two.
    /// - Throws: ``EvaluationError`` unless all scores are of the same leads. Complexity: O(replicates × rows × scores).
    public func estimates(
        of scores: [ScoredOutcomes], statistics: [Statistic], confidence: Double = 0.95, on pool: WorkerPool
    ) throws(EvaluationError) -> [Estimate?] {
        precondition(confidence > 0 && confidence < 1)
        guard let first = scores.first else { return statistics.map { _ in nil } }
        for other in scores.dropFirst() { try PairedAUCComparison.requireSameLeads(first, other) }
        guard first.rowCount >= 2 else { return statistics.map { _ in nil } }
        let values = statistics.map { $0(scores.map(\.ranking)) }
        let resamplers = scores.map(RowResampler.init)
        let count = replicateCount ?? Bootstrap.usualReplicateCount(rows: first.rowCount)
        let blocks = WorkerPool.blocks(of: count, size: 20)
        let table = PoissonTable()
        let replicates = pool.map(blocks.count) { block in
            blocks[block].map { replicate in
                var generator = SeededGenerator(seed: seed, stream: UInt64(replicate))
                let counts = table.draws(first.labels.count, with: &generator)
                let rankings = resamplers.map { $0.ranking(drawn: counts) }
                return statistics.map { $0(rankings) }
            }
        }.flatMap(\.self)
        let tail = (1 - confidence) / 2
        return statistics.indices.map { index in
            let drawn = replicates.compactMap { $0[index] }.sorted()
            guard let value = values[index], drawn.count >= 2 else { return nil }
            return Estimate(
                value: value, low: Bootstrap.quantile(tail, of: drawn), high: Bootstrap.quantile(1 - tail, of: drawn))
        }
    }
}

/// The ranking of some scores under other counts of the rows.
private struct RowResampler: Sendable {
    let outcomes: ScoredOutcomes
    /// For each row twice the position of its score in the ranking, plus 1 if it was won; −1 for a row of weight 0.
    let cellOfRow: [Int32]

    init(_ outcomes: ScoredOutcomes) {
        self.outcomes = outcomes
        var cellOfRow = [Int32](repeating: -1, count: outcomes.scores.count)
        for (row, cell) in zip(outcomes.order, outcomes.cells) { cellOfRow[Int(row)] = cell }
        self.cellOfRow = cellOfRow
    }

    func ranking(drawn counts: [UInt8]) -> RankedOutcomes {
        let levels = outcomes.ranking.levels
        var cells = [Double](repeating: 0, count: 2 * levels.scores.count)
        for row in counts.indices where counts[row] > 0 && cellOfRow[row] >= 0 {
            cells[Int(cellOfRow[row])] += Double(counts[row]) * (outcomes.weights?[row] ?? 1)
        }
        return RankedOutcomes(
            levels: levels, won: stride(from: 1, to: cells.count, by: 2).map { cells[$0] },
            lost: stride(from: 0, to: cells.count, by: 2).map { cells[$0] })
    }
}

extension PoissonTable {
    /// `count` draws, eight from a random word.
    fileprivate func draws(_ count: Int, with generator: inout SeededGenerator) -> [UInt8] {
        var draws = [UInt8](repeating: 0, count: count)
        for start in stride(from: 0, to: count, by: 8) {
            var bits = generator.next()
            for place in start..<min(start + 8, count) {
                let byte = UInt8(truncatingIfNeeded: bits)
                bits >>= 8
                let decided = counts[Int(byte)]
                draws[place] = decided == Self.undecided ? resolved(byte: byte, with: &generator) : decided
            }
        }
        return draws
    }
}
