import FeatureExtraction
import LearningCore
import Tabular

/// The leads whose outcome is known, with the roles of their columns.
struct ClosedLeads: Sendable {
    let frame: DataFrame
    let labels: [Bool]
    let assignments: [ColumnAssignment]
    let order: LeadOrder
    let idColumn: String?
    let timeColumn: String?
    var warnings: [String] = []

    init(_ table: LeadTable, _ request: TrainingRequest, on pool: WorkerPool) throws(Diagnostic) {
        let outcomes = table.outcomes.outcomes
        let won = table.outcomes.count(of: .won)
        let lost = table.outcomes.count(of: .lost)
        _ = try DataGate.check(won: won, lost: lost, parameters: 1, allowSmall: request.allowSmall)
        let rows = table.closedRows
        frame = rows.count == outcomes.count ? table.frame : table.frame.selecting(rows: rows)
        labels = rows.map { outcomes[$0] == .won }
        var decided = request.source.roles
        decided[request.columns.label] = .label
        if let id = request.columns.id { decided[id] = .id }
        if let time = request.columns.time { decided[time] = .time }
        if let group = request.columns.group { decided[group] = .group }
        let profiles = ColumnProfile.profiles(of: frame, on: pool)
        assignments = RoleFinder(decided: decided).assignments(for: profiles)
        idColumn = assignments.first { $0.role == .id }?.name
        timeColumn = assignments.first { $0.role == .time }?.name
        var warnings = request.mapping.unseenWords(in: table.outcomes).map {
            "no lead has the outcome \"\($0)\": mistyped?"
        }
        order = try LeadOrder(frame, request: request, timeColumn: timeColumn, warnings: &warnings)
        for column in request.allowedLeaks where frame[column] == nil {
            throw .unknownColumn(column, in: request.source, option: "--allow-leak", columns: frame.columns.map(\.name))
        }
        for column in request.monotone.keys.sorted() where frame[column]?.type != .number {
            guard frame[column] != nil else {
                throw .unknownColumn(
                    column, in: request.source, option: "--monotone", columns: frame.columns.map(\.name))
            }
            throw Diagnostic(
                .badOption, "--monotone names \"\(column)\", which holds no numbers",
                fix: "name a column of numbers, or leave it out")
        }
        self.warnings = warnings
    }

    /// The leads at the given rows, with the roles all leads gave.
    func selecting(_ rows: [Int]) -> ClosedLeads {
        ClosedLeads(
            frame: frame.selecting(rows: rows), labels: rows.map { labels[$0] }, assignments: assignments,
            order: order.selecting(rows), idColumn: idColumn, timeColumn: timeColumn)
    }

    private init(
        frame: DataFrame, labels: [Bool], assignments: [ColumnAssignment], order: LeadOrder, idColumn: String?,
        timeColumn: String?
    ) {
        self.frame = frame
        self.labels = labels
        self.assignments = assignments
        self.order = order
        self.idColumn = idColumn
        self.timeColumn = timeColumn
    }
}

/// Closed leads as features, with the extractor that was fitted to them.
struct FeaturizedLeads: Sendable {
    let extractor: FeatureExtractor
    let dataset: Dataset

    init(_ leads: ClosedLeads, _ recipe: FeatureRecipe, on pool: WorkerPool) throws(Diagnostic) {
        let extractor = try Diagnostic.translating { () throws(ExtractionError) in
            try recipe.fitted(to: leads.frame, on: pool)
        }
        dataset = try Self.dataset(leads, extractor, on: pool)
        self.extractor = extractor
    }

    /// Leads as features of an extractor fitted to others.
    static func dataset(
        _ leads: ClosedLeads, _ extractor: FeatureExtractor, on pool: WorkerPool
    ) throws(Diagnostic) -> Dataset {
        let matrix = try Diagnostic.translating { () throws(ExtractionError) in
            try extractor.matrix(from: leads.frame, on: pool)
        }
        return try Diagnostic.translating { () throws(LearningError) in
            try Dataset(features: matrix, labels: leads.labels)
        }
    }
}
