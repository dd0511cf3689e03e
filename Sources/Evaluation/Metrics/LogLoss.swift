/// The mean negative log-likelihood of the outcomes, in nats:
///
///     −(1/W) Σ_i w_i (y_i ln p_i + (1 − y_i) ln(1 − p_i))
///
/// From log-odds it is ln(1 + e^z) − y z, which nothing clips. Probabilities are clipped to [ε, 1 − ε] with
/// ε = 2⁻⁵², as scikit-learn does, so that a wrong certainty costs 36 and not infinity.
public struct LogLoss: Metric {
    public init() {}

    public var name: String { "log_loss" }
    public var direction: MetricDirection { .lowerIsBetter }
    public var range: ClosedRange<Double> { 0...(.infinity) }
    public var requirement: MetricRequirement { .rows }

    public func value(of ranking: RankedOutcomes) -> Double? {
        guard requirement.isMet(by: ranking) else { return nil }
        var sum = 0.0
        for group in 0..<ranking.count {
            sum += ranking.won[group] * ranking.levels.wonLosses[group]
            sum += ranking.lost[group] * ranking.levels.lostLosses[group]
        }
        return sum / ranking.total
    }
}

extension LogLoss: ClosedFormMetric {
    public func estimate(of outcomes: ScoredOutcomes, confidence: Double) -> Estimate? {
        MeanInterval.estimate(of: outcomes, confidence: confidence, range: range) { levels, group, won in
            won ? levels.wonLosses[group] : levels.lostLosses[group]
        }
    }
}
