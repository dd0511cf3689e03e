import LeadHistory

/// Why a feature has no form in SQL.
struct NoSQL: Error {
    let text: String
}

/// A query over events in the making: what is asked of its parts is written down once, and named.
struct EventQuerySQL {
    let dialect: SQLDialect
    let tables: EventSQLTables
    /// Zones whose local time is needed, and properties, in the order of their first use.
    private var zones: [String] = []
    private var properties: [String] = []
    /// The columns of `total`.
    private var totals: [String] = []
    private var choices: [Choice] = []
    private var ends: [String] = []

    /// Events of some types within a window, with what is asked of them one after the other.
    struct Choice {
        let condition: String
        /// Columns per event, and per snapshot.
        var perEvent: [String] = []
        var summaries: [String] = []
    }

    init(dialect: SQLDialect, tables: EventSQLTables) {
        self.dialect = dialect
        self.tables = tables
    }

    // MARK: What expressions are made of

    func number(_ value: Double) -> String { dialect.number(value) }

    /// Whether an event of `past` is of these types and in the window.
    func condition(_ types: EventTypes, window: Double?) -> String {
        let inWindow = window.map { "t > as_of - \(number($0))" }
        func list(_ names: [String]) -> String { names.map(dialect.text).joined(separator: ", ") }
        let ofTypes: String? =
            switch types {
            case .any: nil
            case .only(let names): names.isEmpty ? "1 = 0" : "type IN (\(list(names)))"
            case .except(let names): names.isEmpty ? nil : "type NOT IN (\(list(names)))"
            }
        return [ofTypes, inWindow].compactMap(\.self).joined(separator: " AND ")
    }

    /// `value` for the events under a condition, else nothing: what aggregates pass over.
    func when(_ condition: String, _ value: String) -> String {
        condition.isEmpty ? value : "CASE WHEN \(condition) THEN \(value) END"
    }

    /// Seconds on the local clock of an event.
    mutating func local(_ zone: String) -> String {
        if zone == "UTC" || zone == "GMT" { return "t" }
        if let index = zones.firstIndex(of: zone) { return "local_\(index + 1)" }
        zones.append(zone)
        return "local_\(zones.count)"
    }

    mutating func property(_ name: String) -> String {
        if let index = properties.firstIndex(of: name) { return "property_\(index + 1)" }
        properties.append(name)
        return "property_\(properties.count)"
    }

    /// A property as a double.
    mutating func numeric(_ name: String) -> String { "CAST(\(property(name)) AS \(dialect.doubleType))" }

    /// A column of `total`.
    mutating func total(_ aggregate: String) -> String { "total.v\(Self.place(of: aggregate, in: &totals))" }

    /// A column that the events of a choice have, and the choice's number.
    mutating func perEvent(_ condition: String, _ expression: String) -> (column: String, choice: Int) {
        let choice = choices.firstIndex { $0.condition == condition } ?? choices.endIndex
        if choice == choices.endIndex { choices.append(Choice(condition: condition)) }
        return ("e\(Self.place(of: expression, in: &choices[choice].perEvent))", choice)
    }

    /// A column of a choice's summary.
    mutating func summary(_ choice: Int, _ aggregate: String) -> String {
        "summary_\(choice + 1).v\(Self.place(of: aggregate, in: &choices[choice].summaries))"
    }

    /// The type of the event whose number is in a column of `total`.
    mutating func typeOfEvent(numbered column: String) -> String { "end_\(Self.place(of: column, in: &ends)).type" }

    private static func place(of expression: String, in list: inout [String]) -> Int {
        if let index = list.firstIndex(of: expression) { return index + 1 }
        list.append(expression)
        return list.count
    }

    // MARK: The query

    /// The whole query with its result columns.
    func text(selecting selected: [String]) -> String {
        let id = "l." + dialect.identifier(tables.leadID)
        var parts = [part("snapshot_time", snapshot), part("stored", stored)]
        parts.append(part("event", event))
        parts.append(
            part("past", "SELECT s.as_of, e.* FROM snapshot_time s JOIN event e ON e.lead = s.lead AND e.t <= s.as_of"))
        parts.append(part("total", grouped(totals, from: "past")))
        for (index, choice) in choices.enumerated() {
            let columns = ["lead", "as_of", "t"] + choice.perEvent.enumerated().map { "\($1) AS e\($0 + 1)" }
            let filter = choice.condition.isEmpty ? "" : "\n    WHERE \(choice.condition)"
            parts.append(part("chosen_\(index + 1)", "SELECT \(list(columns))\n    FROM past\(filter)"))
            parts.append(part("summary_\(index + 1)", grouped(choice.summaries, from: "chosen_\(index + 1)")))
        }
        var text = "WITH\n" + parts.joined(separator: ",\n")
        text +=
            "\nSELECT \(list([id, "\(asOf("l.")) AS \(dialect.identifier(Self.asOfColumn))"] + selected))\nFROM \(dialect.table(tables.leads)) l"
        text += "\nLEFT JOIN snapshot_time ON snapshot_time.lead = \(id) AND snapshot_time.as_of = \(asOf("l."))"
        for name in ["total"] + choices.indices.map({ "summary_\($0 + 1)" }) {
            text += "\nLEFT JOIN \(name) ON \(name).lead = snapshot_time.lead AND \(name).as_of = snapshot_time.as_of"
        }
        for (index, column) in ends.enumerated() {
            let name = "end_\(index + 1)"
            text += "\nLEFT JOIN event \(name) ON \(name).lead = snapshot_time.lead AND \(name).n = \(column)"
        }
        return text + "\n"
    }

    /// What the as-of time is called in the result.
    static let asOfColumn = "as_of"

    /// The as-of time in seconds; `prefix` stands before the leads table's columns.
    private func asOf(_ prefix: String) -> String {
        switch tables.asOf {
        case .column(let name, let seconds):
            let time = dialect.epoch(prefix + dialect.identifier(name))
            return seconds == 0 ? time : "\(time) + \(number(seconds))"
        case .time(let time): return number(time)
        case .now: return dialect.epoch("CURRENT_TIMESTAMP")
        }
    }

    private var snapshot: String {
        let id = dialect.identifier(tables.leadID)
        let filter: String
        if case .column(let name, _) = tables.asOf {
            filter = " AND \(dialect.identifier(name)) IS NOT NULL"
        } else {
            filter = ""
        }
        return "SELECT DISTINCT \(id) AS lead, \(asOf("")) AS as_of\n    FROM \(dialect.table(tables.leads))"
            + "\n    WHERE \(id) IS NOT NULL\(filter)"
    }

    private var stored: String {
        let lead = dialect.identifier(tables.eventLead)
        let moment = dialect.identifier(tables.time)
        let type =
            tables.type.map { "COALESCE(NULLIF(\(dialect.identifier($0)), ''), \(dialect.text(EventLog.blankType)))" }
            ?? dialect.text(EventColumns.untyped)
        var columns = ["\(lead) AS lead", "\(dialect.epoch(moment)) AS t", "\(type) AS type"]
        if let order = tables.order { columns.append("\(dialect.identifier(order)) AS place") }
        if let id = tables.eventID { columns.append("\(dialect.identifier(id)) AS event_id") }
        columns += zones.enumerated().map { "\(dialect.local(moment, zone: $1)) AS local_\($0 + 1)" }
        columns += properties.enumerated().map { "\(dialect.identifier($1)) AS property_\($0 + 1)" }
        return "SELECT \(list(columns))\n    FROM \(dialect.table(tables.events))"
            + "\n    WHERE \(lead) IS NOT NULL AND \(moment) IS NOT NULL"
    }

    /// Events in the order of a lead's time; of those with one identifier the first.
    private var event: String {
        let order = "ORDER BY t, " + (tables.order == nil ? "type" : "place")
        let numbered = "ROW_NUMBER() OVER (PARTITION BY lead \(order)) AS n"
        guard tables.eventID != nil else { return "SELECT *, \(numbered)\n    FROM stored" }
        let copy = "ROW_NUMBER() OVER (PARTITION BY lead, event_id \(order)) AS copy"
        return "SELECT *, \(numbered)\n    FROM (SELECT *, \(copy) FROM stored) copies"
            + "\n    WHERE copy = 1 OR event_id IS NULL"
    }

    private func grouped(_ aggregates: [String], from table: String) -> String {
        let columns = ["lead", "as_of"] + aggregates.enumerated().map { "\($1) AS v\($0 + 1)" }
        return "SELECT \(list(columns))\n    FROM \(table)\n    GROUP BY lead, as_of"
    }

    private func list(_ columns: [String]) -> String { columns.joined(separator: ",\n        ") }

    private func part(_ name: String, _ query: String) -> String { "\(name) AS (\n    \(query)\n)" }
}
