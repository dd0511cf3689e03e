import FeatureExtraction
import LeadHistory
import LearningCore
import ModelStorage
import Tabular

/// The closed leads of a table, each at its snapshots, with what came of them after (R-TIME-1, R-TIME-3).
struct LeadMoments: Sendable {
    /// One row a snapshot, as the table stood then.
    let frame: DataFrame
    /// As it stands, one row a lead.
    let table: DataFrame
    let labels: [Bool]
    /// By row of the table, then age.
    let snapshots: [Snapshot]
    let log: EventLog?
    let attributes: JoinedAttributes?
    let cases: LeadCases
    let report: SnapshotReport
    let history: HistoryDescription
    let timeColumn: String
    /// By field of the history that is also a column of the table, how many rows have a value in the table alone.
    let onlyInTable: [String: Int]
    let warnings: [String]

    /// Whether there are events, or attributes with the time they became known.
    var hasHistory: Bool { log != nil || attributes != nil }

    var events: SnapshotEvents? { log.map { SnapshotEvents(log: $0, snapshots: snapshots) } }

    /// - Parameter timeColumn: the column that says when a lead came in; found otherwise.
    /// - Throws: ``Diagnostic`` E141 if it is not known when leads came in, or, with a horizon, when they were closed.
    init(
        _ table: LeadTable, _ request: HistoryRequest, timeColumn: String?, on pool: WorkerPool
    ) throws(Diagnostic) {
        let frame = table.frame
        let plan = try request.plan(hasHistory: table.log != nil || table.attributes != nil)
        let timeColumn = timeColumn ?? Self.creationColumn(of: frame, on: pool)
        guard let timeColumn, case .date(let created)? = frame[timeColumn]?.values else {
            throw Diagnostic(
                .snapshots,
                timeColumn.map { "\"\($0)\" holds no dates, so it is not known when leads came in" }
                    ?? "no column says when the leads came in",
                fix: "name a column of dates with --time")
        }
        let closing = try Self.closingColumn(of: frame, request, needed: plan.horizon != nil)
        var warnings: [String] = []
        if closing == nil, plan.ages != [0] {
            warnings.append(
                "no column says when leads were closed: those closed before their snapshot cannot be left out "
                    + "(--outcome-time COLUMN)")
        }
        let attributes = table.attributes?.excluding([timeColumn, closing].compactMap(\.self))
        let cases = try Self.cases(created, frame, closing: closing, outcomes: table.outcomes.outcomes)
        let end = [table.log?.end, attributes?.history.end, cases.end].compactMap(\.self).max() ?? 0
        let labelled = plan.labelled(cases, dataEnd: end)
        history = HistoryDescription(
            ages: plan.ages, horizon: plan.horizon, outcomeTimeColumn: closing, joinColumn: table.joinColumn,
            knownAt: request.knownAt, eventColumns: request.eventColumns, attributes: attributes?.description)
        self.frame = SnapshotFrame(timeColumn: timeColumn, history: history).frame(
            of: frame, at: labelled.snapshots, attributes: attributes?.columns(at: labelled.snapshots, on: pool) ?? [])
        labels = labelled.labels
        snapshots = labelled.snapshots
        report = labelled.report
        log = table.log
        self.table = frame
        self.attributes = attributes
        onlyInTable = attributes.map { Self.onlyInTable($0, frame) } ?? [:]
        self.cases = cases
        self.timeColumn = timeColumn
        self.warnings = warnings
        guard !snapshots.isEmpty else {
            throw Diagnostic(
                .noRows, "no lead was still open at its snapshot and has an outcome since", evidence: report.summary,
                fix: "choose an earlier --snapshot-age or a shorter --horizon")
        }
    }

    /// The same leads as they stood some seconds before or after their snapshots, or at the end of the data for an infinite
    /// number: with the columns of ``frame``, and perhaps more.
    func frame(shiftedBy seconds: Double, on pool: WorkerPool) -> DataFrame {
        let moved = snapshots.map { snapshot in
            Snapshot(
                row: snapshot.row,
                asOf: seconds.isFinite ? snapshot.asOf + seconds : max(snapshot.asOf, report.dataEnd))
        }
        var attributes = attributes
        if let fields = attributes?.fields { attributes?.withChanges = Set(fields) }
        return SnapshotFrame(timeColumn: timeColumn, history: history)
            .frame(of: table, at: moved, attributes: attributes?.columns(at: moved, on: pool) ?? [])
    }

    private static func onlyInTable(_ attributes: JoinedAttributes, _ frame: DataFrame) -> [String: Int] {
        var counts: [String: Int] = [:]
        for field in attributes.history.fields {
            guard let column = frame[field.name] else { continue }
            counts[field.name] = attributes.history.rowsWithoutEntries(of: field).count {
                column.state(at: $0) == .value
            }
        }
        return counts
    }

    private static func creationColumn(of frame: DataFrame, on pool: WorkerPool) -> String? {
        let profiles = ColumnProfile.profiles(of: frame, on: pool)
        return RoleFinder().assignments(for: profiles).first { $0.role == .time }?.name
    }

    /// The column named, else the first date whose name says that it is the end.
    private static func closingColumn(
        of frame: DataFrame, _ request: HistoryRequest, needed: Bool
    ) throws(Diagnostic) -> String? {
        if let asked = request.outcomeTime {
            guard frame[asked]?.type == .date else {
                throw Diagnostic(
                    .snapshots, "\"\(asked)\" holds no dates, so it is not known when leads were closed",
                    fix: "name another column with --outcome-time")
            }
            return asked
        }
        let found = frame.columns.first { $0.type == .date && LeakWords.match($0.name, LeakWords.ofTheEnd) != nil }
        guard found != nil || !needed else {
            throw Diagnostic(
                .snapshots, "a horizon needs to know when leads were closed", fix: "name the column with --outcome-time"
            )
        }
        return found?.name
    }

    private static func cases(
        _ created: [Double], _ frame: DataFrame, closing: String?, outcomes: [Outcome]
    ) throws(Diagnostic) -> LeadCases {
        var closed = [Double](repeating: .infinity, count: created.count)
        if let closing, case .date(let times)? = frame[closing]?.values { closed = times }
        let outcomes = outcomes.map { outcome -> LeadOutcome in
            switch outcome {
            case .won: .won
            case .lost: .lost
            case .open: .open
            case .ignored: .ignored
            }
        }
        return try Diagnostic.translating { () throws(HistoryError) in
            try LeadCases(created: created, closed: closed, outcomes: outcomes)
        }
    }
}
