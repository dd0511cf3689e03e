import FeatureExtraction
import LeadHistory
import LearningCore
import ModelStorage
import Tabular

/// Leads whose outcome is known, read as a model wants them: with a history at the snapshots training had.
struct JudgedLeads: Sendable {
    let frame: DataFrame
    let labels: [Bool]
    let events: SnapshotEvents?
    /// When each row of the frame is looked at; `nil` for a table taken as it stands.
    let asOf: [Double]?
    /// The row of the table for each row of the frame.
    let rows: [Int]
    let table: Table
    /// Leads without an outcome, which were left out.
    let open: Int
    let rejects: [Reject]
    let history: HistoryReport?

    /// - Parameter more: the columns to be read besides those the model wants, from the header of the table.
    /// - Throws: ``Diagnostic`` for a table the model cannot be judged on, or what `more` throws.
    init(
        _ artifact: ModelArtifact, _ source: LeadSource, events: LeadSource?,
        reading more: ([String]) throws(Diagnostic) -> [String: ColumnRequest] = { _ throws(Diagnostic) in [:] },
        on pool: WorkerPool
    ) throws(Diagnostic) {
        let input = artifact.input
        let (table, log, attributes) = try Self.read(artifact, source, events: events, reading: more, on: pool)
        guard let column = table.frame[input.labelColumn] else {
            throw .missingColumns([input.labelColumn], in: source.name, header: [])
        }
        let open = input.openValues ?? []
        let mapping = LabelMapping(
            won: input.wonValues, lost: input.lostValues, ignored: input.ignoredValues.filter { !open.contains($0) },
            open: open)
        let outcomes = try mapping.outcomes(of: column)
        self.table = table
        self.open = outcomes.openCount
        rejects = table.rejects + (log?.report.rejects ?? []) + (attributes?.history.report.rejects ?? [])
        guard let description = input.history else {
            let closed = outcomes.outcomes.indices.filter { outcomes.outcomes[$0].isClosed }
            rows = closed
            labels = closed.map { outcomes.outcomes[$0] == .won }
            frame = try Self.withPoints(
                closed.count == table.frame.rowCount ? table.frame : table.frame.selecting(rows: closed), artifact,
                events: nil, on: pool)
            self.events = nil
            asOf = nil
            history = nil
            return
        }
        let leads = LeadTable(
            table: table, labelColumn: input.labelColumn, outcomes: outcomes, skipped: [], log: log,
            joinColumn: description.joinColumn, attributes: attributes)
        let moments = try LeadMoments(
            leads, HistoryRequest(description, events: events), timeColumn: input.timeColumn, on: pool)
        frame = try Self.withPoints(moments.frame, artifact, events: moments.events, on: pool)
        labels = moments.labels
        rows = moments.snapshots.map(\.row)
        self.events = moments.events
        asOf = moments.snapshots.map(\.asOf)
        history = HistoryReport(moments, caseEnding: [])
    }

    /// With the points of the rules the model learned from.
    private static func withPoints(
        _ frame: DataFrame, _ artifact: ModelArtifact, events: SnapshotEvents?, on pool: WorkerPool
    ) throws(Diagnostic) -> DataFrame {
        try RuleFeatures.of(artifact)?.adding(to: frame, events: events, on: pool) ?? frame
    }

    private static func read(
        _ artifact: ModelArtifact, _ source: LeadSource, events: LeadSource?,
        reading more: ([String]) throws(Diagnostic) -> [String: ColumnRequest], on pool: WorkerPool
    ) throws(Diagnostic) -> (Table, EventLog?, JoinedAttributes?) {
        let input = artifact.input
        let reader = try Diagnostic.translating { () throws(TabularError) in
            try TableReader(path: source.path, options: source.readOptions, pool: pool)
        }
        let header = reader.header
        guard header.contains(input.labelColumn) else {
            throw Diagnostic(
                .missingColumn,
                "\(source.name) lacks \"\(input.labelColumn)\", the column that says what came of the leads",
                fix: "evaluate on closed leads; to score leads without an outcome, use `leadscore score`")
        }
        var plan = LeadScorer(artifact).readPlan
        plan.columns[input.labelColumn] = .typed(.text, nil)
        let attributeTable = try artifact.attributeTable(of: source, on: pool)
        if let join = input.history?.attributes?.joinColumn { plan.columns[join] = .typed(.text, nil) }
        var eventTable: EventTable?
        if let history = input.history, let time = input.timeColumn {
            let dates = SnapshotFrame(timeColumn: time, history: history).columns + [history.outcomeTimeColumn]
            for name in dates.compactMap(\.self) where plan.columns[name] == nil {
                plan.columns[name] = .typed(.date, input.formats[name])
            }
            if let join = history.joinColumn {
                plan.columns[join] = .typed(.text, nil)
                guard events != nil else { throw ExtractionError.missingEvents.diagnostic }
                eventTable = try HistoryRequest(history, events: events).eventTable(on: pool)
            }
        }
        guard events == nil || eventTable != nil else {
            throw Diagnostic(.badOption, "--events is given, but the model knows no events", fix: "leave it out")
        }
        // What the model reads is read as the model learned it.
        plan.columns.merge(try more(header)) { own, _ in own }
        let missing = plan.columns.keys.filter { $0 != input.idColumn && !header.contains($0) }.sorted()
        guard missing.isEmpty else { throw .missingColumns(missing, in: source.name, header: header) }
        let table = try Diagnostic.translating { () throws(TabularError) in try reader.read(plan) }
        let log = try input.history?.joinColumn.flatMap { table.frame[$0] }.flatMap { column throws(Diagnostic) in
            try eventTable?.log(of: column, id: input.idColumn, on: pool)
        }
        guard let wanted = input.history?.attributes, let column = table.frame[wanted.joinColumn] else {
            return (table, log, nil)
        }
        let joined = try attributeTable?.joined(
            to: column, id: input.idColumn, fields: wanted.formats(input), on: pool)
        return (table, log, joined)
    }
}
