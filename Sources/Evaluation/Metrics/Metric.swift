/// A number that says how well scores foretell outcomes.
///
/// A metric declares its direction, its range and what it needs; it has a value exactly when ``requirement`` is met,
/// and that value is never `NaN`. Its value does not depend on the order of the rows, and weight 2 is the row twice.
public protocol Metric: Sendable {
    /// As in JSON and `--require`: `roc_auc`, `lift_at_10`.
    var name: String { get }
    var direction: MetricDirection { get }
    /// Every possible value.
    var range: ClosedRange<Double> { get }
    var requirement: MetricRequirement { get }
    /// Whether noise pushes the value up whatever the truth, as it does a maximum or a sum of distances; such a
    /// metric's bootstrap interval is built the other way round, see ``Bootstrap``.
    var isInflatedByNoise: Bool { get }
    /// The value that even perfect scores stay below only with some probability, because the rows are few; while the
    /// value found is not above it, the interval reaches to the best value. `nil` if perfect scores leave no noise.
    ///
    /// - Parameter confidence: of the two-sided interval; above 0, below 1.
    func noiseCeiling(of outcomes: ScoredOutcomes, confidence: Double) -> Double?

    /// - Returns: the value, or `nil` if ``requirement`` is not met. Weights at single scores may be 0.
    func value(of ranking: RankedOutcomes) -> Double?
}

extension Metric {
    public var isInflatedByNoise: Bool { false }

    public func noiseCeiling(of outcomes: ScoredOutcomes, confidence: Double) -> Double? { nil }

    /// - Returns: the value, or `nil` if ``requirement`` is not met.
    public func value(of outcomes: ScoredOutcomes) -> Double? { value(of: outcomes.ranking) }
}

/// Which way a metric is better.
public enum MetricDirection: String, Sendable, Codable {
    case higherIsBetter = "higher"
    case lowerIsBetter = "lower"

    /// Whether the first value is strictly better than the second.
    public func prefers(_ first: Double, to second: Double) -> Bool {
        self == .higherIsBetter ? first > second : first < second
    }
}

/// What a metric needs to have a value.
public enum MetricRequirement: String, Sendable, Codable {
    /// Any row.
    case rows
    /// A won row.
    case won
    /// A won row and a lost row.
    case bothOutcomes = "both_outcomes"

    public func isMet(by ranking: RankedOutcomes) -> Bool {
        switch self {
        case .rows: ranking.total > 0
        case .won: ranking.totalWon > 0
        case .bothOutcomes: ranking.totalWon > 0 && ranking.totalLost > 0
        }
    }
}

extension [any Metric] {
    /// What every evaluation shows, in this order. Accuracy is not among them: "always no" has a high one.
    public static var standard: [any Metric] {
        [
            ROCAUC(), AveragePrecision(), LogLoss(), BrierScore(), ExpectedCalibrationError(),
            Lift(at: 0.05), Lift(at: 0.10), Lift(at: 0.20), Capture(at: 0.05), Capture(at: 0.10), Capture(at: 0.20),
            KolmogorovSmirnov(),
        ]
    }
}
