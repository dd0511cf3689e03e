import FeatureExtraction
import LeadHistory
import LearningCore
import ModelStorage
import Tabular

/// Gives the leads that are scored as they stood at their as-of times: the same path as in training (R-TIME-1).
///
/// Events are read once, before the first lead, for the leads that the table names; the leads then come block by block.
struct ScoringHistory {
    private let frames: SnapshotFrame?
    private let log: EventLog?
    private let attributes: JoinedAttributes?
    private let pool: WorkerPool
    /// For each row of the log the number of its row in the file, ascending.
    private let rowNumbers: [Int]?
    private let asOf: AsOf
    /// What the run says of the events and the time, a line each.
    let notes: [String]
    let rejects: [Reject]

    /// - Throws: ``Diagnostic`` for events that are missing, or not wanted; for a time that is needed and not said.
    init(
        _ artifact: ModelArtifact, source: LeadSource, events: LeadSource?, asOf: AsOf?, on pool: WorkerPool
    ) throws(Diagnostic) {
        self.pool = pool
        let history = artifact.input.history
        let attributeTable = try artifact.attributeTable(of: source, on: pool)
        let wantsEvents = artifact.features.events != nil
        guard wantsEvents || events == nil else {
            throw Diagnostic(.badOption, "--events is given, but the model knows no events", fix: "leave it out")
        }
        guard !wantsEvents || events != nil else { throw ExtractionError.missingEvents.diagnostic }
        guard let history, let timeColumn = artifact.input.timeColumn else {
            guard asOf == nil else {
                throw Diagnostic(
                    .badOption, "--as-of is given, but the model takes the table as it stands", fix: "leave it out")
            }
            (frames, log, attributes, rowNumbers, self.asOf, notes, rejects) = (
                nil, nil, nil, nil, .time(.infinity), [], []
            )
            return
        }
        guard asOf != nil || wantsEvents || history.attributes != nil || history.ages.count == 1 else {
            throw Diagnostic(
                .snapshots, "the model wants to know how old the leads are", fix: "add --as-of TIME, COLUMN or AGE")
        }
        frames = SnapshotFrame(timeColumn: timeColumn, history: history)
        let eventTable = try HistoryRequest(history, events: events).eventTable(on: pool)
        guard eventTable != nil || attributeTable != nil else {
            (log, attributes, rowNumbers, self.asOf, notes, rejects) = (nil, nil, nil, asOf ?? .time(.infinity), [], [])
            return
        }
        let joins = [eventTable.flatMap { _ in history.joinColumn }, history.attributes?.joinColumn]
        let table = try Self.read(joins.compactMap(\.self), of: source, on: pool)
        let id = artifact.input.idColumn
        let log = try joins[0].flatMap { table.frame[$0] }.flatMap { column throws(Diagnostic) in
            try eventTable?.log(of: column, id: id, on: pool)
        }
        let attributes = try joins[1].flatMap { table.frame[$0] }.flatMap { column throws(Diagnostic) in
            try attributeTable?.joined(
                to: column, id: id, fields: history.attributes?.formats(artifact.input), on: pool)
        }
        self.log = log
        self.attributes = attributes
        rowNumbers = table.rowNumbers
        let end = [log?.end, attributes?.history.end].compactMap(\.self).max() ?? 0
        self.asOf = asOf ?? .time(end)
        rejects = (log?.report.rejects ?? []) + (attributes?.history.report.rejects ?? [])
        let last = attributes == nil ? "the last event" : "the last that is known"
        notes =
            (log.map { ["events: " + $0.report.summary.joined(separator: "; ")] } ?? [])
            + (attributes.map { ["attributes: " + $0.history.report.summary().joined(separator: "; ")] } ?? [])
            + (asOf == nil ? ["as of \(CellText.date(end)), \(last) (--as-of says another time)"] : [])
    }

    /// The columns of the leads that events and attributes name them by.
    private static func read(
        _ joins: [String], of source: LeadSource, on pool: WorkerPool
    ) throws(Diagnostic) -> Table {
        guard source.path != "-" else {
            throw Diagnostic(
                .badOption, "leads from standard input cannot be joined to events or attributes",
                fix: "write the leads to a file first: these are read once it is known whose")
        }
        let text = ColumnRequest.typed(.text, nil)
        let table = try Diagnostic.translating { () throws(TabularError) in
            let reader = try TableReader(path: source.path, options: source.readOptions, pool: pool)
            return try reader.read(
                ReadPlan(columns: Dictionary(joins.map { ($0, text) }) { first, _ in first }, others: .skipped))
        }
        for join in joins where table.frame[join] == nil {
            throw .missingColumns([join], in: source.name, header: [])
        }
        return table
    }

    /// Columns that must be in the table besides the features' own.
    var columns: [String] {
        var names = frames?.columns ?? []
        if case .column(let name) = asOf { names.append(name) }
        return names
    }

    /// Some leads as they stood, with what they had done.
    func moments(of table: Table) throws(Diagnostic) -> (frame: DataFrame, events: SnapshotEvents?) {
        guard let frames else { return (table.frame, nil) }
        let times = try times(of: table.frame, timeColumn: frames.timeColumn)
        let here = times.enumerated().map { Snapshot(row: $0, asOf: $1) }
        guard log != nil || attributes != nil else { return (frames.frame(of: table.frame, at: here), nil) }
        let snapshots = times.indices.map { position in
            let number = table.rowNumber(at: position)
            let row = rowNumbers.map { numbers in numbers.partitioningIndex { number <= $0 } } ?? number
            return Snapshot(row: row, asOf: times[position])
        }
        let frame = frames.frame(
            of: table.frame, at: here, attributes: attributes?.columns(at: snapshots, on: pool) ?? [])
        return (frame, log.map { SnapshotEvents(log: $0, snapshots: snapshots) })
    }

    private func times(of frame: DataFrame, timeColumn: String) throws(Diagnostic) -> [Double] {
        switch asOf {
        case .time(let time): return [Double](repeating: time, count: frame.rowCount)
        case .age(let age):
            return try dates(in: frame, timeColumn, for: "the age of leads").map { $0 + age }
        case .column(let name): return try dates(in: frame, name, for: "--as-of")
        }
    }

    private func dates(in frame: DataFrame, _ name: String, for purpose: String) throws(Diagnostic) -> [Double] {
        guard case .date(let times)? = frame[name]?.values else {
            throw Diagnostic(
                .snapshots, "\(purpose) needs dates in \"\(name)\"; there are none",
                fix: "give --as-of a time such as 2026-03-01, an age such as 24h, or the name of a column of dates")
        }
        let missing = times.count(where: \.isNaN)
        guard missing == 0 else {
            throw Diagnostic(
                .snapshots, "\(grouped(missing)) leads have no date in \"\(name)\", which \(purpose) needs",
                fix: "fill it in, or give --as-of one time for all")
        }
        return times
    }
}
