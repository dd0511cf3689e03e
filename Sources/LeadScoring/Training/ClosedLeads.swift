import FeatureExtraction
import LeadHistory
import LearningCore
import ModelStorage
import Tabular

/// The leads whose outcome is known, with the roles of their columns; with a history each at its snapshots.
struct ClosedLeads: Sendable {
    let frame: DataFrame
    let labels: [Bool]
    let assignments: [ColumnAssignment]
    let order: LeadOrder
    let idColumn: String?
    let timeColumn: String?
    /// For each row of the frame the row of the table.
    let rows: [Int]
    /// What the leads had done by their snapshots: one for each row of the frame.
    let events: SnapshotEvents?
    /// Of all leads, whatever rows are selected; `nil` for a table taken as it stands.
    let moments: LeadMoments?
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
            request.history.isAsked
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
        let profiles = ColumnProfile.profiles(of: frame, on: pool)
        assignments = Self.assignments(profiles, request, table, moments)
        idColumn = assignments.first { $0.role == .id }?.name
        timeColumn = assignments.first { $0.role == .time }?.name
        var warnings = request.mapping.unseenWords(in: table.outcomes).map {
            "no lead has the outcome \"\($0)\": mistyped?"
        }
        warnings += moments?.warnings ?? []
        order = try LeadOrder(
            frame, request: request, timeColumn: timeColumn, moments: moments, warnings: &warnings, on: pool)
        events = moments?.events
        self.moments = moments
        self.warnings = warnings
        try requireColumns(request)
    }

    private static func assignments(
        _ profiles: [ColumnProfile], _ request: TrainingRequest, _ table: LeadTable, _ moments: LeadMoments?
    ) -> [ColumnAssignment] {
        var decided = request.source.roles
        decided[table.labelColumn] = .label
        if let id = request.columns.id { decided[id] = .id }
        if let time = request.columns.time ?? moments?.timeColumn { decided[time] = .time }
        if let segment = request.columns.segment, decided[segment] == nil { decided[segment] = .categorical }
        if let group = request.columns.group { decided[group] = .group }
        if let join = table.joinColumn, decided[join] == nil {
            decided[join] = request.columns.id == nil ? .id : .ignored
        }
        let closing = moments?.history.outcomeTimeColumn
        if let closing { decided[closing] = .ignored }
        return RoleFinder(decided: decided).assignments(for: profiles).map { assignment in
            switch assignment.name {
            case closing:
                ColumnAssignment(name: assignment.name, role: .ignored, reason: "says when the lead was closed")
            case table.joinColumn where assignment.role == .ignored:
                ColumnAssignment(name: assignment.name, role: .ignored, reason: "events are joined on it")
            default: assignment
            }
        }
    }

    private func requireColumns(_ request: TrainingRequest) throws(Diagnostic) {
        let names = frame.columns.map(\.name)
        let types = events?.log.typeNames ?? []
        for column in request.allowedLeaks where frame[column] == nil && !types.contains(column) {
            throw .unknownColumn(column, in: request.source, option: "--allow-leak", columns: names + types)
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

    /// The leads at the given rows, with the roles all leads gave.
    func selecting(_ rows: [Int]) -> ClosedLeads {
        ClosedLeads(
            frame: frame.selecting(rows: rows), labels: rows.map { labels[$0] }, assignments: assignments,
            order: order.selecting(rows), idColumn: idColumn, timeColumn: timeColumn,
            rows: rows.map { self.rows[$0] }, events: events?.selecting(rows), moments: moments)
    }

    /// Whether each lead was won in the end, be it after the horizon: what a column filled in by a win follows.
    var finalLabels: [Bool] {
        guard let moments, moments.history.horizon != nil else { return labels }
        return rows.map { moments.cases.outcomes[$0] == .won }
    }

    /// The same leads and labels with other events, such as those of another time.
    func replacing(events: SnapshotEvents?) -> ClosedLeads {
        ClosedLeads(
            frame: frame, labels: labels, assignments: assignments, order: order, idColumn: idColumn,
            timeColumn: timeColumn, rows: rows, events: events, moments: moments)
    }

    private init(
        frame: DataFrame, labels: [Bool], assignments: [ColumnAssignment], order: LeadOrder, idColumn: String?,
        timeColumn: String?, rows: [Int], events: SnapshotEvents?, moments: LeadMoments?
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
