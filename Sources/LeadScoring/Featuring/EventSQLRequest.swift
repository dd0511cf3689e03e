import FeatureExtraction
import LeadHistory
import LearningCore
import ModelStorage

/// A wish for a model's event features as a query for a warehouse.
public struct EventSQLRequest: Sendable {
    /// duckdb, postgres or spark.
    public var dialect: String
    public var leadsTable = "leads"
    public var eventsTable = "events"
    /// The column of the leads table that events name; the one of the training otherwise.
    public var id: String?
    /// A time, an age, a column of the leads table, or `now`; the age of the training otherwise.
    public var asOf: String?
    /// What columns of the events table are called, by part: `lead`, `time`, `type`, `id`, `order`. As in training, or as
    /// usual, otherwise.
    public var eventColumns: [String: String] = [:]

    public init(dialect: String) {
        self.dialect = dialect
    }

    private static let parts = ["lead", "time", "type", "id", "order"]

    /// A query with what there is to say of it.
    public struct Answer: Sendable {
        public let text: String
        /// For a terminal: how many features are in the query, and which are not.
        public let summary: String

        /// Replaces an existing file in one step.
        ///
        /// - Throws: ``Diagnostic`` E501.
        public func write(to path: String) throws(Diagnostic) { try TextFile.write(text, to: path) }
    }

    /// The query for the model in a file, and what it leaves out.
    ///
    /// - Throws: ``Diagnostic`` E401 to E403 for the file; E103 for a dialect or part there is not, for a model without
    ///   events, or when it is not known when leads are to be looked at.
    public func answer(forModelAt path: String) throws(Diagnostic) -> Answer {
        try answer(for: try ModelFiles.load(path))
    }

    func answer(for artifact: ModelArtifact) throws(Diagnostic) -> Answer {
        guard let dialect = SQLDialect.named(dialect) else {
            let names = SQLDialect.all.map(\.name)
            let closest = Spelling.closest(to: self.dialect, among: names)
            throw Diagnostic(
                .badOption, "--emit-sql is \"\(self.dialect)\"",
                evidence: closest.map { ["did you mean \"\($0)\"?"] } ?? [],
                fix: "expected \(names.joined(separator: ", "))")
        }
        guard let features = artifact.features.events, let history = artifact.input.history else {
            throw Diagnostic(
                .badOption, "--emit-sql is given, but the model knows no events",
                fix: "train one with --events; features of columns are not written as SQL")
        }
        let sql = EventFeatureSQL(
            features, in: dialect, tables: try tables(artifact.input, history),
            note: "a model of \(artifact.rows) snapshots, by \(artifact.header.writtenBy).")
        return Answer(text: sql.text, summary: sql.summary(explicit: artifact.features.attributes?.schema.count ?? 0))
    }

    private func tables(
        _ input: InputDescription, _ history: HistoryDescription
    ) throws(Diagnostic) -> EventSQLTables {
        for part in eventColumns.keys.sorted() where !Self.parts.contains(part) {
            throw Diagnostic(
                .badOption, "--event-column names \"\(part)\"",
                fix: "expected one of \(Self.parts.joined(separator: ", "))")
        }
        let said = history.eventColumns.merging(eventColumns) { $1 }
        var tables = EventSQLTables()
        tables.leads = leadsTable
        tables.events = eventsTable
        if let id = id ?? history.joinColumn { tables.leadID = id }
        tables.eventLead = said["lead"] ?? tables.leadID
        tables.time = said["time"] ?? tables.time
        tables.type = said["type"] ?? tables.type
        tables.eventID = said["id"]
        tables.order = said["order"]
        tables.asOf = try moment(input, history)
        return tables
    }

    private func moment(
        _ input: InputDescription, _ history: HistoryDescription
    ) throws(Diagnostic) -> EventSQLTables.AsOf {
        if asOf == "now" { return .now }
        switch asOf.map({ AsOf($0) }) {
        case .time(let time): return .time(time)
        case .column(let name): return .column(name)
        case .age(let age):
            if let column = input.timeColumn { return .column(column, plus: age) }
        case nil:
            if let column = input.timeColumn, history.ages.count == 1 { return .column(column, plus: history.ages[0]) }
        }
        throw Diagnostic(
            .badOption, "it is not known when the leads are to be looked at",
            fix: "give --as-of a column of the leads table, a time, an age such as 24h, or now")
    }
}

extension EventFeatureSQL {
    fileprivate func summary(explicit: Int) -> String {
        var lines = ["\(grouped(columns.count)) of \(grouped(columns.count + omissions.count)) event features written"]
        lines += omissions.map { "left out: \"\($0.feature)\": \($0.reason)" }
        if explicit > 0 { lines.append("the \(grouped(explicit)) features of the leads' columns are not part of it") }
        return lines.joined(separator: "\n")
    }
}
