import LeadHistory
import Tabular

/// Makes the flat plan.
struct PlanCompiler {
    let rules: RuleSet
    let columns: FieldColumns
    let logs: EventLogs

    private(set) var nodes: [PlanNode] = []
    private(set) var children: [Int32] = []
    private(set) var truths: [Truth] = []
    private(set) var eventLeaves: [EventLeaf] = []
    private(set) var standings: [PlannedStanding] = []
    private(set) var planned: [PlannedRule] = []
    private(set) var groups: [PlannedGroup] = []
    private(set) var tableRows: [Int32] = []
    private(set) var tablePoints: [Points] = []
    private(set) var personaNodes: [Int32] = []
    private(set) var overrideNodes: [Int32] = []
    private(set) var stageNodes: [Int32] = []
    private(set) var gateNodes: [[Int32]] = []
    private(set) var profileNodes: [Int32] = []
    private(set) var buyerNodes: [Int32] = []
    private(set) var qualification: PlannedQualification?
    private(set) var warmth: PlannedWarmth?
    private(set) var missingFields: [String] = []
    private(set) var missingProperties: [String] = []

    private var attributeLeaves: [AttributeTest: Int32] = [:]
    private var eventLeafOf: [Condition: Int32] = [:]
    private var attributeCount: Int32 = 0

    init(rules: RuleSet, columns: FieldColumns, logs: EventLogs) {
        self.rules = rules
        self.columns = columns
        self.logs = logs
    }

    mutating func compile() throws(HistoryError) {
        for group in rules.groups { try add(group) }
        for persona in rules.personas { personaNodes.append(try add(persona.condition ?? .always)) }
        for override in rules.overrides { overrideNodes.append(try add(override.condition)) }
        for entry in rules.stages?.entries ?? [] { stageNodes.append(try add(entry.condition)) }
        for gate in rules.gates {
            var musts: [Int32] = []
            for must in gate.musts { musts.append(try add(must.condition)) }
            gateNodes.append(musts)
        }
        for criterion in rules.profile?.criteria ?? [] { profileNodes.append(try add(criterion.condition)) }
        for role in rules.accounts?.buyingGroup ?? [] { buyerNodes.append(try add(role.condition)) }
        qualification = rules.qualification.map { plan($0) }
        if let warmth = rules.stages?.warmth { self.warmth = try plan(warmth) }
    }

    private mutating func column(of field: String) -> Column? {
        if let column = columns.column(of: field) { return column }
        if !missingFields.contains(field) { missingFields.append(field) }
        return nil
    }

    private mutating func add(_ group: RuleGroup) throws(HistoryError) {
        let start = planned.count
        for rule in group.rules { planned.append(try plan(rule)) }
        groups.append(
            PlannedGroup(
                rules: start..<planned.count, combination: group.combination, minimum: group.limits.minimum,
                maximum: group.limits.maximum, axis: rules.axes.firstIndex { $0.groups.contains(group.id) } ?? -1,
                hasReset: planned[start...].contains(where: \.resetsGroup),
                personas: PersonaSet(naming: group.personas, in: rules)))
    }

    private mutating func plan(_ rule: Rule) throws(HistoryError) -> PlannedRule {
        let node = try add(rule.condition)
        var payer: Int32 = -1
        if let condition = rule.condition.payer { payer = try eventLeaf(condition) }
        var (points, table, period, most) = (Points.zero, Int32(-1), 0.0, Int64.max)
        switch rule.points {
        case .constant(let constant): points = constant
        case .table, .ranges: table = addTable(rule.points)
        case .perPeriod(let each, let every, let limit):
            (points, period) = (each, every)
            most = limit.map { abs($0.millionths) } ?? .max
        }
        let repetition = rule.repetition
        return PlannedRule(
            node: node, payer: payer, points: points, table: table, pointsIfUnknown: rule.pointsIfUnknown ?? .zero,
            mode: repetition.mode, minimumGap: repetition.minimumGap ?? 0, cap: repetition.cap ?? .max,
            window: repetition.window ?? .infinity,
            maximumPoints: repetition.maximumPoints.map { abs($0.millionths) } ?? -1, decay: rule.decay, period: period,
            mostForPeriods: most, resetsGroup: rule.resetsGroup, hasPayer: payer >= 0,
            personas: PersonaSet(naming: rule.personas, in: rules))
    }

    /// - Returns: where the rows of the table begin in ``tableRows``.
    private mutating func addTable(_ points: RulePoints) -> Int32 {
        let start = tableRows.count
        let first = Int32(tablePoints.count)
        let rowCount = columns.frame.rowCount
        guard let field = points.field, let column = column(of: field) else {
            tableRows += repeatElement(-1, count: rowCount)
            return Int32(start)
        }
        switch points {
        case .table(_, let rows, let otherwise):
            tablePoints += rows.map(\.points) + [otherwise ?? .zero]
            let last = first + Int32(rows.count)
            tableRows += columns.results(of: column, field: field) { _ in
                Int32(-1)
            } value: { cell in
                rows.firstIndex { $0.words.contains { $0.equals(cell) } }.map { first + Int32($0) } ?? last
            }
        case .ranges(_, let rows, let otherwise):
            tablePoints += rows.map(\.points) + [otherwise ?? .zero]
            let last = first + Int32(rows.count)
            tableRows += columns.results(of: column, field: field) { _ in
                Int32(-1)
            } value: { cell in
                guard let number = cell.number else { return Int32(-1) }
                return rows.firstIndex { $0.range.contains(number) }.map { first + Int32($0) } ?? last
            }
        case .constant, .perPeriod: break
        }
        return Int32(start)
    }

    // MARK: Conditions

    private mutating func add(_ condition: Condition) throws(HistoryError) -> Int32 {
        switch condition {
        case .always: return append(PlanNode(kind: .always))
        case .attribute(let test): return append(PlanNode(kind: .attribute, first: attributeLeaf(test)))
        case .event, .sequence: return append(PlanNode(kind: .event, first: try eventLeaf(condition)))
        case .standing(let test):
            standings.append(PlannedStanding(test: test, position: position(of: test.subject)))
            return append(PlanNode(kind: .standing, first: Int32(standings.count - 1)))
        case .all(let parts): return try append(.all, parts)
        case .any(let parts): return try append(.any, parts)
        case .not(let part): return try append(.not, [part])
        case .atLeast(let needed, let parts): return try append(.atLeast, parts, needed: needed)
        }
    }

    private mutating func append(_ node: PlanNode) -> Int32 {
        nodes.append(node)
        return Int32(nodes.count - 1)
    }

    private mutating func append(
        _ kind: PlanNode.Kind, _ parts: [Condition], needed: Int = 0
    ) throws(HistoryError) -> Int32 {
        var positions: [Int32] = []
        for part in parts { positions.append(try add(part)) }
        let first = Int32(children.count)
        children += positions
        return append(PlanNode(kind: kind, first: first, count: Int32(positions.count), needed: Int32(needed)))
    }

    private mutating func attributeLeaf(_ test: AttributeTest) -> Int32 {
        let key = AttributeTest(field: test.field, tests: test.tests)
        if let known = attributeLeaves[key] { return known }
        if let column = column(of: test.field) {
            truths += columns.results(of: column, field: test.field) {
                key.truth(of: $0)
            } value: {
                key.truth(of: $0)
            }
        } else {
            truths += repeatElement(.unknown, count: columns.frame.rowCount)
        }
        attributeLeaves[key] = attributeCount
        attributeCount += 1
        return attributeCount - 1
    }

    private mutating func eventLeaf(_ condition: Condition) throws(HistoryError) -> Int32 {
        let key = condition.withoutPlaces
        if let known = eventLeafOf[key] { return known }
        eventLeaves.append(try bound(condition))
        eventLeafOf[key] = Int32(eventLeaves.count - 1)
        return Int32(eventLeaves.count - 1)
    }

    private mutating func bound(_ condition: Condition) throws(HistoryError) -> EventLeaf {
        do {
            switch condition {
            case .event(let test): return try bound(test)
            case .sequence(let test): return try bound(test)
            default: return EventLeaf(scope: .lead)
            }
        } catch {
            // What the data do not have makes a condition unknown; it is told at the end.
            guard case .unknownProperty(let name, _) = error else {
                guard case .notNumeric(let name) = error else { throw error }
                missingProperties.append(name)
                return EventLeaf(scope: .lead)
            }
            if !missingProperties.contains(name) { missingProperties.append(name) }
            return EventLeaf(scope: .lead)
        }
    }

    private func bound(_ test: EventTest) throws(HistoryError) -> EventLeaf {
        guard let log = logs[test.scope] else { return EventLeaf(scope: test.scope) }
        let types = logs.resolved(test.types)
        let mask = try logs.mask(of: test, in: log)
        func query(_ measure: EventMeasure, _ log: EventLog, _ mask: [Bool]?) throws(HistoryError) -> BoundQuery {
            try EventQuery(measure, of: types, window: test.window, timeZone: rules.timeZone).bound(to: log, mask: mask)
        }
        var comparisons: [(query: BoundQuery, range: NumberRange)] = []
        for comparison in test.comparisons {
            comparisons.append((query: try query(comparison.quantity, log, mask), range: comparison.range))
        }
        var own: EventLeaf.Source?
        if test.byOthers, let ownLog = logs[.lead] {
            let query = try query(.count, ownLog, try logs.mask(of: test, in: ownLog))
            own = EventLeaf.Source(log: ownLog, occurrences: query)
        }
        return EventLeaf(
            scope: test.scope, source: EventLeaf.Source(log: log, occurrences: try query(.count, log, mask)), own: own,
            comparisons: comparisons, needs: comparisons.isEmpty ? TypeBits(types, in: log) : nil)
    }

    private func bound(_ test: SequenceTest) throws(HistoryError) -> EventLeaf {
        guard let log = logs[test.scope] else { return EventLeaf(scope: test.scope) }
        let sequence = logs.resolved(test.sequence)
        let query = EventQuery(.sequenceCount(sequence), window: test.window, timeZone: rules.timeZone)
        return EventLeaf(
            scope: test.scope, source: EventLeaf.Source(log: log, occurrences: try query.bound(to: log)),
            needs: TypeBits(sequence.of, in: log))
    }

    private func position(of subject: StandingTest.Subject) -> Int {
        switch subject {
        case .axis(let id): rules.axes.firstIndex { $0.id == id } ?? -1
        case .group(let id): rules.groups.firstIndex { $0.id == id } ?? -1
        case .rule(let id): rules.rules.firstIndex { $0.id == id } ?? -1
        default: -1
        }
    }

    // MARK: Qualification and warmth

    private mutating func plan(_ qualification: Qualification) -> PlannedQualification {
        let rowCount = columns.frame.rowCount
        let answers = qualification.criteria.map { criterion in
            guard let column = column(of: criterion.field) else {
                return [Qualification.Answer](repeating: .unknown, count: rowCount)
            }
            return columns.results(of: column, field: criterion.field) { _ in
                .unknown
            } value: {
                Qualification.Answer($0)
            }
        }
        let knownAt = qualification.criteria.map { criterion -> [Double] in
            guard let field = criterion.knownAt else { return [] }
            guard let column = column(of: field) else { return [Double](repeating: .infinity, count: rowCount) }
            return columns.results(of: column, field: field) { _ in
                .infinity
            } value: {
                $0.time ?? .infinity
            }
        }
        let evidence = qualification.criteria.map { criterion -> [String] in
            guard let field = criterion.evidence, let column = column(of: field) else { return [] }
            return (0..<rowCount).map { row in
                guard column.state(at: row) == .value, case .text(let text) = column.values else { return "" }
                return text[row]
            }
        }
        return PlannedQualification(answers: answers, knownAt: knownAt, evidence: evidence)
    }

    private mutating func plan(_ warmth: StageModel.Warmth) throws(HistoryError) -> PlannedWarmth {
        var counts: [Int32] = []
        for field in warmth.fields {
            guard let column = column(of: field) else { continue }
            if counts.isEmpty { counts = [Int32](repeating: 0, count: columns.frame.rowCount) }
            let known = columns.results(of: column, field: field) { _ in
                Int32(0)
            } value: { _ in
                1
            }
            for row in counts.indices { counts[row] += known[row] }
        }
        let query = EventQuery(.count, of: logs.resolved(warmth.reactions), window: warmth.window)
        return PlannedWarmth(
            warmth: warmth, knownCounts: counts,
            reactions: try logs.lead.map { log throws(HistoryError) in try query.bound(to: log) })
    }
}

extension Qualification.Answer {
    /// What a cell answers: a word for yes, no or partly; any other text is an answer and counts as yes.
    init(_ cell: CellValue) {
        switch cell.text {
        case "no", "nein", "false", "0", "falsch", "n": self = .no
        case "partial", "partly", "teilweise", "maybe", "vielleicht", "0.5": self = .partial
        case "", "unknown", "unbekannt", "?": self = .unknown
        default: self = .yes
        }
    }
}
