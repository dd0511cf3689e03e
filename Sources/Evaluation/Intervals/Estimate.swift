/// A value with the interval it may well lie in: 95 %, unless said otherwise. `low` ≤ `value` ≤ `high`.
public struct Estimate: Sendable, Codable, Equatable {
    public let value: Double
    public let low: Double
    public let high: Double

    public init(value: Double, low: Double, high: Double) {
        self.value = value
        self.low = min(low, value)
        self.high = max(high, value)
    }

    /// Whether a number lies in the interval; an AUC whose interval contains 0.5 shows no signal (R-GATE-2).
    public func contains(_ number: Double) -> Bool { low <= number && number <= high }
}

/// A metric whose interval follows from a formula, without a bootstrap.
public protocol ClosedFormMetric: Metric {
    /// - Parameter confidence: above 0, below 1.
    /// - Returns: `nil` if the metric has no value, or the rows are too few for an interval.
    func estimate(of outcomes: ScoredOutcomes, confidence: Double) -> Estimate?
}
