public import Evaluation
import ModelStorage

/// What a training run found out; `--json` prints it.
public struct TrainingReport: Sendable {
    /// Closed leads learned from, and the won among them.
    public var rows: Int
    public var positives: Int
    /// Rows of the file, whatever became of them.
    public var rowsIn: Int
    public var rejected: Int
    public var open: Int
    public var modelKind: String
    /// How the log-odds were corrected: `none`, `temperature`, `platt` or `beta`.
    public var calibration: String
    public var settings: [String: String]
    public var featureCount: Int
    public var excluded: [Excluded]
    public var leaks: [LeakFinding]
    public var keptLeaks: [String]
    public var candidates: [Candidate]
    /// What became of the segments; empty if none were asked for.
    public var segments: [Segment]
    public var holdout: Holdout?
    /// What became of the snapshots and the events; `nil` for a table taken as it stands.
    public var history: HistoryReport?
    /// What would be borrowed from the future; `nil` without a history or hold-out.
    public var xray: LeakXRay?
    public var warnings: [String]
    /// Notes of the reader, such as a renamed duplicate column.
    public var notes: [String]
    public var seconds: [String: Double]
    public var idColumn: String?
    public var timeColumn: String?

    /// A column that is not used.
    public struct Excluded: Sendable, Encodable, Equatable {
        /// Who left it out.
        public enum Kind: String, Sendable, Encodable {
            case leak, suspect, asked, role
        }

        public let column: String
        public let kind: Kind
        public let reason: String
    }

    /// A model that was compared with others by cross-validation.
    public struct Candidate: Sendable, Encodable, Equatable {
        public let kind: String
        /// Over all leads that a fold held out.
        public let logLoss: Double
        /// Of that mean over the leads.
        public let standardError: Double
        public let isChosen: Bool
        /// How much higher its log loss is than the chosen one's, over the same leads; 0 for that itself.
        public let behind: Double
        /// Of that mean difference: what the two have in common cancels.
        public let behindStandardError: Double
        public let trees: Int?
        /// What the comparison took; a blend of the others takes nothing.
        public let seconds: Double

        private enum CodingKeys: String, CodingKey {
            case kind, behind, trees, seconds
            case logLoss = "log_loss"
            case standardError = "standard_error"
            case isChosen = "chosen"
            case behindStandardError = "behind_standard_error"
        }

        /// As the model keeps it: without the time, which is not the same twice.
        var record: Provenance.ComparedModel {
            Provenance.ComparedModel(
                name: kind, logLoss: logLoss, standardError: standardError, isChosen: isChosen, behind: behind,
                behindStandardError: behindStandardError)
        }
    }

    /// The evaluation on leads the evaluated model had not seen.
    public struct Holdout: Sendable {
        public var rows: Int
        public var positives: Int
        public var split: String
        public var report: EvaluationReport
        public var gains: GainsTable?
        /// Older snapshots whose horizon reaches into the held-out time: those that were not learned from for that, and
        /// those that were all the same, because too few would have been left.
        public var purged = 0
        public var overlapping = 0
        /// The horizon in seconds, 0 without one.
        public var lookahead = 0.0
        /// What a model has to beat, on the same leads.
        public var baselines: Baselines?
        /// AUC of the same kind of model when the blocked and suspect columns are kept.
        public var withLeaks: Estimate?
        /// AUC when the leads are split at random instead: what a random split would have promised.
        public var atRandom: Estimate?
        /// The model cannot be told from guessing: the AUC's interval contains 0.5 (R-GATE-2).
        public var hasNoSignal: Bool { report["roc_auc"]?.contains(0.5) ?? true }
    }
}

extension TrainingReport: Encodable {
    private enum CodingKeys: String, CodingKey {
        case rows, positives, rejected, open, model, excluded, candidates, holdout, history, warnings, notes, timings
        case leaks, xray, segments
        case rowsIn = "rows_in"
        case keptLeaks = "kept_leaks"
        case idColumn = "id_column"
        case timeColumn = "time_column"
    }

    private struct Model: Encodable {
        let kind: String
        let calibration: String
        let features: Int
        let settings: [String: String]
    }

    private struct Leak: Encodable {
        let column: String
        let severity: String
        let alone: Double?
        let loss: Double?
        let evidence: [String]
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(rows, forKey: .rows)
        try container.encode(positives, forKey: .positives)
        try container.encode(rowsIn, forKey: .rowsIn)
        try container.encode(rejected, forKey: .rejected)
        try container.encode(open, forKey: .open)
        try container.encode(
            Model(kind: modelKind, calibration: calibration, features: featureCount, settings: settings), forKey: .model
        )
        try container.encode(excluded, forKey: .excluded)
        let leaks = leaks.map {
            Leak(
                column: $0.column, severity: $0.severity.rawValue, alone: $0.aloneAUC, loss: $0.loss,
                evidence: $0.evidence)
        }
        try container.encode(leaks, forKey: .leaks)
        try container.encode(keptLeaks, forKey: .keptLeaks)
        try container.encode(candidates, forKey: .candidates)
        if !segments.isEmpty { try container.encode(segments, forKey: .segments) }
        // A null says that nothing was held out; a missing key would say that nobody thought of it.
        try container.encode(holdout, forKey: .holdout)
        try container.encodeIfPresent(history, forKey: .history)
        try container.encodeIfPresent(xray, forKey: .xray)
        try container.encode(warnings, forKey: .warnings)
        try container.encode(notes, forKey: .notes)
        try container.encode(seconds, forKey: .timings)
        try container.encode(idColumn, forKey: .idColumn)
        try container.encode(timeColumn, forKey: .timeColumn)
    }
}

extension TrainingReport.Holdout: Encodable {
    private enum CodingKeys: String, CodingKey {
        case rows, positives, split, metrics, baselines, purged, overlapping
        case withLeaks = "roc_auc_with_leaks"
        case atRandom = "roc_auc_random_split"
        case noSignal = "no_signal"
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(rows, forKey: .rows)
        try container.encode(positives, forKey: .positives)
        try container.encode(split, forKey: .split)
        if lookahead > 0 {
            try container.encode(purged, forKey: .purged)
            try container.encode(overlapping, forKey: .overlapping)
        }
        try container.encode(MetricsByName(report), forKey: .metrics)
        try container.encodeIfPresent(baselines, forKey: .baselines)
        try container.encode(withLeaks, forKey: .withLeaks)
        try container.encode(atRandom, forKey: .atRandom)
        try container.encode(hasNoSignal, forKey: .noSignal)
    }
}

/// Metrics as a JSON object: `{"roc_auc": {"value": …, "low": …, "high": …}, …}`.
struct MetricsByName: Encodable {
    private let estimates: [String: Estimate]

    init(_ report: EvaluationReport) {
        estimates = Dictionary(uniqueKeysWithValues: report.estimates.map { ($0.name, $0.estimate) })
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(estimates)
    }
}
