public import LeadHistory
public import LearningCore
public import Tabular

/// A rule set compiled against a table of leads and their events: columns, words and types of events are looked up once,
/// conditions on texts are decided once for each distinct text, and what is left is a flat list of numbers.
///
///     let plan = try RulePlan(rules, leads: frame, events: log, on: pool)
///     let scores = plan.scores(asOf: .time(now), on: pool)
///
/// Immutable. A lead's score depends on nothing but the lead, its events and the as-of time (R-RULE-1).
public final class RulePlan: Sendable {
    public let rules: RuleSet
    public let rowCount: Int
    /// Fields for which the table has no column; tests of them are unknown.
    public let missingFields: [String]
    /// Types of events that the log does not have, or all of them without a log.
    public let missingEventTypes: [String]
    /// Event properties that are asked for and not there; the conditions that do are unknown.
    public let missingProperties: [String]

    let logs: EventLogs
    let nodes: [PlanNode]
    let children: [Int32]
    /// Leaf after leaf, one truth per row.
    let truths: [Truth]
    let eventLeaves: [EventLeaf]
    let standings: [PlannedStanding]
    let planned: [PlannedRule]
    let groups: [PlannedGroup]
    /// Table after table, one entry per row: the position of its points, or -1 for unknown.
    let tableRows: [Int32]
    let tablePoints: [Points]
    let personaNodes: [Int32]
    let overrideNodes: [Int32]
    let stageNodes: [Int32]
    let gateNodes: [[Int32]]
    let profileNodes: [Int32]
    let result: PlannedResult
    let qualification: PlannedQualification?
    let warmth: PlannedWarmth?

    /// - Parameters:
    ///   - events: the leads' events, indexed by the same rows; without them event conditions are unknown.
    ///   - accounts: for `scope: account` and roll-ups, one number per row, `-1` for none; found by the field `account`
    ///     otherwise.
    /// - Throws: `HistoryError` when the log has another number of rows.
    /// - Complexity: O(rows × conditions on attributes + events × conditions with `where`).
    public init(_ rules: RuleSet, leads: DataFrame, events: EventLog? = nil, on pool: WorkerPool) throws(HistoryError) {
        if let events, events.rowCount != leads.rowCount {
            throw .unequalLengths(name: "the event log", expected: leads.rowCount, found: events.rowCount)
        }
        let columns = FieldColumns(rules: rules, frame: leads, pool: pool)
        let scopes = rules.widerScopes
        let logs = EventLogs(
            rules: rules, lead: events,
            contact: scopes.contains(.contact) ? events.map { columns.regrouped($0, by: "contact") } : nil,
            account: scopes.contains(.account)
                ? events.map { columns.regrouped($0, by: rules.accounts?.field ?? "account") } : nil)
        var compiler = PlanCompiler(rules: rules, columns: columns, logs: logs)
        try compiler.compile()
        self.rules = rules
        self.logs = logs
        rowCount = leads.rowCount
        nodes = compiler.nodes
        children = compiler.children
        truths = compiler.truths
        eventLeaves = compiler.eventLeaves
        standings = compiler.standings
        planned = compiler.planned
        groups = compiler.groups
        tableRows = compiler.tableRows
        tablePoints = compiler.tablePoints
        personaNodes = compiler.personaNodes
        overrideNodes = compiler.overrideNodes
        stageNodes = compiler.stageNodes
        gateNodes = compiler.gateNodes
        profileNodes = compiler.profileNodes
        result = PlannedResult(rules)
        qualification = compiler.qualification
        warmth = compiler.warmth
        missingFields = compiler.missingFields
        missingProperties = compiler.missingProperties
        missingEventTypes = rules.eventTypeNames.filter { logs.dataTypes(of: $0).isEmpty }
    }
}

/// A test of what the score has come to, with positions for names.
struct PlannedStanding: Sendable {
    let test: StandingTest
    /// Of an axis, group or rule.
    let position: Int
}

/// What letters, classes and cells lead to.
struct PlannedResult: Sendable {
    /// The axis of the letter, `-1` for the overall percentage.
    let letterAxis: Int
    /// The axis of the engagement class, `-1` without.
    let classAxis: Int
    let weights: [Double]

    init(_ rules: RuleSet) {
        let ids = rules.axes.map(\.id)
        let fit = rules.scales.axis ?? rules.matrix?.fitAxis
        letterAxis = fit.flatMap { ids.firstIndex(of: $0) } ?? -1
        classAxis = rules.matrix.flatMap { ids.firstIndex(of: $0.engagementAxis) } ?? -1
        weights = rules.axes.map(\.weight)
    }
}

/// The columns of the answers of a qualification, criterion after criterion.
struct PlannedQualification: Sendable {
    let answers: [[Qualification.Answer]]
    /// Since when an answer is known; empty when that is not said.
    let knownAt: [[Double]]
}

/// What makes a lead warm: known fields and reactions.
struct PlannedWarmth: Sendable {
    let warmth: StageModel.Warmth
    /// How many of the fields each row has; empty without fields.
    let knownCounts: [Int32]
    let reactions: BoundQuery?
}
