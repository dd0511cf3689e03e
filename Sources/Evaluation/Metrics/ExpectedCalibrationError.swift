/// The mean distance between stated and observed rate over bins of equal weight:
///
///     ECE = Σ_b (W_b / W) |p̄_b − ȳ_b|
///
/// p̄_b and ȳ_b are the mean probability and the won rate of bin b. Bins are quantiles of the score (see
/// ``ReliabilityCurve``), so that a rare outcome does not leave most bins empty. Even a perfectly calibrated model has a
/// small positive value, of the order of √(bins / rows).
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
}
