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
            // A score without won rows adds nothing; skipping it also skips the 0/0 before the first row.
            let won = ranking.won[group]
            guard won > 0 else { continue }
            let called = ranking.wonAbove[group + 1]
            area += won * (called / (called + ranking.lostAbove[group + 1]))
        }
        return min(area / ranking.totalWon, 1)
    }
}
