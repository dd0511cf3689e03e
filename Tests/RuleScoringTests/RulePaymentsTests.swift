import Tabular
import Testing

@testable import RuleScoring

@Suite struct RulePaymentsTests {
    private static let body = """
        axes:
          fit: {min: 0, max: 50, groups: [role, size]}
        groups:
          role:
            combine: max
            rules:
              - {id: manager, when: {attr: title, contains: manager}, points: 10}
              - {id: sales, when: {attr: title, contains: sales}, points: 20}
          size:
            cap: {max: 15}
            rules:
              - {id: large, when: {attr: size, gte: 100}, points: 12}
              - {id: huge, when: {attr: size, gte: 1000}, points: 12}
        """

    private let frame = RuleBench.frame([
        "title": ["manager", "sales manager", "", "clerk"], "size": ["500", "2000", "50", ""],
    ])

    @Test func everyRuleIsNamedWithWhatItPaid() throws {
        let plan = try RulePlan(RuleBench.rules(Self.body), leads: frame, on: RuleBench.pool)
        let (overall, rules) = plan.payments(asOf: .time(0), on: RuleBench.pool)
        #expect(rules.map(\.rule) == ["manager", "sales", "large", "huge"])
        // Of the roles the better one pays; the limit of the group is above the rules.
        #expect(rules.map(\.points) == [[10, 0, 0, 0], [0, 20, 0, 0], [12, 12, 0, 0], [0, 12, 0, 0]])
        #expect(overall == [44, 70, 0, 0])
        #expect(overall == plan.scores(asOf: .time(0), on: RuleBench.pool).overall)
    }

    @Test func aTimeOfItsOwnForEveryLead() throws {
        let plan = try RulePlan(RuleBench.rules(Self.body), leads: frame, on: RuleBench.pool)
        #expect(
            plan.payments(asOf: .column([1, 2, 3, 4]), on: RuleBench.pool).rules
                == plan.payments(asOf: .time(9), on: RuleBench.pool).rules)
    }
}
