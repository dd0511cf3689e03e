import Evaluation
import FeatureExtraction
import LeadHistory
public import LearningCore
import Tabular

/// Looks at a table of leads as training would, and trains nothing that is kept.
public struct CheckRun: Sendable {
    private let request: TrainingRequest
    private let pool: WorkerPool

    /// - Parameter request: its label may be `""`: the outcome column is guessed then.
    public init(_ request: TrainingRequest, on pool: WorkerPool) {
        self.request = request
        self.pool = pool
    }

    /// - Throws: ``Diagnostic`` for a table that cannot be read.
    public func run() throws(Diagnostic) -> CheckReport {
        let source = request.source
        let reader = try Diagnostic.translating { () throws(TabularError) in
            try TableReader(path: source.path, options: source.readOptions, pool: pool)
        }
        var request = request
        let dialect = reader.dialect
        let (table, label, log, join, attributes) = try read(with: reader, &request)
        var report = CheckReport(
            rowsIn: table.rowsIn, rejected: table.rejects.count, dialect: dialect, notes: table.notes.map(\.message))
        let profiles = ColumnProfile.profiles(of: table.frame, tables: request.tables, on: pool)
        guard let label else {
            var decided = request.source.roles
            if let id = request.columns.id { decided[id] = .id }
            let assignments = RoleFinder(decided: decided).assignments(for: profiles)
            report.columns = zip(profiles, assignments).map { CheckReport.ColumnReport($0, $1) }
            report.warnings.append("no outcome column was found: name it with --label to check outcomes and leaks")
            report.duplicates = Duplicates(of: table.frame, id: assignments.first { $0.role == .id }?.name)
            return report
        }
        let outcomes = try request.mapping.outcomes(of: label, unknownIsOpen: true)
        report.outcome = CheckReport.Outcome(column: label.name, outcomes)
        if (try? request.mapping.outcomes(of: label)) == nil {
            report.outcome?.unmappedValues = outcomes.ignoredValues
            let words = outcomes.ignoredValues.prefix(8).map { "\"\($0)\"" }.joined(separator: ", ")
            report.warnings.append(
                "of the outcomes, \(words) mean neither won nor lost and are taken for open here; `train` wants to be "
                    + "told: --ignore-outcome, --won or --lost")
        }
        let leadTable = LeadTable(
            table: table, labelColumn: label.name, outcomes: outcomes, skipped: [], log: log, joinColumn: join,
            attributes: attributes?.excluding([label.name]))
        request.allowSmall = true
        try checkLeaks(leadTable, request, profiles, &report)
        return report
    }

    private func read(
        with reader: TableReader, _ request: inout TrainingRequest
    ) throws(Diagnostic) -> (table: Table, label: Column?, log: EventLog?, join: String?, attributes: JoinedAttributes?)
    {
        let header = reader.header
        let asked =
            [request.columns.id, request.columns.time].compactMap(\.self)
            + (request.columns.label.isEmpty ? [] : [request.columns.label])
        for column in asked where !header.contains(column) {
            throw .unknownColumn(column, in: request.source, option: "an option", columns: header)
        }
        var plan = ReadPlan.inferAll
        for (column, type) in request.source.types { plan.columns[column] = .typed(type, nil) }
        if let id = request.columns.id { plan.columns[id] = .typed(.text, nil) }
        let events = try request.history.eventTable(on: pool)
        try request.history.requireColumns(of: request.source, in: header)
        let join = try events?.joinColumn(among: header, id: request.columns.id)
        if let join { plan.columns[join] = .typed(.text, nil) }
        let attributeTable = try AttributeTable(of: request.source, on: pool)
        let attributeJoin = try attributeTable?.joinColumn(among: header, id: request.columns.id)
        if let attributeJoin { plan.columns[attributeJoin] = .typed(.text, nil) }
        let table = try Diagnostic.translating { () throws(TabularError) in try reader.read(plan) }
        let log = try join.flatMap { table.frame[$0] }.flatMap { column throws(Diagnostic) in
            try events?.log(of: column, id: request.columns.id, on: pool)
        }
        let attributes = try attributeJoin.flatMap { table.frame[$0] }.flatMap { column throws(Diagnostic) in
            try attributeTable?.joined(to: column, id: request.columns.id, on: pool)
        }
        if let path = request.source.rejectsPath { try RejectsFile.write(table.rejects, to: path) }
        let label =
            request.columns.label.isEmpty
            ? LabelGuess.column(in: table.frame, mapping: request.mapping) : table.frame[request.columns.label]
        if let label { request.columns.label = label.name }
        return (table, label, log, join, attributes)
    }

    private func checkLeaks(
        _ table: LeadTable, _ request: TrainingRequest, _ profiles: [ColumnProfile], _ report: inout CheckReport
    ) throws(Diagnostic) {
        let won = table.outcomes.count(of: .won)
        let lost = table.outcomes.count(of: .lost)
        do throws(Diagnostic) {
            report.warnings += try DataGate.check(won: won, lost: lost, parameters: 1, allowSmall: false)
        } catch {
            report.warnings.append(error.message)
        }
        guard won > 0, lost > 0 else {
            report.columns = zip(profiles, RoleFinder().assignments(for: profiles)).map {
                CheckReport.ColumnReport($0, $1)
            }
            return
        }
        let leads = try ClosedLeads(table, request, on: pool)
        report.warnings += leads.warnings
        var split: Split?
        if leads.moments?.hasHistory == true {
            // As in training the older leads decide, so that what they decide can be tried on the newer ones.
            split = try? leads.order.holdout(labels: leads.labels, fraction: 0.2, seed: request.seed)
        }
        let gate = try LeadGates(leads, request, rows: split?.train, openFill: table.openFill(), on: pool)
        report.warnings += gate.doubts
        report.timeOptions = request.history.options + (request.source.attributes?.options ?? "")
        report.history = leads.moments.map { HistoryReport($0, caseEnding: gate.caseEnding) }
        if let split { report.xray = try LeakXRay(leads, gate, split, on: pool) }
        let roles = Dictionary(uniqueKeysWithValues: leads.assignments.map { ($0.name, $0) })
        let alone = Dictionary(uniqueKeysWithValues: gate.evidence.map { ($0.column, $0.aloneAUC) })
        report.columns = Self.profiles(profiles, with: leads, on: pool).compactMap { profile in
            guard let assignment = roles[profile.name] else { return nil }
            var column = CheckReport.ColumnReport(profile, assignment)
            column.alone = alone[profile.name] ?? nil
            if let finding = gate.findings.first(where: { $0.column == profile.name }) {
                column.finding = finding.severity.rawValue
                column.reason = finding.reason
            }
            return column
        }
        report.duplicates = Duplicates(of: table.frame, id: leads.idColumn)
    }

    /// The table's columns, with those of a history of attributes as the snapshots see them.
    private static func profiles(
        _ profiles: [ColumnProfile], with leads: ClosedLeads, on pool: WorkerPool
    ) -> [ColumnProfile] {
        guard let attributes = leads.moments?.attributes else { return profiles }
        let made = Set(attributes.fields.flatMap { SnapshotAttributes.columnNames(of: $0) })
        let columns = leads.frame.columns.filter { made.contains($0.name) }
        let known = ColumnProfile.profiles(
            of: DataFrame(columns, rowCount: leads.frame.rowCount), tables: leads.tables, on: pool)
        let names = Set(known.map(\.name))
        return profiles.filter { !names.contains($0.name) } + known
    }
}
