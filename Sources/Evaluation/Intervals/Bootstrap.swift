public import LearningCore

/// Intervals by resampling rows with replacement (Efron, 1979), for metrics without a closed form.
///
/// Each row enters a replicate Poisson(1) times (see ``Resampler``), with its outcome and weight. The draw is not
/// stratified: the won rate of the next leads is as uncertain as everything else, and average precision, lift and
/// calibration error depend on it. A replicate in which a metric is undefined (no won row drawn) is left out of that
/// metric's interval.
///
/// Replicate r uses stream r of the seed, so the result does not depend on the number of threads. Rows are sorted once:
/// a replicate only counts how often each is drawn and is O(rows).
///
/// The interval is the percentile one. For a metric that noise can only push up (``Metric/isInflatedByNoise``: a maximum
/// or a sum of distances) replicates carry that noise twice, and the interval is reflected at the value (the "basic"
/// bootstrap), and reaches the best value while ``Metric/noiseCeiling(of:confidence:)`` allows it.
///
/// How often nominally 95 % held the truth, in 2,000 samples each of 120, 400, 1,000 and 4,000 leads: average precision
/// 93.0, 94.5, 94.0, 95.3 %; lift and capture 94.7 to 97.7 %; KS 87.5, 90.8, 92.4, 94.0 % (percentile intervals of KS did
/// in 82 to 85 %); calibration error 96.4 to 97.0 % for a calibrated model and 87 % for one that is not.
public struct Bootstrap: Sendable {
    public let seed: UInt64
    /// `nil`: 1,000 up to 20,000 rows, then fewer, but at least 200.
    public let replicateCount: Int?

    /// - Parameter replicateCount: at least 40, or `nil` to choose by the number of rows.
    public init(seed: UInt64, replicateCount: Int? = nil) {
        precondition(replicateCount ?? 40 >= 40)
        self.seed = seed
        self.replicateCount = replicateCount
    }

    /// - Returns: one for each metric, `nil` where the metric is undefined or the rows are fewer than two.
    ///   Complexity: O(replicates × rows).
    public func estimates(
        of outcomes: ScoredOutcomes, metrics: [any Metric], confidence: Double = 0.95, on pool: WorkerPool
    ) -> [Estimate?] {
        precondition(confidence > 0 && confidence < 1)
        guard !metrics.isEmpty, outcomes.rowCount >= 2 else { return metrics.map { _ in nil } }
        let count = replicateCount ?? Self.usualReplicateCount(rows: outcomes.rowCount)
        let resampler = Resampler(outcomes)
        let blocks = WorkerPool.blocks(of: count, size: 20)
        let replicates = pool.map(blocks.count) { block in
            var resampler = resampler
            return blocks[block].map { replicate in
                var generator = SeededGenerator(seed: seed, stream: UInt64(replicate))
                resampler.resample(with: &generator)
                return metrics.map { $0.value(of: resampler.ranking) }
            }
        }.flatMap(\.self)
        return metrics.indices.map { index in
            interval(
                of: metrics[index], at: outcomes, replicates: replicates.compactMap { $0[index] },
                confidence: confidence)
        }
    }

    /// 1,000 up to 20,000 rows, then fewer, but at least 200.
    static func usualReplicateCount(rows: Int) -> Int { max(200, min(1_000, 20_000_000 / rows)) }

    private func interval(
        of metric: any Metric, at outcomes: ScoredOutcomes, replicates: [Double], confidence: Double
    ) -> Estimate? {
        guard let value = metric.value(of: outcomes), replicates.count >= 2 else { return nil }
        let sorted = replicates.sorted()
        let tail = (1 - confidence) / 2
        var low = Self.quantile(tail, of: sorted)
        var high = Self.quantile(1 - tail, of: sorted)
        if metric.isInflatedByNoise { (low, high) = (2 * value - high, 2 * value - low) }
        if let ceiling = metric.noiseCeiling(of: outcomes, confidence: confidence), value <= ceiling {
            if metric.direction == .lowerIsBetter {
                low = metric.range.lowerBound
            } else {
                high = metric.range.upperBound
            }
        }
        return Estimate(
            value: value, low: max(low, metric.range.lowerBound), high: min(high, metric.range.upperBound))
    }

    /// The quantile by linear interpolation between order statistics (type 7 of Hyndman and Fan, 1996).
    static func quantile(_ fraction: Double, of sorted: [Double]) -> Double {
        let place = fraction * Double(sorted.count - 1)
        let below = Int(place)
        guard below + 1 < sorted.count else { return sorted[sorted.count - 1] }
        return sorted[below] + (place - Double(below)) * (sorted[below + 1] - sorted[below])
    }
}
