/// The largest distance, over all cuts, between the share of won and the share of lost leads above the cut:
/// max |TPR − FPR|, the two-sample Kolmogorov–Smirnov statistic of the scores of won and lost leads.
public struct KolmogorovSmirnov: Metric {
    public init() {}

    public var name: String { "ks" }
    public var direction: MetricDirection { .higherIsBetter }
    public var range: ClosedRange<Double> { 0...1 }
    public var requirement: MetricRequirement { .bothOutcomes }
    public var isInflatedByNoise: Bool { true }

    public func value(of ranking: RankedOutcomes) -> Double? {
        guard requirement.isMet(by: ranking) else { return nil }
        let perWon = 1 / ranking.totalWon
        let perLost = 1 / ranking.totalLost
        var largest = 0.0
        for (won, lost) in zip(ranking.wonAbove, ranking.lostAbove) {
            largest = max(largest, abs(won * perWon - lost * perLost))
        }
        return min(largest, 1)
    }
}
