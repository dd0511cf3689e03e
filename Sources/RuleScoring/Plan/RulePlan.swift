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
    /// Beside each event leaf its scope and what it needs: most leads lack most types, and then the leaf is not asked.
    let eventNeeds: [(scope: EventScope, types: TypeBits?)]
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
    let buyerNodes: [Int32]
    let result: PlannedResult
    let qualification: PlannedQualification?
    /// The account of each row, `-1` for none, when the rules roll accounts up.
    let accounts: (ofRow: [Int32], count: Int)
    let warmth: PlannedWarmth?

    /// - Parameter events: the leads' events, indexed by the same rows; without them event conditions are unknown.
    /// - Throws: `HistoryError` when the log has another number of rows.
    /// - Complexity: O(rows × conditions on attributes + events × conditions with `where`).
    public convenience init(
        _ rules: RuleSet, leads: DataFrame, events: EventLog? = nil, on pool: WorkerPool
    ) throws(HistoryError) {
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
        try self.init(columns, logs)
    }

    /// For snapshots of leads: one row each, with events of which only the lead's own are seen. Conditions on those of the
    /// lead's contact or account are unknown: they hang on other rows.
    ///
    /// - Parameters:
    ///   - happened: one snapshot for each row of `leads`.
    ///   - hiddenTypes: types of events, as the log calls them, that are taken for not there.
    /// - Throws: `HistoryError` when there is another number of snapshots.
    public convenience init(
        _ rules: RuleSet, leads: DataFrame, events happened: SnapshotEvents?, hiding hiddenTypes: [String] = [],
        on pool: WorkerPool
    ) throws(HistoryError) {
        if let happened, happened.snapshots.count != leads.rowCount {
            throw .unequalLengths(name: "the snapshots", expected: leads.rowCount, found: happened.snapshots.count)
        }
        let logs = EventLogs(
            rules: rules, lead: happened?.log, contact: nil, account: nil, rows: happened?.snapshots.map(\.row),
            hiddenTypes: Set(hiddenTypes))
        try self.init(FieldColumns(rules: rules, frame: leads, pool: pool), logs)
    }

    private init(_ columns: FieldColumns, _ logs: EventLogs) throws(HistoryError) {
        let (rules, leads) = (columns.rules, columns.frame)
        var compiler = PlanCompiler(rules: rules, columns: columns, logs: logs)
        try compiler.compile()
        self.rules = rules
        self.logs = logs
        rowCount = leads.rowCount
        nodes = compiler.nodes
        children = compiler.children
        truths = compiler.truths
        eventLeaves = compiler.eventLeaves
        eventNeeds = compiler.eventLeaves.map { ($0.scope, $0.needs) }
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
        buyerNodes = compiler.buyerNodes
        result = PlannedResult(rules)
        qualification = compiler.qualification
        accounts = rules.accounts.map { columns.groups(by: $0.field) } ?? ([], 0)
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

/// What letters, classes and stages hang on, as numbers.
struct PlannedResult: Sendable {
    struct Axis: Sendable {
        let minimum: Points
        let maximum: Points
        let weight: Double
    }

    let axes: [Axis]
    /// The axis of the letter, `-1` for the overall percentage.
    let letterAxis: Int
    /// The axis of the engagement class, `-1` without.
    let classAxis: Int
    /// The axis of the MQL threshold, `-1` for the overall percentage.
    let qualifiedAxis: Int
    /// The lower bounds of the bands, the best first.
    let letterBounds: [Double]
    let classBounds: [Double]
    /// The entries of the stages in the order in which they are decided.
    let entries: [(stage: Stage, entry: Int)]

    init(_ rules: RuleSet) {
        let ids = rules.axes.map(\.id)
        func position(_ id: String?) -> Int { id.flatMap { ids.firstIndex(of: $0) } ?? -1 }
        axes = rules.axes.map { Axis(minimum: $0.minimum, maximum: $0.maximum, weight: $0.weight) }
        letterAxis = position(rules.scales.axis ?? rules.matrix?.fitAxis)
        classAxis = position(rules.matrix?.engagementAxis)
        qualifiedAxis = position(rules.stages?.mql?.axis)
        letterBounds = rules.scales.letters.bands.map(\.from)
        classBounds = rules.scales.classes.bands.map(\.from)
        entries = Stage.decisionOrder.flatMap { stage in
            (rules.stages?.entries ?? []).enumerated().filter { $0.element.stage == stage }.map { (stage, $0.offset) }
        }
    }

    /// The position of the band of a percentage.
    static func band(of percent: Double, _ bounds: [Double]) -> Int {
        for (position, bound) in bounds.enumerated() where percent >= bound { return position }
        return bounds.count - 1
    }
}

/// The columns of the answers of a qualification, criterion after criterion.
struct PlannedQualification: Sendable {
    let answers: [[Qualification.Answer]]
    /// Since when an answer is known; empty when that is not said.
    let knownAt: [[Double]]
    /// Why it is what it is, blank where nothing is said; empty without a field for it.
    let evidence: [[String]]
}

/// What makes a lead warm: known fields and reactions.
struct PlannedWarmth: Sendable {
    let warmth: StageModel.Warmth
    /// How many of the fields each row has; empty without fields.
    let knownCounts: [Int32]
    let reactions: BoundQuery?
}
