public import LearningCore

/// A curve on a fixed grid, each point with its own bootstrap interval: what a chart with a band draws.
///
/// The heights at x, with W won and L lost rows in all, and ties shared in proportion as everywhere:
///
///     roc               share of W called when the share x of L is    (the highest, where the curve is vertical)
///     precisionRecall   share of won among the called when the share x of W is
///     gains             share of W within the best x of all rows
///
/// The intervals are pointwise: each holds the truth about as often as its confidence says, all of them together less
/// often. The replicates are those of ``Bootstrap``.
public struct CurveBand: Sendable, Codable, Equatable {
    public enum Kind: String, Sendable, Codable {
        case roc
        case precisionRecall = "precision_recall"
        case gains
    }

    public struct Point: Sendable, Codable, Equatable {
        /// A share, 0...1.
        public let x: Double
        public let height: Estimate
    }

    public let kind: Kind
    /// By rising x: from 0 to 1, but without 0 for precision and recall, where there is no precision yet.
    public let points: [Point]

    /// Several curves from the same replicates.
    ///
    /// - Parameters:
    ///   - steps: how many the grid has, at least 1.
    ///   - replicateCount: at least 40.
    ///   - confidence: of the intervals; above 0, below 1.
    ///   - seed: of the bootstrap.
    /// - Returns: one band for each kind; empty unless there are both outcomes.
    ///   Complexity: O(replicates × (rows + steps · log rows)).
    public static func bands(
        _ kinds: [Kind], of outcomes: ScoredOutcomes, steps: Int = 100, replicateCount: Int = 400,
        confidence: Double = 0.95, seed: UInt64 = 0, on pool: WorkerPool
    ) -> [CurveBand] {
        precondition(steps >= 1 && replicateCount >= 40 && confidence > 0 && confidence < 1)
        guard MetricRequirement.bothOutcomes.isMet(by: outcomes.ranking) else { return [] }
        let grids = kinds.map { kind in
            ((kind == .precisionRecall ? 1 : 0)...steps).map { Double($0) / Double(steps) }
        }
        let resampler = Resampler(outcomes)
        let blocks = WorkerPool.blocks(of: replicateCount, size: 20)
        // Per replicate the heights of all curves, one after the other; none when a replicate drew only one outcome.
        let replicates = pool.map(blocks.count) { block in
            var resampler = resampler
            return blocks[block].compactMap { replicate -> [Double]? in
                var generator = SeededGenerator(seed: seed, stream: UInt64(replicate))
                resampler.resample(with: &generator)
                guard MetricRequirement.bothOutcomes.isMet(by: resampler.ranking) else { return nil }
                return zip(kinds, grids).flatMap { kind, grid in grid.map { resampler.ranking.height(of: kind, at: $0) }
                }
            }
        }.flatMap(\.self)
        var place = 0
        return zip(kinds, grids).map { kind, grid in
            let points = grid.map { x in
                defer { place += 1 }
                let value = outcomes.ranking.height(of: kind, at: x)
                let heights = replicates.map { $0[place] }.sorted()
                return Point(x: x, height: Self.interval(around: value, heights, confidence: confidence))
            }
            return CurveBand(kind: kind, points: points)
        }
    }

    private static func interval(around value: Double, _ sorted: [Double], confidence: Double) -> Estimate {
        guard sorted.count >= 2 else { return Estimate(value: value, low: 0, high: 1) }
        let tail = (1 - confidence) / 2
        return Estimate(
            value: value, low: Bootstrap.quantile(tail, of: sorted), high: Bootstrap.quantile(1 - tail, of: sorted))
    }
}

extension RankedOutcomes {
    /// The height of a curve at x; both outcomes must be there, and x in 0...1, above 0 for precision and recall.
    fileprivate func height(of kind: CurveBand.Kind, at x: Double) -> Double {
        switch kind {
        case .gains: return wonWithin(best: x * total) / totalWon
        case .roc:
            let lostCalled = x * totalLost
            let group = (0..<count).partitioningIndex { lostAbove[$0 + 1] > lostCalled }
            guard group < count else { return 1 }
            return (wonAbove[group] + won[group] * ((lostCalled - lostAbove[group]) / lost[group])) / totalWon
        case .precisionRecall:
            let wonCalled = x * totalWon
            let group = (0..<count).partitioningIndex { wonAbove[$0 + 1] >= wonCalled }
            guard group < count else { return totalWon / total }
            let lostCalled = lostAbove[group] + lost[group] * ((wonCalled - wonAbove[group]) / won[group])
            return wonCalled / (wonCalled + lostCalled)
        }
    }
}
