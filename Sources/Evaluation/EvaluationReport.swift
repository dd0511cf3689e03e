public import LearningCore

/// The metrics of some scored leads, each with its interval.
///
/// Metrics with a closed form use it; the others share one bootstrap, see ``Bootstrap``. Same rows (in any order), seed
/// and metrics give the same bytes at any number of threads.
public struct EvaluationReport: Sendable, Codable, Equatable {
    /// Rows of positive weight, and the won among them.
    public let rows: Int
    public let positives: Int
    public let confidence: Double
    /// In the order of the metrics asked for, without the undefined ones.
    public let estimates: [NamedEstimate]
    /// The metrics these rows do not give, with what is missing.
    public let undefined: [UndefinedMetric]

    public struct NamedEstimate: Sendable, Codable, Equatable {
        public let name: String
        public let direction: MetricDirection
        public let estimate: Estimate
    }

    public struct UndefinedMetric: Sendable, Codable, Equatable {
        public let name: String
        public let reason: Reason

        public enum Reason: Sendable, Codable, Equatable {
            /// The rows do not meet the metric's requirement.
            case requires(MetricRequirement)
            /// There is a value, but too few rows to say how certain it is.
            case tooFewRowsForInterval
        }
    }

    /// - Parameters:
    ///   - outcomes: what to judge.
    ///   - metrics: in the order they are to be reported in.
    ///   - confidence: of the intervals; above 0, below 1.
    ///   - seed: of the bootstrap.
    ///   - pool: the threads to work on; they do not change the result.
    public init(
        of outcomes: ScoredOutcomes, metrics: [any Metric] = .standard, confidence: Double = 0.95, seed: UInt64 = 0,
        on pool: WorkerPool
    ) {
        precondition(confidence > 0 && confidence < 1)
        let resampled = metrics.filter { !($0 is any ClosedFormMetric) }
        var bootstrapped = Bootstrap(seed: seed).estimates(
            of: outcomes, metrics: resampled, confidence: confidence, on: pool)[...]
        var estimates: [NamedEstimate] = []
        var undefined: [UndefinedMetric] = []
        for metric in metrics {
            let closed = metric as? any ClosedFormMetric
            let estimate =
                if let closed { closed.estimate(of: outcomes, confidence: confidence) } else {
                    bootstrapped.popFirst().flatMap(\.self)
                }
            if let estimate {
                estimates.append(NamedEstimate(name: metric.name, direction: metric.direction, estimate: estimate))
            } else {
                let met = metric.requirement.isMet(by: outcomes.ranking)
                undefined.append(
                    UndefinedMetric(
                        name: metric.name, reason: met ? .tooFewRowsForInterval : .requires(metric.requirement)))
            }
        }
        rows = outcomes.rowCount
        positives = outcomes.wonCount
        self.confidence = confidence
        self.estimates = estimates
        self.undefined = undefined
    }

    /// The estimate of a metric by its name, `nil` if it was not asked for or is undefined.
    public subscript(name: String) -> Estimate? {
        estimates.first { $0.name == name }?.estimate
    }
}
