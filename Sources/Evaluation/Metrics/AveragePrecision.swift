/// The area under the precision–recall steps, as scikit-learn defines it:
///
///     AP = Σ_g (R_g − R_{g−1}) P_g
///
/// over the distinct scores in falling order, P_g and R_g being precision and recall when all rows down to score g are
/// called. Equal scores are called together. A score without information gives the won rate, not ½.
public struct AveragePrecision: Metric {
    public init() {}

    public var name: String { "average_precision" }
    public var direction: MetricDirection { .higherIsBetter }
    public var range: ClosedRange<Double> { 0...1 }
    public var requirement: MetricRequirement { .won }

    public func value(of ranking: RankedOutcomes) -> Double? {
        guard requirement.isMet(by: ranking) else { return nil }
        var area = 0.0
        for group in 0..<ranking.count {
            let called = ranking.wonAbove[group + 1]
            // Before the first row nothing is called and 0 won are added; the floor keeps that from being 0/0.
            area += ranking.won[group] * called / max(called + ranking.lostAbove[group + 1], .leastNormalMagnitude)
        }
        return min(area / ranking.totalWon, 1)
    }
}
