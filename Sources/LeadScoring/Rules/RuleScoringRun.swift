import FeatureExtraction
public import LeadHistory
public import LearningCore
public import RuleScoring
public import Tabular

/// Scores a table of leads by rules: reads the table and the events, compiles the rules against them, scores every row.
public struct RuleScoringRun: Sendable {
    /// As of when leads are scored.
    enum Moment: Sendable, Hashable {
        /// Seconds since 1970.
        case time(Double)
        /// A column of the table.
        case column(String)
    }

    public let rules: RuleSet
    public var source: LeadSource
    /// A table of events, if there is one.
    public var events: String?
    /// The column that names the lead; found by its name otherwise.
    public var id: String?
    /// As of when leads are scored: the name of a column of the table, or a time such as `2026-03-31T12:00:00+02:00`.
    public var asOf: String
    /// Further columns to read, such as an outcome.
    public var further: [String] = []

    public init(
        _ rules: RuleSet, source: LeadSource, events: String? = nil, id: String? = nil, asOf: String
    ) {
        self.rules = rules
        self.source = source
        self.events = events
        self.id = id
        self.asOf = asOf
    }

    /// A table bound to the rules, ready to be scored.
    public struct Prepared: Sendable {
        public let plan: RulePlan
        public let table: Table
        /// What each lead is called: its id as it stands in the table, or its row number from 1.
        public let ids: [String]
        /// The name of the id column, or `row`.
        public let idHeader: String
        public let asOf: AsOf
        public let events: EventLog?
    }

    /// Reads and binds.
    ///
    /// - Throws: ``Diagnostic``: E101 for a column that is not there, E122 for leads without an as-of time, E2… for what
    ///   is wrong with a file.
    public func prepared(on pool: WorkerPool) throws(Diagnostic) -> Prepared {
        let reader = try Diagnostic.translating { () throws(TabularError) in
            try TableReader(path: source.path, options: source.readOptions, pool: pool)
        }
        let header = reader.header
        if !header.isEmpty { try requireColumns(header) }
        let moment = try Moment(asOf, header: header)
        let idColumn = id ?? Self.idColumn(among: header)
        let table = try Diagnostic.translating { () throws(TabularError) in
            try reader.read(readPlan(header, id: idColumn, moment))
        }
        if let path = source.rejectsPath { try RejectsFile.write(table.rejects, to: path) }
        let asOf = try times(of: moment, table)
        let idValues = idColumn.flatMap { table.frame[$0] }
        let log = try readEvents(idValues, rowCount: table.frame.rowCount, on: pool)
        let plan = try Diagnostic.translating { () throws(HistoryError) in
            try RulePlan(rules, leads: table.frame, events: log, on: pool)
        }
        return Prepared(
            plan: plan, table: table, ids: Self.ids(idValues, table), idHeader: idValues?.name ?? "row", asOf: asOf,
            events: log)
    }

    /// The columns a table must be read with: everything the rules ask for as text, as it stands in the file.
    private func readPlan(_ header: [String], id: String?, _ moment: Moment) -> ReadPlan {
        var plan = ReadPlan(columns: [:], others: .skipped)
        for name in rules.columns(among: header) + [id].compactMap(\.self) + further {
            plan.columns[name] = .typed(.text, nil)
        }
        if case .column(let name) = moment { plan.columns[name] = .typed(.date, nil) }
        return plan
    }

    private func requireColumns(_ header: [String]) throws(Diagnostic) {
        var named = further.map { ("--label", $0) }
        if let id { named.append(("--id", id)) }
        for (option, name) in named where !header.contains(name) {
            throw .unknownColumn(name, in: source, option: option, columns: header)
        }
    }

    private func times(of moment: Moment, _ table: Table) throws(Diagnostic) -> AsOf {
        switch moment {
        case .time(let time): return .time(time)
        case .column(let name):
            guard case .date(let times)? = table.frame[name]?.values else { return .column([]) }
            let missing = times.count(where: \.isNaN)
            guard missing == 0 else {
                throw Diagnostic(
                    .unusableTime,
                    "\(grouped(missing)) leads have no time in \"\(name)\", so it is not known as of when",
                    fix: "fill the column, or give one time for all leads with --as-of")
            }
            return .column(times)
        }
    }

    private func readEvents(_ ids: Column?, rowCount: Int, on pool: WorkerPool) throws(Diagnostic) -> EventLog? {
        guard let events else { return nil }
        guard let ids else {
            throw Diagnostic(
                .missingColumn, "the table has no column that names the lead, so events cannot be joined to it",
                fix: "name it with --id")
        }
        do {
            let reader = try TableReader(path: events, options: source.options, pool: pool)
            return try EventLog.read(
                reader, leads: LeadIndex(ids), leadColumn: ids.name,
                keeping: rules.eventPropertyNames.filter(reader.header.contains), on: pool)
        } catch let error as HistoryError {
            throw error.diagnostic
        } catch let error as TabularError {
            throw error.diagnostic
        } catch {
            throw Diagnostic(.internalFault, "the events cannot be read")
        }
    }

    private static func ids(_ column: Column?, _ table: Table) -> [String] {
        guard case .text(let text)? = column?.values else {
            return (0..<table.frame.rowCount).map { String(table.rowNumber(at: $0) + 1) }
        }
        return (0..<text.count).map { text[$0] }
    }

    /// The column that names the lead: one whose name says so, or `id`.
    static func idColumn(among header: [String]) -> String? {
        let usual = [
            "leadid", "lead", "prospectid", "opportunityid", "mqlid", "applicationid", "leadnumber", "leadnummer", "id",
            "contactid", "customerid",
        ]
        for name in usual {
            if let column = header.first(where: { $0.lowercased().filter { $0.isLetter || $0.isNumber } == name }) {
                return column
            }
        }
        return nil
    }
}

extension RuleScoringRun.Prepared {
    /// What the rules ask for and the data do not have, in sentences for a person.
    public var warnings: [String] {
        var lines: [String] = []
        func add(_ names: [String], _ text: String) {
            guard !names.isEmpty else { return }
            let shown = names.prefix(12).joined(separator: ", ")
            lines.append("\(text): \(shown)" + (names.count > 12 ? ", … (\(names.count))" : ""))
        }
        add(plan.missingFields, "no column for these fields, so conditions on them are unknown")
        if plan.rules.readsEvents, events == nil {
            lines.append("no events were given, so conditions on events are unknown (--events FILE)")
        } else {
            add(plan.missingEventTypes, "no event of these types")
        }
        add(plan.missingProperties, "events lack these properties, so conditions on them are unknown")
        return lines
    }
}

extension RuleScoringRun.Moment {
    /// The name of a column of the table, or a time such as `2026-03-31` or `2026-03-31T12:00:00+02:00`.
    ///
    /// - Throws: ``Diagnostic`` E103 when it is neither.
    init(_ word: String, header: [String]) throws(Diagnostic) {
        if header.contains(word) {
            self = .column(word)
        } else if let time = WrittenValue.time(word, shapes: [.yearFirst, .dayFirst, .monthName, .epochSeconds]) {
            self = .time(time)
        } else {
            let closest = Spelling.closest(to: word, among: header)
            throw Diagnostic(
                .badOption, "--as-of is \"\(word)\", which is neither a time nor a column",
                evidence: closest.map { ["did you mean the column \"\($0)\"?"] } ?? [],
                fix: "give a time such as 2026-03-31 or 2026-03-31T12:00:00Z, or the name of a column of times")
        }
    }
}
