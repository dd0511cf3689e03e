import FeatureExtraction
import Foundation
import LeadHistory
public import LearningCore
public import Tabular

/// A table of leads that was read in full, with the outcome of each.
public struct LeadTable: Sendable {
    public let table: Table
    /// The outcome column that was named or found.
    public let labelColumn: String
    public let outcomes: LabelledOutcomes
    /// The columns that were skipped because somebody asked.
    public let skipped: [String]
    /// The events of the leads, one timeline for each row, if an events table was given.
    let log: EventLog?
    /// The column that events are joined on.
    let joinColumn: String?

    public var frame: DataFrame { table.frame }

    /// Which columns play a part besides being features.
    public struct Columns: Sendable {
        public var label: String
        public var id: String?
        public var time: String?
        public var group: String?
        /// The column whose levels may get models of their own.
        public var segment: String?
        public var excluded: [String] = []

        public init(label: String) { self.label = label }

        var named: [(option: String, column: String)] {
            [("--label", label)] + (id.map { [("--id", $0)] } ?? []) + (time.map { [("--time", $0)] } ?? [])
                + (group.map { [("--group", $0)] } ?? []) + (segment.map { [("--segment", $0)] } ?? []) + excluded.map { ("--exclude", $0) }
        }
    }

    /// Reads every row, finds the types that were not said, and maps the outcomes.
    ///
    /// - Parameter history: whose events are read as well.
    /// - Throws: ``Diagnostic``: E101 for a column that is not there, E110 for outcomes without a meaning, E140 for events
    ///   that cannot be joined, E2… for what is wrong with a file.
    public static func read(
        _ source: LeadSource, _ columns: Columns, mapping: LabelMapping, history: HistoryRequest = HistoryRequest(),
        on pool: WorkerPool
    ) throws(Diagnostic) -> LeadTable {
        let events = try history.eventTable(on: pool)
        let reader = try Diagnostic.translating { () throws(TabularError) in
            try TableReader(path: source.path, options: source.readOptions, pool: pool)
        }
        let header = reader.header
        guard !header.isEmpty else {
            throw Diagnostic(.noRows, "\(source.name) is empty", fix: "export the leads again, with their outcomes")
        }
        let columns = resolved(columns, header: header)
        try requireColumns(of: source, columns, in: header)
        try history.requireColumns(of: source, in: header)
        let joinColumn = try events?.joinColumn(among: header, id: columns.id)
        let table = try Diagnostic.translating { () throws(TabularError) in
            try reader.read(plan(for: source, columns, joinColumn: joinColumn))
        }
        // First of all: a person whose rows were all rejected needs the rejects most.
        try writeRejects(table.rejects, of: source)
        guard table.frame.rowCount > 0, let label = table.frame[columns.label] else {
            throw Diagnostic(
                .noRows, "\(source.name) has no rows to learn from",
                evidence: table.rejects.isEmpty ? [] : ["all \(grouped(table.rejects.count)) rows were rejected"],
                fix: "export the leads again, with their outcomes")
        }
        let outcomes = try mapping.outcomes(of: label)
        let log = try joinColumn.flatMap { table.frame[$0] }.flatMap { column throws(Diagnostic) in
            try events?.log(of: column, id: columns.id, on: pool)
        }
        if let log, !log.report.rejects.isEmpty { try writeRejects(table.rejects + log.report.rejects, of: source) }
        return LeadTable(
            table: table, labelColumn: label.name, outcomes: outcomes, skipped: columns.excluded, log: log,
            joinColumn: joinColumn)
    }

    /// Names that an option gives as `a,b` are cut, unless a column is really called that.
    static func resolved(_ columns: Columns, header: [String]) -> Columns {
        var columns = columns
        columns.excluded = columns.excluded.flatMap { names in
            header.contains(names)
                ? [names] : names.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        }
        return columns
    }

    private static func requireColumns(
        of source: LeadSource, _ columns: Columns, in header: [String]
    ) throws(Diagnostic) {
        for (option, column) in columns.named where !header.contains(column) {
            throw .unknownColumn(column, in: source, option: option, columns: header)
        }
        for (option, column) in columns.named.dropFirst() where column == columns.label {
            throw Diagnostic(
                .badOption, "\(option) names \"\(column)\", which is the outcome column",
                fix: "leave it out of \(option), or name another outcome column with --label")
        }
        for column in source.placeholders.keys.sorted() where !column.isEmpty && !header.contains(column) {
            throw .unknownColumn(column, in: source, option: "a placeholder", columns: header)
        }
        for column in source.roles.keys.sorted() + source.types.keys.sorted() where !header.contains(column) {
            throw .unknownColumn(column, in: source, option: "a type or role", columns: header)
        }
    }

    private static func writeRejects(_ rejects: [Reject], of source: LeadSource) throws(Diagnostic) {
        guard let path = source.rejectsPath else { return }
        try RejectsFile.write(rejects, to: path)
    }

    private static func plan(for source: LeadSource, _ columns: Columns, joinColumn: String?) -> ReadPlan {
        var plan = ReadPlan.inferAll
        for (column, type) in source.types { plan.columns[column] = .typed(type, nil) }
        for (column, role) in source.roles {
            switch role {
            case .ignored: plan.columns[column] = .skipped
            case .categorical, .text, .id, .group: plan.columns[column] = .typed(.text, nil)
            case .numeric: plan.columns[column] = .typed(.number, nil)
            case .boolean: plan.columns[column] = .typed(.boolean, nil)
            case .date: plan.columns[column] = .typed(.date, nil)
            case .email, .jobTitle, .companySize, .revenue, .phone, .personName, .country, .language, .url:
                plan.columns[column] = .typed(.text, nil)
            case .time, .label: break
            }
        }
        for column in columns.excluded { plan.columns[column] = .skipped }
        for column in [columns.label, columns.id, columns.group, columns.segment, joinColumn].compactMap(\.self) {
            plan.columns[column] = .typed(.text, nil)
        }
        return plan
    }

    /// The rows whose outcome is known, in file order.
    var closedRows: [Int] { outcomes.outcomes.indices.filter { outcomes.outcomes[$0].isClosed } }

    /// For each column the share of open leads that have a value; empty under 30 open leads.
    func openFill() -> [String: Double] {
        let open = outcomes.outcomes.indices.filter { !outcomes.outcomes[$0].isClosed }
        guard open.count >= 30 else { return [:] }
        return Dictionary(
            uniqueKeysWithValues: frame.columns.map { column in
                (column.name, Double(open.count { column.state(at: $0) == .value }) / Double(open.count))
            })
    }
}
