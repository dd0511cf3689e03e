/// The area under the receiver operating characteristic: the chance that a won lead scores higher than a lost one.
///
///     AUC = Σ_ij w_i w_j ψ(x_i, y_j) / (W₁ W₀),     ψ = 1 if x > y, ½ if x = y, 0 otherwise
///
/// over won rows i and lost rows j; W₁ and W₀ are their total weights. The interval is DeLong's, see ``DeLong``.
public struct ROCAUC: Metric {
    public init() {}

    public var name: String { "roc_auc" }
    public var direction: MetricDirection { .higherIsBetter }
    public var range: ClosedRange<Double> { 0...1 }
    public var requirement: MetricRequirement { .bothOutcomes }

    public func value(of ranking: RankedOutcomes) -> Double? {
        guard requirement.isMet(by: ranking) else { return nil }
        var pairs = 0.0
        for group in 0..<ranking.count {
            pairs += ranking.lost[group] * (ranking.wonAbove[group] + 0.5 * ranking.won[group])
        }
        return min(pairs / (ranking.totalWon * ranking.totalLost), 1)
    }
}

extension ROCAUC: ClosedFormMetric {
    public func estimate(of outcomes: ScoredOutcomes, confidence: Double) -> Estimate? {
        DeLong(outcomes)?.estimate(confidence: confidence)
    }
}
