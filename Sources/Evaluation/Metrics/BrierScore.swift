/// The mean squared distance between probability and outcome: (1/W) Σ_i w_i (p_i − y_i)².
public struct BrierScore: Metric {
    public init() {}

    public var name: String { "brier" }
    public var direction: MetricDirection { .lowerIsBetter }
    public var range: ClosedRange<Double> { 0...1 }
    public var requirement: MetricRequirement { .rows }

    public func value(of ranking: RankedOutcomes) -> Double? {
        guard requirement.isMet(by: ranking) else { return nil }
        var sum = 0.0
        for group in 0..<ranking.count {
            let p = ranking.levels.probabilities[group]
            sum += ranking.won[group] * ((1 - p) * (1 - p)) + ranking.lost[group] * (p * p)
        }
        return min(sum / ranking.total, 1)
    }
}

extension BrierScore: ClosedFormMetric {
    public func estimate(of outcomes: ScoredOutcomes, confidence: Double) -> Estimate? {
        MeanInterval.estimate(of: outcomes, confidence: confidence, range: range) { levels, group, won in
            let p = levels.probabilities[group]
            return won ? (1 - p) * (1 - p) : p * p
        }
    }
}
