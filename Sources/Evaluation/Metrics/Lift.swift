/// How many times more often the best-scored fraction of leads is won than all leads are: ``Capture`` / fraction.
public struct Lift: Metric {
    private let capture: Capture

    /// - Parameter fraction: above 0, at most 1.
    public init(at fraction: Double) {
        capture = Capture(at: fraction)
    }

    public var fraction: Double { capture.fraction }
    public var name: String { "lift_at_" + percentText(fraction) }
    public var direction: MetricDirection { .higherIsBetter }
    public var range: ClosedRange<Double> { 0...(1 / fraction) }
    public var requirement: MetricRequirement { .won }

    public func value(of ranking: RankedOutcomes) -> Double? {
        capture.value(of: ranking).map { $0 / fraction }
    }
}
