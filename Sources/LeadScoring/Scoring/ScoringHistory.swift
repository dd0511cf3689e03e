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
        let history = artifact.input.history
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
            (frames, log, rowNumbers, self.asOf, notes, rejects) = (nil, nil, nil, .time(.infinity), [], [])
            return
        }
        guard asOf != nil || wantsEvents || history.ages.count == 1 else {
            throw Diagnostic(
                .snapshots, "the model wants to know how old the leads are", fix: "add --as-of TIME, COLUMN or AGE")
        }
        frames = SnapshotFrame(timeColumn: timeColumn, history: history)
        guard let events, let join = history.joinColumn else {
            (log, rowNumbers, self.asOf, notes, rejects) = (nil, nil, asOf ?? .time(.infinity), [], [])
            return
        }
        guard source.path != "-" else {
            throw Diagnostic(
                .badOption, "leads from standard input cannot be joined to events",
                fix: "write the leads to a file first: events are read once it is known whose")
        }
        let request = HistoryRequest(history, events: events)
        let (table, log) = try Self.read(request, source, join, id: artifact.input.idColumn, on: pool)
        let end = log.end ?? 0
        self.log = log
        rowNumbers = table.rowNumbers
        self.asOf = asOf ?? .time(end)
        rejects = log.report.rejects
        notes =
            ["events: " + log.report.summary.joined(separator: "; ")]
            + (asOf == nil ? ["as of \(CellText.date(end)), the last event (--as-of says another time)"] : [])
    }

    private static func read(
        _ request: HistoryRequest, _ source: LeadSource, _ join: String, id: String?, on pool: WorkerPool
    ) throws(Diagnostic) -> (Table, EventLog) {
        guard let events = try request.eventTable(on: pool) else {
            throw Diagnostic(.internalFault, "a history without events was asked for its events")
        }
        let table = try Diagnostic.translating { () throws(TabularError) in
            let reader = try TableReader(path: source.path, options: source.readOptions, pool: pool)
            return try reader.read(ReadPlan(columns: [join: .typed(.text, nil)], others: .skipped))
        }
        guard let column = table.frame[join] else { throw .missingColumns([join], in: source.name, header: []) }
        return (table, try events.log(of: column, id: id, on: pool))
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
        let frame = frames.frame(of: table.frame, at: here)
        guard let log else { return (frame, nil) }
        let snapshots = times.indices.map { position in
            let number = table.rowNumber(at: position)
            let row = rowNumbers.map { numbers in numbers.partitioningIndex { number <= $0 } } ?? number
            return Snapshot(row: row, asOf: times[position])
        }
        return (frame, SnapshotEvents(log: log, snapshots: snapshots))
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
