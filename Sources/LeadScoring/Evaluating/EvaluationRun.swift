public import Calibration
public import Evaluation
import FeatureExtraction
public import LearningCore
public import ModelStorage
public import Tabular

/// Judges a model on leads whose outcome is known.
public struct EvaluationRun: Sendable {
    private let artifact: ModelArtifact
    private let source: LeadSource
    private let events: LeadSource?
    private let correction: PriorCorrection?
    private let pool: WorkerPool

    /// - Parameters:
    ///   - events: the table of events, for a model that looks at them.
    ///   - correction: for a won rate other than the model's, see ``ModelArtifact/correction(toWonRate:)``.
    public init(
        _ artifact: ModelArtifact, source: LeadSource, events: LeadSource? = nil, correction: PriorCorrection? = nil,
        on pool: WorkerPool
    ) {
        self.artifact = artifact
        self.correction = correction
        var source = source
        source.placeholders.merge(artifact.input.placeholders) { $0 + $1 }
        self.source = source
        self.events = events
        self.pool = pool
    }

    public struct Result: Sendable, Encodable {
        /// Closed leads, and the won among them.
        public let rows: Int
        public let positives: Int
        /// Leads without an outcome, which were left out, and rejected rows.
        public let open: Int
        public let rejected: Int
        let level: ProbabilityLevel
        public let report: EvaluationReport
        /// `nil` where it is not determined.
        public let calibration: CalibrationFigures?
        public let gains: GainsTable?
        /// These are the very leads the model learned from: the figures flatter.
        public let isTrainingData: Bool
        public let rejects: [Reject]
        /// What became of snapshots and events; `nil` for a model of the table as it stands.
        public let history: HistoryReport?

        private enum CodingKeys: String, CodingKey {
            case rows, positives, open, rejected, metrics, calibration, gains, history
            case meanProbability = "mean_probability"
            case isTrainingData = "is_training_data"
        }

        public func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(rows, forKey: .rows)
            try container.encode(positives, forKey: .positives)
            try container.encode(open, forKey: .open)
            try container.encode(rejected, forKey: .rejected)
            try container.encode(level.expected / Double(max(rows, 1)), forKey: .meanProbability)
            try container.encode(MetricsByName(report), forKey: .metrics)
            try container.encode(calibration, forKey: .calibration)
            try container.encode(gains, forKey: .gains)
            try container.encodeIfPresent(history, forKey: .history)
            try container.encode(isTrainingData, forKey: .isTrainingData)
        }
    }

    /// - Throws: ``Diagnostic``; E301 unless both outcomes occur.
    public func run(seed: UInt64 = 0) throws(Diagnostic) -> Result {
        let leads = try JudgedLeads(artifact, source, events: events, on: pool)
        let labels = leads.labels
        let matrix = try Diagnostic.translating { () throws(ExtractionError) in
            try artifact.features.matrix(from: leads.frame, events: leads.events, on: pool)
        }
        let dataset = try Diagnostic.translating { () throws(LearningError) in
            let dataset = try Dataset(features: matrix, labels: labels)
            try dataset.requireBothOutcomes()
            return dataset
        }
        let logOdds = try Diagnostic.translating { () throws(LearningError) in
            let logOdds = try artifact.model.logOdds(of: matrix, on: pool)
            return correction.map { correction in logOdds.map { correction.logOdds($0) } } ?? logOdds
        }
        let scored = try Diagnostic.translating { () throws(EvaluationError) in
            try ScoredOutcomes(logOdds: logOdds, labels: labels)
        }
        return Result(
            rows: labels.count, positives: dataset.positiveCount, open: leads.open,
            rejected: leads.rejects.count, level: ProbabilityLevel(logOdds: logOdds, labels: labels),
            report: EvaluationReport(of: scored, seed: seed, on: pool),
            calibration: CalibrationFigures(logOdds: logOdds, labels: labels),
            gains: GainsTable(of: scored), isTrainingData: Fingerprint.of(dataset) == artifact.provenance.fingerprint,
            rejects: leads.rejects, history: leads.history)
    }
}
