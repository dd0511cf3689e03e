import FeatureExtraction
import LeadHistory
import LearningCore
import ModelStorage
import RuleScoring
import Tabular

/// The points of rules as columns beside those of the leads: what rules say becomes something to learn from.
///
/// The columns are computed wherever a table of leads is about to become features, from the same cells and events as
/// everything else, each row as of its snapshot; so training and scoring see the same (R-TIME-1), and a row does not depend
/// on the rows beside it. Conditions on other leads of the account or contact are unknown for that reason.
struct RuleFeatures: Sendable {
    /// Who the rules take a lead for: a column of words, by which leads may be parted into segments (R-PER-1).
    static let personaColumn = "rules: persona"

    let stored: StoredRules
    private let rules: RuleSet

    /// - Throws: ``Diagnostic`` when the rules of a model cannot be read, which were when it was trained.
    init(_ stored: StoredRules) throws(Diagnostic) {
        self.stored = stored
        do throws(RuleFileError) {
            rules = try RuleFile.read(Array(stored.text.utf8)).rules
        } catch {
            throw StorageError.inconsistent("the rules it learned from are none").diagnostic
        }
    }

    /// - Returns: `nil` for a model that learned from no rules.
    static func of(_ artifact: ModelArtifact) throws(Diagnostic) -> RuleFeatures? {
        guard let stored = artifact.rules else { return nil }
        return try RuleFeatures(stored)
    }

    /// The table with the columns of points; one that has them already stays as it is.
    ///
    /// - Parameter events: one snapshot for each row; without, what rules ask of events is unknown.
    func adding(
        to frame: DataFrame, events: SnapshotEvents?, on pool: WorkerPool
    ) throws(Diagnostic) -> DataFrame {
        guard stored.features.contains(where: { frame[$0] == nil }) else { return frame }
        let plan = try plan(frame, events: events, on: pool)
        let wanted = Set(stored.features)
        var columns = frame.columns.filter { !wanted.contains($0.name) }
        columns += plan.features(asOf: Self.times(events), on: pool).filter { wanted.contains($0.name) }
            .map { Column(numbers: $0.values, name: $0.name) }
        if wanted.contains(Self.personaColumn) {
            columns.append(Column(text: plan.personas(asOf: Self.times(events)), name: Self.personaColumn))
        }
        return DataFrame(columns, rowCount: frame.rowCount)
    }

    private func plan(
        _ frame: DataFrame, events: SnapshotEvents?, on pool: WorkerPool
    ) throws(Diagnostic) -> RulePlan {
        // What the model's rules have not seen in training they do not see now.
        let visible = DataFrame(
            frame.columns.filter { stored.columns[$0.name] != nil }, rowCount: frame.rowCount)
        return try Diagnostic.translating { () throws(HistoryError) in
            try RulePlan(rules, leads: visible, events: events, hiding: stored.hiddenTypes, on: pool)
        }
    }

    /// Without events it does not matter as of when; what is dated counts as known.
    private static func times(_ events: SnapshotEvents?) -> ScoringTimes {
        events.map { .column($0.snapshots.map(\.asOf)) } ?? .time(.greatestFiniteMagnitude)
    }
}

// MARK: - Training

extension RuleFeatures {
    /// Leads with the columns of points, and what became of the rules.
    struct Fitted: Sendable {
        let features: RuleFeatures
        let leads: ClosedLeads
        let recipe: LeadRecipe
        let notes: [String]
        let warnings: [String]
    }

    /// The columns of a table that rules would read as yes or no: rules know them by their words.
    static func flags(of path: String, in frame: DataFrame) throws(Diagnostic) -> [String] {
        let rules = try RuleFiles.load(path)
        let header = frame.columns.map(\.name)
        return rules.fieldNames.compactMap { rules.column(of: $0, among: header) }
            .filter { frame[$0]?.type == .boolean }
    }

    /// Binds rules to closed leads. They are shown neither the outcome nor what the gates have left out, so their points
    /// leak nothing that the columns alone would not.
    ///
    /// - Throws: ``Diagnostic`` for a rule file that cannot be used; E132 when rules say the same of every lead.
    static func fitted(
        _ path: String, to leads: ClosedLeads, _ gates: LeadGates, on pool: WorkerPool
    ) throws(Diagnostic) -> Fitted {
        let text = try RuleFiles.text(of: path)
        let rules = try RuleFiles.load(path)
        let hidden = gates.leaks.union(
            leads.assignments.filter { $0.role == .label }.map(\.name)
                + [leads.moments?.history.outcomeTimeColumn].compactMap(\.self))
        let header = leads.frame.columns.map(\.name)
        let bound = rules.fieldNames.compactMap { rules.column(of: $0, among: header) }
        var types: [String: ColumnType] = [:]
        for name in bound where !hidden.contains(name) { types[name] = leads.frame[name]?.type }
        let hiddenTypes = (gates.recipe.events?.excludedTypes ?? []).sorted()
        func stored(_ features: [String]) -> StoredRules {
            StoredRules(
                name: rules.name, text: text, columns: types, hiddenTypes: hiddenTypes, features: features)
        }
        let all = try RuleFeatures(stored(rules.featureNames))
        let plan = try all.plan(leads.frame, events: leads.events, on: pool)
        let columns = plan.features(asOf: times(leads.events), on: pool)
        let personas = Set(plan.personas(asOf: times(leads.events))).count > 1 ? [personaColumn] : []
        let telling = columns.filter { column in
            column.values.contains { !$0.isNaN && $0 != column.values[0] } && leads.frame[column.name] == nil
        }
        guard !telling.isEmpty || !personas.isEmpty else {
            throw Diagnostic(
                .noFeatures, "the rules of \(path) say the same of every lead",
                evidence: [
                    "columns they read here: " + (types.isEmpty ? "none" : types.keys.sorted().joined(separator: ", "))
                ],
                fix: "see what they miss with `leadscore rules lint \(shellWord(path)) --data LEADS.csv`")
        }
        let features = try RuleFeatures(stored(telling.map(\.name) + personas))
        var changed = leads
        changed.frame = try features.adding(to: leads.frame, events: leads.events, on: pool)
        changed.assignments += telling.map {
            ColumnAssignment(name: $0.name, role: .numeric, reason: "points of the rules")
        }
        changed.assignments += personas.map {
            ColumnAssignment(name: $0, role: .categorical, reason: "personas of the rules")
        }
        var recipe = gates.recipe
        recipe.attributes.ingredients += telling.map { .init(column: $0.name, role: .numeric) }
        recipe.attributes.ingredients += personas.map { .init(column: $0, role: .categorical) }
        return Fitted(
            features: features, leads: changed, recipe: recipe,
            notes: [
                "\(telling.count) of \(columns.count) columns of points of the rules \"\(rules.name)\" are features"
            ],
            warnings: warnings(plan, hidden: bound.filter(hidden.contains), header, leads))
    }

    private static func warnings(
        _ plan: RulePlan, hidden: [String], _ header: [String], _ leads: ClosedLeads
    ) -> [String] {
        let rules = plan.rules
        var lines: [String] = []
        let missing = plan.missingFields.filter { rules.column(of: $0, among: header) == nil }
        if !missing.isEmpty {
            lines.append(
                "the rules find no column for " + missing.prefix(12).joined(separator: ", ")
                    + (missing.count > 12 ? ", … (\(missing.count))" : ""))
        }
        let names = Array(Set(hidden)).sorted().map { "\"\($0)\"" }
        if !names.isEmpty {
            lines.append(
                "the rules ask for \(names.joined(separator: ", ")), which the model must not see: unknown to them")
        }
        if rules.readsEvents, leads.events == nil {
            lines.append("no events were given, so what the rules ask of events is unknown (--events FILE)")
        }
        if rules.looksBeyondTheLead {
            lines.append("what the rules ask of other leads of the account or contact is unknown to a model")
        }
        return lines
    }
}
