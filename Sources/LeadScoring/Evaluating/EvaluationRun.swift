public import Evaluation
import FeatureExtraction
public import LearningCore
public import ModelStorage
public import Tabular

/// Judges a model on leads whose outcome is known.
public struct EvaluationRun: Sendable {
    private let artifact: ModelArtifact
    private let source: LeadSource
    private let pool: WorkerPool

    public init(_ artifact: ModelArtifact, source: LeadSource, on pool: WorkerPool) {
        self.artifact = artifact
        var source = source
        source.placeholders.merge(artifact.input.placeholders) { $0 + $1 }
        self.source = source
        self.pool = pool
    }

    public struct Result: Sendable, Encodable {
        /// Closed leads, and the won among them.
        public let rows: Int
        public let positives: Int
        /// Leads without an outcome, which were left out, and rejected rows.
        public let open: Int
        public let rejected: Int
        public let report: EvaluationReport
        public let gains: GainsTable?
        /// These are the very leads the model learned from: the figures flatter.
        public let isTrainingData: Bool
        public let rejects: [Reject]

        private enum CodingKeys: String, CodingKey {
            case rows, positives, open, rejected, metrics, gains
            case isTrainingData = "is_training_data"
        }

        public func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(rows, forKey: .rows)
            try container.encode(positives, forKey: .positives)
            try container.encode(open, forKey: .open)
            try container.encode(rejected, forKey: .rejected)
            try container.encode(MetricsByName(report), forKey: .metrics)
            try container.encode(gains, forKey: .gains)
            try container.encode(isTrainingData, forKey: .isTrainingData)
        }
    }

    /// - Throws: ``Diagnostic``; E301 unless both outcomes occur.
    public func run(seed: UInt64 = 0) throws(Diagnostic) -> Result {
        let table = try readTable()
        let label = artifact.input.labelColumn
        guard let column = table.frame[label] else { throw .missingColumns([label], in: source.name, header: []) }
        let mapping = LabelMapping(
            won: artifact.input.wonValues, lost: artifact.input.lostValues, ignored: artifact.input.ignoredValues)
        let outcomes = try mapping.outcomes(of: column)
        let closed = outcomes.outcomes.indices.filter { outcomes.outcomes[$0] != .open }
        let labels = closed.map { outcomes.outcomes[$0] == .won }
        let frame = closed.count == table.frame.rowCount ? table.frame : table.frame.selecting(rows: closed)
        let matrix = try Diagnostic.translating { () throws(ExtractionError) in
            try artifact.extractor.matrix(from: frame, on: pool)
        }
        let dataset = try Diagnostic.translating { () throws(LearningError) in
            let dataset = try Dataset(features: matrix, labels: labels)
            try dataset.requireBothOutcomes()
            return dataset
        }
        let logOdds = try Diagnostic.translating { () throws(LearningError) in
            try artifact.model.logOdds(of: matrix, on: pool)
        }
        let scored = try Diagnostic.translating { () throws(EvaluationError) in
            try ScoredOutcomes(logOdds: logOdds, labels: labels)
        }
        return Result(
            rows: labels.count, positives: dataset.positiveCount, open: outcomes.count(of: .open),
            rejected: table.rejects.count, report: EvaluationReport(of: scored, seed: seed, on: pool),
            gains: GainsTable(of: scored), isTrainingData: Fingerprint.of(dataset) == artifact.provenance.fingerprint,
            rejects: table.rejects)
    }

    private func readTable() throws(Diagnostic) -> Table {
        let reader = try Diagnostic.translating { () throws(TabularError) in
            try TableReader(path: source.path, options: source.readOptions, pool: pool)
        }
        var plan = LeadScorer(artifact).readPlan
        plan.columns[artifact.input.labelColumn] = .typed(.text, nil)
        let header = reader.header
        let label = artifact.input.labelColumn
        guard header.contains(label) else {
            throw Diagnostic(
                .missingColumn, "\(source.name) lacks \"\(label)\", the column that says what came of the leads",
                fix: "evaluate on closed leads; to score leads without an outcome, use `leadscore score`")
        }
        let missing = artifact.extractor.inputs.map(\.name).filter { !header.contains($0) }
        guard missing.isEmpty else { throw .missingColumns(missing, in: source.name, header: header) }
        return try Diagnostic.translating { () throws(TabularError) in try reader.read(plan) }
    }
}
