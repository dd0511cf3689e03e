import LearningCore
import Testing

@testable import RuleScoring

/// Conditions of attributes against Kleene's tables, written down as plainly as possible.
@Suite struct ConditionTruthTests {
    /// Random trees of `all`, `any`, `not` and `at_least` over attributes that hold, do not, or are absent.
    @Test func randomConditionsAgreeWithTheTables() throws {
        var chance = SeededGenerator(seed: 31)
        var counts: [Truth: Int] = [:]
        for _ in 0..<max(40, CaseCount.value / 60) {
            let (text, naive) = Self.randomCondition(&chance, depth: 3)
            let cells = (0..<4).map { _ in (0..<60).map { _ in ["yes", "no", ""][chance.nextIndex(below: 3)] } }
            let frame = RuleBench.frame(["a0": cells[0], "a1": cells[1], "a2": cells[2], "a3": cells[3]])
            let plan = try RulePlan(
                try RuleBench.rules("groups: {g: {rules: [{id: r, when: \(text), points: 1}]}}"), leads: frame,
                on: RuleBench.pool)
            let pass = ScorePass(plan)
            for row in 0..<60 {
                let values = cells.map { $0[row] == "yes" ? Truth.yes : $0[row] == "no" ? .no : .unknown }
                let found = pass.truth(plan.planned[0].node, LeadView(row: row, asOf: 0, logs: plan.logs))
                #expect(found == naive(values), "\(text) of \(values)")
                counts[found, default: 0] += 1
            }
        }
        for truth in Truth.allCases { #expect(counts[truth, default: 0] > 100) }
    }

    private typealias Naive = ([Truth]) -> Truth

    private static func randomCondition(_ chance: inout SeededGenerator, depth: Int) -> (String, Naive) {
        let kind = depth == 0 ? 0 : chance.nextIndex(below: 5)
        if kind == 0 {
            let field = chance.nextIndex(below: 4)
            return ("{attr: a\(field), eq: yes}", { $0[field] })
        }
        if kind == 1 {
            let (text, naive) = randomCondition(&chance, depth: depth - 1)
            return (
                "{not: \(text)}", { values in [.no: Truth.yes, .unknown: .unknown, .yes: .no][naive(values)] ?? .no }
            )
        }
        let parts = (0..<2 + chance.nextIndex(below: 2)).map { _ in randomCondition(&chance, depth: depth - 1) }
        let list = "[" + parts.map(\.0).joined(separator: ", ") + "]"
        let naives = parts.map(\.1)
        switch kind {
        case 2:
            return (
                "{all: \(list)}",
                { values in
                    let found = naives.map { $0(values) }
                    return found.contains(.no) ? .no : found.contains(.unknown) ? .unknown : .yes
                }
            )
        case 3:
            return (
                "{any: \(list)}",
                { values in
                    let found = naives.map { $0(values) }
                    return found.contains(.yes) ? .yes : found.contains(.unknown) ? .unknown : .no
                }
            )
        default:
            let needed = 1 + chance.nextIndex(below: parts.count)
            return (
                "{at_least: {n: \(needed), of: \(list)}}",
                { values in
                    let found = naives.map { $0(values) }
                    if found.filter({ $0 == .yes }).count >= needed { return .yes }
                    return found.filter { $0 != .no }.count >= needed ? .unknown : .no
                }
            )
        }
    }

    /// What each operator says of a value, a blank, a placeholder and a column that is not there (R-DATA-6).
    @Test(arguments: [
        ("eq: CEO", [2, 1, 1, 1]), ("ne: CEO", [0, 1, 1, 1]), ("in: [cto, ceo]", [2, 1, 1, 1]),
        ("not_in: [cto]", [2, 1, 1, 1]), ("contains: [e]", [2, 1, 1, 1]), ("starts_with: c", [2, 1, 1, 1]),
        ("ends_with: x", [0, 1, 1, 1]), ("matches: 'c.o'", [2, 1, 1, 1]), ("known: true", [2, 0, 0, 1]),
        ("known: false", [0, 2, 2, 1]), ("unknown: true", [0, 2, 2, 1]), ("placeholder: true", [0, 0, 2, 1]),
        ("placeholder: false", [2, 2, 0, 1]), ("gt: 5", [1, 1, 1, 1]),
    ])
    func states(test: String, expected: [UInt8]) throws {
        let rules = try RuleBench.rules(
            """
            groups: {g: {rules: [{id: a, when: {attr: x, \(test)}, points: 1}, {id: b, when: {attr: gone, \(test)}, points: 1}]}}
            """)
        let plan = try RulePlan(rules, leads: RuleBench.frame(["x": ["ceo ", "", "Select"]]), on: RuleBench.pool)
        let pass = ScorePass(plan)
        let found = (0..<3).map {
            pass.truth(plan.planned[0].node, LeadView(row: $0, asOf: 0, logs: plan.logs)).rawValue
        }
        let gone = pass.truth(plan.planned[1].node, LeadView(row: 0, asOf: 0, logs: plan.logs)).rawValue
        #expect(found + [gone] == expected)
        #expect(plan.missingFields == ["gone"])
    }

    @Test(arguments: [
        ("point", "1,234.5", "gt: 1000", true), ("comma", "1.234,5", "gt: 1000", true), ("comma", "1,5", "lt: 2", true),
        ("point", "200-499", "between: [300, 400]", true), ("point", "2000+", "gte: 2000", true),
        ("point", "2026-03-01", "gte: 2026-02-01", true), ("point", "31.01.2026", "lt: 2026-02-01", true),
        ("point", "10", "eq: 10.0", true), ("point", "Straße", "eq: STRASSE", true),
        ("point", "ﬁrma", "eq: Firma", true),
        ("point", "Müller GmbH", "ends_with: gmbh", true), ("point", "true", "eq: yes", true),
        ("point", "10", "between: [11, 12]", false),
    ])
    func values(mark: String, cell: String, test: String, expected: Bool) throws {
        let rules = try RuleBench.rules(
            "locale: \(mark == "comma" ? "de" : "en")\ngroups: {g: {rules: [{id: a, when: {attr: x, \(test)}, points: 1}]}}"
        )
        let plan = try RulePlan(rules, leads: RuleBench.frame(["x": [cell]]), on: RuleBench.pool)
        let truth = ScorePass(plan).truth(plan.planned[0].node, LeadView(row: 0, asOf: 0, logs: plan.logs))
        #expect(truth == Truth(expected))
    }
}
