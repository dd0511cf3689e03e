import FeatureExtraction
import LeadHistory
import LearningCore
import ModelStorage
import Tabular

/// The leads whose outcome is known, with the roles of their columns; with a history each at its snapshots.
struct ClosedLeads: Sendable {
    var frame: DataFrame
    let labels: [Bool]
    var assignments: [ColumnAssignment]
    let order: LeadOrder
    let idColumn: String?
    let timeColumn: String?
    /// For each row of the frame the row of the table.
    let rows: [Int]
    /// What the leads had done by their snapshots: one for each row of the frame.
    let events: SnapshotEvents?
    /// Of all leads, whatever rows are selected; `nil` for a table taken as it stands.
    let moments: LeadMoments?
    /// The roles that were not found from the values.
    private let decided: [String: ColumnRole]
    /// The words that normalisers know.
    let tables: NormaliserTables
    var warnings: [String] = []

    init(_ table: LeadTable, _ request: TrainingRequest, on pool: WorkerPool) throws(Diagnostic) {
        let outcomes = table.outcomes.outcomes
        let won = table.outcomes.count(of: .won)
        let lost = table.outcomes.count(of: .lost)
        // With a horizon open leads count as well, and are counted after labelling.
        if request.history.horizon == nil {
            _ = try DataGate.check(won: won, lost: lost, parameters: 1, allowSmall: request.allowSmall)
        }
        let moments =
            request.history.isAsked || table.attributes != nil
            ? try LeadMoments(table, request.history, timeColumn: request.columns.time, on: pool) : nil
        if let moments {
            frame = moments.frame
            labels = moments.labels
            rows = moments.snapshots.map(\.row)
        } else {
            rows = table.closedRows
            frame = rows.count == outcomes.count ? table.frame : table.frame.selecting(rows: rows)
            labels = rows.map { outcomes[$0] == .won }
        }
        tables = request.tables
        let profiles = ColumnProfile.profiles(of: frame, tables: tables, on: pool)
        let account = Self.accountColumn(among: profiles, request, table)
        decided = Self.decidedRoles(request, table, moments, account: account)
        assignments = Self.assignments(profiles, decided, table, moments, account: account)
        idColumn = assignments.first { $0.role == .id }?.name
        timeColumn = assignments.first { $0.role == .time }?.name
        var warnings = request.mapping.unseenWords(in: table.outcomes).map {
            "no lead has the outcome \"\($0)\": mistyped?"
        }
        warnings += moments?.warnings ?? []
        order = try LeadOrder(
            frame, request: request, timeColumn: timeColumn, accountColumn: account, moments: moments,
            warnings: &warnings, on: pool)
        events = moments?.events
        self.moments = moments
        self.warnings = warnings
        try requireColumns(request)
    }

    private static func decidedRoles(
        _ request: TrainingRequest, _ table: LeadTable, _ moments: LeadMoments?, account: String?
    ) -> [String: ColumnRole] {
        var decided = request.source.roles
        decided[table.labelColumn] = .label
        if let id = request.columns.id { decided[id] = .id }
        if let time = request.columns.time ?? moments?.timeColumn { decided[time] = .time }
        if let segment = request.columns.segment, decided[segment] == nil { decided[segment] = .categorical }
        if let group = request.columns.group { decided[group] = .group }
        if let account { decided[account] = .group }
        if let join = table.joinColumn, decided[join] == nil {
            decided[join] = request.columns.id == nil ? .id : .ignored
        }
        if let join = table.attributes?.joinColumn, decided[join] == nil {
            decided[join] = decided.values.contains(.id) ? .ignored : .id
        }
        if let closing = moments?.history.outcomeTimeColumn { decided[closing] = .ignored }
        return decided
    }

    private static func assignments(
        _ profiles: [ColumnProfile], _ decided: [String: ColumnRole], _ table: LeadTable, _ moments: LeadMoments?,
        account: String?
    ) -> [ColumnAssignment] {
        let closing = moments?.history.outcomeTimeColumn
        return RoleFinder(decided: decided).assignments(for: profiles).map { assignment in
            switch assignment.name {
            case closing:
                ColumnAssignment(name: assignment.name, role: .ignored, reason: "says when the lead was closed")
            case account:
                ColumnAssignment(
                    name: assignment.name, role: .group, reason: "names the account: its leads stay together in splits")
            case table.joinColumn where assignment.role == .ignored:
                ColumnAssignment(name: assignment.name, role: .ignored, reason: "events are joined on it")
            default: assignment
            }
        }
    }

    /// The column that names the account, where nobody says by what leads belong together, or what else it is.
    private static func accountColumn(
        among profiles: [ColumnProfile], _ request: TrainingRequest, _ table: LeadTable
    ) -> String? {
        guard request.columns.group == nil else { return nil }
        let taken = [
            table.labelColumn, request.columns.id, request.columns.time, request.columns.segment, table.joinColumn,
            table.attributes?.joinColumn,
        ]
        return AccountColumn.find(
            among: profiles.filter { !taken.contains($0.name) && request.source.roles[$0.name] == nil })
    }

    private func requireColumns(_ request: TrainingRequest) throws(Diagnostic) {
        let names = frame.columns.map(\.name)
        let types = events?.log.typeNames ?? []
        for column in request.allowedLeaks where frame[column] == nil && !types.contains(column) {
            throw .unknownColumn(column, in: request.source, option: "--allow-leak", columns: names + types)
        }
        let said = request.eventFeatures
        for type in (said.onlyTypes ?? []) + said.excludedTypes where events != nil && !types.contains(type) {
            throw Diagnostic(
                .configuration, "no event is of the type \"\(type)\"", location: request.eventTypeLocations[type],
                evidence: Spelling.closest(to: type, among: types).map { ["did you mean \"\($0)\"?"] } ?? [],
                fix: "the types are " + types.prefix(12).map { "\"\($0)\"" }.joined(separator: ", ")
                    + (types.count > 12 ? ", …" : ""))
        }
        let properties = events?.log.properties.map(\.name) ?? []
        let known = names + types + properties + (events == nil ? [] : [EventFeatureStep.allEvents])
        let groups = InteractionColumns(groups: request.interactions).names(among: Set(known))
        if let unknown = groups.joined().first(where: { !known.contains($0) }) {
            throw .unknownColumn(unknown, in: request.source, option: "--interaction", columns: names + types)
        }
        for column in request.monotone.keys.sorted() where frame[column]?.type != .number {
            guard frame[column] != nil else {
                throw .unknownColumn(column, in: request.source, option: "--monotone", columns: names)
            }
            throw Diagnostic(
                .badOption, "--monotone names \"\(column)\", which holds no numbers",
                fix: "name a column of numbers, or leave it out")
        }
    }

    /// How the columns become features, some of them left out.
    func recipe(excluding columns: Set<String> = []) -> FeatureRecipe {
        var recipe = FeatureRecipe(assignments, excluding: columns)
        recipe.tables = tables
        return recipe
    }

    /// The leads at the given rows, with the roles all leads gave.
    func selecting(_ rows: [Int]) -> ClosedLeads {
        ClosedLeads(
            frame: frame.selecting(rows: rows), labels: rows.map { labels[$0] }, assignments: assignments,
            order: order.selecting(rows), idColumn: idColumn, timeColumn: timeColumn,
            rows: rows.map { self.rows[$0] }, events: events?.selecting(rows), moments: moments,
            decided: decided, tables: tables)
    }

    /// Whether each lead was won in the end, be it after the horizon: what a column filled in by a win follows.
    var finalLabels: [Bool] {
        guard let moments, moments.history.horizon != nil else { return labels }
        return rows.map { moments.cases.outcomes[$0] == .won }
    }

    /// The same leads and labels as they stood some seconds before or after, at the end of the data for an infinite number.
    /// For all leads, not for some that were selected.
    func shifted(by seconds: Double, on pool: WorkerPool) -> ClosedLeads {
        let frame = moments?.frame(shiftedBy: seconds, on: pool) ?? frame
        let events = seconds.isFinite ? events?.shifted(by: seconds) : events?.atTheEnd()
        // What was blank, or the same for all, may say something then.
        let used = assignments.filter { $0.role != .ignored }.map { ($0.name, $0.role) }
        let finder = RoleFinder(decided: decided.merging(used) { said, _ in said })
        let assignments = finder.assignments(for: ColumnProfile.profiles(of: frame, tables: tables, on: pool))
        return ClosedLeads(
            frame: frame, labels: labels, assignments: assignments, order: order, idColumn: idColumn,
            timeColumn: timeColumn, rows: rows, events: events, moments: moments, decided: decided, tables: tables)
    }

    private init(
        frame: DataFrame, labels: [Bool], assignments: [ColumnAssignment], order: LeadOrder, idColumn: String?,
        timeColumn: String?, rows: [Int], events: SnapshotEvents?, moments: LeadMoments?,
        decided: [String: ColumnRole], tables: NormaliserTables
    ) {
        self.frame = frame
        self.labels = labels
        self.assignments = assignments
        self.order = order
        self.idColumn = idColumn
        self.timeColumn = timeColumn
        self.rows = rows
        self.events = events
        self.moments = moments
        self.decided = decided
        self.tables = tables
    }
}

/// Closed leads as features, as they were fitted to them.
struct FeaturizedLeads: Sendable {
    let features: LeadFeatures
    let dataset: Dataset

    init(_ leads: ClosedLeads, _ recipe: LeadRecipe, on pool: WorkerPool) throws(Diagnostic) {
        let features = try Diagnostic.translating { () throws(ExtractionError) in
            try recipe.fitted(to: leads.frame, events: leads.events, on: pool)
        }
        dataset = try Self.dataset(leads, features, on: pool)
        self.features = features
    }

    /// Leads as features that were fitted to others.
    static func dataset(
        _ leads: ClosedLeads, _ features: LeadFeatures, on pool: WorkerPool
    ) throws(Diagnostic) -> Dataset {
        let matrix = try Diagnostic.translating { () throws(ExtractionError) in
            try features.matrix(from: leads.frame, events: leads.events, on: pool)
        }
        return try Diagnostic.translating { () throws(LearningError) in
            try Dataset(features: matrix, labels: leads.labels)
        }
    }
}
