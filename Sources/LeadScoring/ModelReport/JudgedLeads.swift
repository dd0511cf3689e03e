import Evaluation
import FeatureExtraction
import LearningCore
import ModelStorage
import Tabular

/// The closed leads of a table with what the model says of them.
struct JudgedLeads: Sendable {
    let table: Table
    /// The closed leads alone, and their rows among the used rows of the table.
    let frame: DataFrame
    let rows: [Int]
    let labels: [Bool]
    let open: Int
    let logOdds: [Double]
    let scored: ScoredOutcomes
    let scope: ModelReport.Leads.Scope
    let scorer: LeadScorer

    /// - Throws: ``Diagnostic``; E301 unless both outcomes occur.
    init(_ artifact: ModelArtifact, _ request: ModelReportRun.Request, on pool: WorkerPool) throws(Diagnostic) {
        scorer = LeadScorer(artifact)
        table = try Self.read(artifact, request, plan: scorer.readPlan, on: pool)
        let input = artifact.input
        guard let label = table.frame[input.labelColumn] else {
            throw .missingColumns([input.labelColumn], in: request.source.name, header: [])
        }
        let mapping = LabelMapping(won: input.wonValues, lost: input.lostValues, ignored: input.ignoredValues)
        let outcomes = try mapping.outcomes(of: label)
        let closed = outcomes.outcomes.indices.filter { outcomes.outcomes[$0] != .open }
        rows = closed
        labels = closed.map { outcomes.outcomes[$0] == .won }
        open = outcomes.count(of: .open)
        let frame = closed.count == table.frame.rowCount ? table.frame : table.frame.selecting(rows: closed)
        self.frame = frame
        let (labels, matrix) = (
            labels,
            try Diagnostic.translating { () throws(ExtractionError) in
                try artifact.extractor.matrix(from: frame, on: pool)
            }
        )
        let dataset = try Diagnostic.translating { () throws(LearningError) in
            let dataset = try Dataset(features: matrix, labels: labels)
            try dataset.requireBothOutcomes()
            return dataset
        }
        scope = Fingerprint.of(dataset) == artifact.provenance.fingerprint ? .training : .all
        let logOdds = try scorer.scores(of: frame, on: pool).map(\.logOdds)
        self.logOdds = logOdds
        scored = try Diagnostic.translating { () throws(EvaluationError) in
            try ScoredOutcomes(logOdds: logOdds, labels: labels)
        }
    }

    private static func read(
        _ artifact: ModelArtifact, _ request: ModelReportRun.Request, plan: ReadPlan, on pool: WorkerPool
    ) throws(Diagnostic) -> Table {
        let source = request.source
        let reader = try Diagnostic.translating { () throws(TabularError) in
            try TableReader(path: source.path, options: source.readOptions, pool: pool)
        }
        let header = reader.header
        let label = artifact.input.labelColumn
        guard header.contains(label) else {
            throw Diagnostic(
                .missingColumn, "\(source.name) lacks \"\(label)\", the column that says what came of the leads",
                fix: "report on closed leads; to score leads without an outcome, use `leadscore score`")
        }
        let missing = artifact.extractor.inputs.map(\.name).filter { !header.contains($0) }
        guard missing.isEmpty else { throw .missingColumns(missing, in: source.name, header: header) }
        var plan = plan
        plan.columns[label] = .typed(.text, nil)
        if let segment = request.segment {
            guard header.contains(segment) else {
                throw .unknownColumn(segment, in: source, option: "--segment", columns: header)
            }
            if plan.columns[segment] == nil { plan.columns[segment] = .inferred }
        }
        if let time = artifact.input.timeColumn, plan.columns[time] == nil { plan.columns[time] = .inferred }
        return try Diagnostic.translating { () throws(TabularError) in try reader.read(plan) }
    }

    /// What a lead is called: its id as it stands in the table, or its row number from 1.
    func name(at place: Int) -> String {
        if let id = scorer.artifact.input.idColumn, let column = frame[id], case .text(let text) = column.values {
            return text[place]
        }
        return "row \(table.rowNumber(at: rows[place]) + 1)"
    }
}
