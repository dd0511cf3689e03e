/// The mean distance between stated and observed rate over bins of equal weight:
///
///     ECE = Σ_b (W_b / W) |p̄_b − ȳ_b|
///
/// p̄_b and ȳ_b are the mean probability and the won rate of bin b. Bins are quantiles of the score (see
/// ``ReliabilityCurve``), so that a rare outcome does not leave most bins empty. Even a perfectly calibrated model has a
/// small positive value, of the order of √(bins / rows), and no resampling of it comes near 0. So the interval is taken
/// down to 0 unless the value is more than a calibrated model would have by chance: then W · gap_b is near normal with
/// variance σ_b² = Σ w² p (1 − p), and the sum of the gaps has mean √(2/π) Σσ_b and variance (1 − 2/π) Σσ_b².
public struct ExpectedCalibrationError: Metric {
    public let binCount: Int

    /// - Parameter binCount: at least 1.
    public init(binCount: Int = 10) {
        precondition(binCount >= 1)
        self.binCount = binCount
    }

    public var name: String { "ece" }
    public var direction: MetricDirection { .lowerIsBetter }
    public var range: ClosedRange<Double> { 0...1 }
    public var requirement: MetricRequirement { .rows }
    public var isInflatedByNoise: Bool { true }

    public func value(of ranking: RankedOutcomes) -> Double? {
        guard requirement.isMet(by: ranking) else { return nil }
        let gaps = QuantileBins(of: ranking, count: binCount).bins.map { abs($0.probabilitySum - $0.won) }
        return min(gaps.reduce(0, +) / ranking.total, 1)
    }

    public func noiseCeiling(of outcomes: ScoredOutcomes, confidence: Double) -> Double? {
        var mean = 0.0
        var variance = 0.0
        for bin in QuantileBins(of: outcomes.ranking, count: binCount).bins {
            let square = bin.groups.reduce(0) { sum, group in
                let p = outcomes.ranking.levels.probabilities[group]
                return sum + (outcomes.wonSquares[group] + outcomes.lostSquares[group]) * p * (1 - p)
            }
            mean += (2 / Double.pi * square).squareRoot()
            variance += (1 - 2 / Double.pi) * square
        }
        let reach = NormalDistribution.twoSidedQuantile(confidence: confidence) * variance.squareRoot()
        return (mean + reach) / outcomes.ranking.total
    }
}
