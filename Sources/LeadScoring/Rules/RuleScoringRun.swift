public import LeadHistory
public import LearningCore
public import RuleScoring
public import Tabular

/// Scores a table of leads by rules: reads the table and the events, compiles the rules against them, scores every row.
public struct RuleScoringRun: Sendable {
    public internal(set) var rules: RuleSet
    public var source: LeadSource
    /// A table of events, if there is one.
    public var events: String?
    /// The column that names the lead; found by its name otherwise.
    public var id: String?
    /// As of when leads are scored: a time, or a column of the table.
    public var asOf: AsOf
    /// Whether more is written of each lead than points and what they come to.
    public var givesDetails = false
    /// The outcome, for commands that compare rules with it.
    public var label: String?
    /// Columns that options name, and what they hold.
    var asked: [AskedColumn] = []
    /// Whether what no rule asks for is read as well.
    var readsEverything = false
    /// When leads came in, for cohorts.
    var dateColumn: String?
    var findsCreation = false

    public init(
        _ rules: RuleSet, source: LeadSource, events: String? = nil, id: String? = nil, asOf: AsOf
    ) {
        self.rules = rules
        self.source = source
        self.events = events
        self.id = id
        self.asOf = asOf
    }

    struct AskedColumn: Sendable {
        let option: String
        let name: String
        let type: ColumnType
    }

    /// A table bound to the rules, ready to be scored.
    public struct Prepared: Sendable {
        /// The column that says when leads came in, if one was wanted.
        let creationColumn: String?
        public let plan: RulePlan
        public let table: Table
        /// What each lead is called: its id as it stands in the table, or its row number from 1.
        public let ids: [String]
        /// The name of the id column, or `row`.
        public let idHeader: String
        public let asOf: ScoringTimes
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
        let eventTable = try events.map { path throws(Diagnostic) in
            try EventTable(LeadSource(path: path, options: source.options), columns: [:], on: pool)
        }
        let idColumn = try eventTable?.joinColumn(among: header, id: id) ?? id ?? EventColumns.usualLead(in: header)
        // What is asked of an account is told from all columns of its leads.
        let readsEverything = readsEverything || !AccountFields.wanted(by: rules, header: header).isEmpty
        let creation = dateColumn ?? (findsCreation ? Self.creationColumn(among: header) : nil)
        let table = try Diagnostic.translating { () throws(TabularError) in
            try reader.read(readPlan(header, id: idColumn, creation: creation, everything: readsEverything))
        }
        if let path = source.rejectsPath { try RejectsFile.write(table.rejects, to: path) }
        let asOf = try times(table)
        let idValues = idColumn.flatMap { table.frame[$0] }
        let log = try readEvents(eventTable, idValues, on: pool)
        let frame = withAccountFields(table.frame, header, on: pool)
        let plan = try Diagnostic.translating { () throws(HistoryError) in
            try RulePlan(rules, leads: frame, events: log, on: pool)
        }
        return Prepared(
            creationColumn: creation, plan: plan, table: table, ids: Self.ids(idValues, table),
            idHeader: idValues?.name ?? "row", asOf: asOf,
            events: log)
    }

    /// The columns a table must be read with: everything the rules ask for as text, as it stands in the file.
    private func readPlan(_ header: [String], id: String?, creation: String?, everything: Bool) -> ReadPlan {
        var plan = ReadPlan(columns: [:], others: everything ? .inferred : .skipped)
        for name in rules.columns(among: header) + [id, label].compactMap(\.self) {
            plan.columns[name] = .typed(.text, nil)
        }
        for column in asked { plan.columns[column.name] = .typed(column.type, nil) }
        if case .column(let name) = asOf { plan.columns[name] = .typed(.date, nil) }
        if let creation { plan.columns[creation] = .typed(.date, nil) }
        return plan
    }

    private func withAccountFields(_ frame: DataFrame, _ header: [String], on pool: WorkerPool) -> DataFrame {
        let wanted = AccountFields.wanted(by: rules, header: header)
        guard !wanted.isEmpty,
            let account = rules.column(of: rules.accounts?.field ?? "account", among: header).flatMap({ frame[$0] })
        else { return frame }
        return AccountFields.adding(wanted, to: frame, account: account, on: pool)
    }

    private func requireColumns(_ header: [String]) throws(Diagnostic) {
        var named = [("--label", label), ("--created", dateColumn)].compactMap { option, name in
            name.map { (option, $0) }
        }
        if let id { named.append(("--id", id)) }
        if case .column(let name) = asOf { named.append(("--as-of", name)) }
        named += asked.map { ($0.option, $0.name) }
        for (option, name) in named where !header.contains(name) {
            throw .unknownColumn(name, in: source, option: option, columns: header)
        }
    }

    private func times(_ table: Table) throws(Diagnostic) -> ScoringTimes {
        switch asOf {
        case .time(let time): return .time(time)
        case .age:
            throw Diagnostic(
                .badOption, "--as-of is an age, but rules do not know when leads came in",
                fix: "give a time, or the name of a column of times")
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

    private func readEvents(
        _ events: EventTable?, _ ids: Column?, on pool: WorkerPool
    ) throws(Diagnostic) -> EventLog? {
        guard let events else { return nil }
        guard let ids else {
            throw Diagnostic(
                .missingColumn, "the table has no column that names the lead, so events cannot be joined to it",
                fix: "name it with --id")
        }
        return try events.log(of: ids, id: ids.name, keeping: rules.eventPropertyNames, on: pool)
    }

    private static func ids(_ column: Column?, _ table: Table) -> [String] {
        guard case .text(let text)? = column?.values else {
            return (0..<table.frame.rowCount).map { String(table.rowNumber(at: $0) + 1) }
        }
        return (0..<text.count).map { text[$0] }
    }

    /// The column that says when leads came in, by its usual names.
    private static func creationColumn(among header: [String]) -> String? {
        let usual = [
            "createdat", "leadcreatedat", "created", "createddate", "createdate", "firstcontactdate", "angelegtam",
            "erstelltam", "eingangsdatum",
        ]
        return usual.lazy.compactMap { name in
            header.first { $0.lowercased().filter { $0.isLetter || $0.isNumber } == name }
        }.first
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
