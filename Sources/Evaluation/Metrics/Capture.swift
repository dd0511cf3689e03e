/// The share of all won leads found among the best-scored fraction of leads (recall at a capacity).
///
/// The cut is at `fraction` of the total weight, not rounded to whole rows; where it falls between equal scores they
/// count in proportion, see ``RankedOutcomes/wonWithin(best:)``.
public struct Capture: Metric {
    public let fraction: Double

    /// - Parameter fraction: above 0, at most 1.
    public init(at fraction: Double) {
        precondition(fraction > 0 && fraction <= 1)
        self.fraction = fraction
    }

    public var name: String { "capture_at_" + percentText(fraction) }
    public var direction: MetricDirection { .higherIsBetter }
    public var range: ClosedRange<Double> { 0...1 }
    public var requirement: MetricRequirement { .won }

    public func value(of ranking: RankedOutcomes) -> Double? {
        guard requirement.isMet(by: ranking) else { return nil }
        return min(ranking.wonWithin(best: fraction * ranking.total) / ranking.totalWon, 1)
    }
}

/// 0.1 → "10", 0.125 → "12.5".
func percentText(_ fraction: Double) -> String {
    let hundredths = (fraction * 10_000).rounded() / 100
    return hundredths == hundredths.rounded() ? String(Int(hundredths)) : String(hundredths)
}
