import LeadHistory
import LearningCore
import Testing

@testable import RuleScoring

@Suite struct ParetoClassesTests {
    /// Values 50, 30, 10, 6, 4 of 100: the first two make 80 and are A, the next two cross 95 and are B.
    @Test func countedByHand() {
        #expect(
            ParetoClasses.classes(of: [10, 50, 4, 30, 6], ids: ["c", "a", "e", "b", "d"]) == [.b, .a, .c, .a, .b])
    }

    @Test func theCrossingLeadBelongsToTheBetterClass() {
        #expect(ParetoClasses.classes(of: [100], ids: ["a"]) == [.a])
        #expect(ParetoClasses.classes(of: [79, 2, 19], ids: ["a", "b", "c"]) == [.a, .c, .a])
    }

    @Test func tiesGoById() {
        #expect(ParetoClasses.classes(of: [1, 1, 1, 1, 1], ids: ["e", "d", "c", "b", "a"]) == [.b, .a, .a, .a, .a])
        #expect(ParetoClasses.classes(of: [0, -3], ids: ["a", "b"]) == [.c, .c])
    }

    /// A holds at least 80 % of the value, and without its last lead less; likewise A and B with 95 %.
    @Test func boundsHold() {
        var chance = SeededGenerator(seed: 7)
        for _ in 0..<300 {
            let values = (0..<1 + chance.nextIndex(below: 30)).map { _ in chance.nextUniform() }
            let classes = ParetoClasses.classes(of: values, ids: values.indices.map { "\($0)" })
            let total = values.reduce(0, +)
            for (best, share) in [([ParetoClasses.Class.a], 0.8), ([.a, .b], 0.95)] {
                let inside = zip(values, classes).filter { best.contains($1) }.map(\.0)
                #expect(inside.reduce(0, +) >= share * total - 1e-9)
                #expect(inside.reduce(0, +) - (inside.min() ?? 0) < share * total + 1e-9)
            }
        }
    }
}

@Suite struct AccountRollUpTests {
    @Test func methods() {
        let percents = [80.0, 20, 60, 40]
        #expect(AccountRollUp.Method.max.percent(of: percents) == 80)
        #expect(AccountRollUp.Method.mean.percent(of: percents) == 50)
        #expect(AccountRollUp.Method.sumCapped.percent(of: percents) == 100)
        #expect(AccountRollUp.Method.top3Mean.percent(of: percents) == 60)
        #expect(AccountRollUp.Method.top3Mean.percent(of: [30, 10]) == 20)
        // 1 − 0.5 · 0.5 = 0.75
        #expect(AccountRollUp.Method.noisyOr.percent(of: [50, 50]) == 75)
        for method in AccountRollUp.Method.allCases {
            #expect(method.percent(of: []) == 0)
            #expect(AccountRollUp.Method(name: method.rawValue.replacing("_", with: "-")) == method)
        }
        #expect(AccountRollUp.Method(name: "top3") == .top3Mean)
        #expect(AccountRollUp.Method(name: "most") == nil)
    }

    @Test func accountsOfATable() throws {
        let rules = try RuleBench.rules(
            """
            accounts: {field: firm, method: mean, buying_group: {decider: {attr: title, eq: boss}, user: {attr: title, eq: cook}}}
            groups: {g: {rules: [{id: a, when: {attr: title, known: true}, points: {boss: 60, clerk: 20}}]}}
            """)
        let frame = RuleBench.frame(["firm": ["x", "y", "x", ""], "title": ["boss", "clerk", "clerk", "boss"]])
        let day = 86_400.0
        let start = try RuleBench.time("2026-01-01")
        let log = try RuleBench.log([Happening(0, start, "open"), Happening(2, start - 40 * day, "open")], rowCount: 4)
        let plan = try RulePlan(rules, leads: frame, events: log, on: RuleBench.pool)
        let asOf = ScoringTimes.time(start + day)
        let accounts = plan.accountScores(of: plan.scores(asOf: asOf, on: RuleBench.pool).overall, asOf: asOf)
        #expect(accounts.map(\.percent) == [40, 20])
        #expect(accounts.map(\.rows) == [[0, 2], [1]])
        #expect(accounts.map(\.activeRows) == [[0], []])
        #expect(accounts.map(\.roles) == [[true, false], [false, false]])
        // A lead without a score counts for nothing, and an account of such leads is not there.
        let some = plan.accountScores(of: [.nan, .nan, 70, 10], asOf: asOf)
        #expect(some.map(\.percent) == [70])
        #expect(some.map(\.rows) == [[2]])
    }
}

@Suite struct QualificationTests {
    private static func result(_ answers: [Qualification.Answer]) throws -> QualificationResult {
        let rules = try RuleBench.rules(
            """
            groups: {g: {rules: []}}
            qualification:
              model: bant
              criteria: {budget: {weight: 1}, authority: {weight: 3}, need: {weight: 2}, timing: {weight: 2}}
              gate: {yes_at_least: 3, not_no: [authority]}
            """)
        return try #require(rules.qualification).result(of: answers)
    }

    /// Weights 1, 3, 2, 2. Yes, unknown, partial, yes: (1 + 1 + 2) / 5 known of 8.
    @Test func scoreAndCompleteness() throws {
        let found = try Self.result([.yes, .unknown, .partial, .yes])
        #expect(found.score == 80)
        #expect(found.completeness == 62.5)
        #expect(found.open == [1])
        #expect(try Self.result([.unknown, .unknown, .unknown, .unknown]).score == nil)
        #expect(try Self.result([.unknown, .unknown, .unknown, .unknown]).open == [1, 2, 3, 0])
    }

    @Test(arguments: [
        ([Qualification.Answer.yes, .yes, .yes, .no], Truth.yes), ([.yes, .no, .yes, .yes], .no),
        ([.yes, .unknown, .yes, .yes], .unknown), ([.yes, .yes, .unknown, .no], .unknown),
        ([.yes, .yes, .no, .no], .no),
    ])
    func gate(answers: [Qualification.Answer], expected: Truth) throws {
        #expect(try Self.result(answers).gate == expected)
    }

    /// An answer that became known later is unknown as of before.
    @Test func onlyWhatWasKnown() throws {
        let rules = try RuleBench.rules(
            """
            groups: {g: {rules: []}}
            qualification: {model: bant, criteria: {budget: {known_at: budget_at}}}
            """)
        let frame = RuleBench.frame(["budget": ["yes"], "budget_at": ["2026-02-01"], "need": ["no"]])
        let plan = try RulePlan(rules, leads: frame, on: RuleBench.pool)
        for (asOf, expected) in [("2026-01-31", Qualification.Answer.unknown), ("2026-02-01", .yes)] {
            let answers = plan.explanation(ofRow: 0, asOf: try RuleBench.time(asOf)).qualification?.answers
            #expect(answers == [expected, .unknown, .no, .unknown])
        }
    }
}

@Suite struct StageTests {
    private static let start = 1_767_225_600.0
    private static let day = 86_400.0
    private static let rules = """
        axes: {score: {max: 100, groups: [g]}}
        groups:
          g:
            rules:
              - {id: a, when: {event: form}, points: 60, decay: {type: linear, lifespan: 60d}}
        stages:
          mql: {at: 50, hysteresis: 20, cool_down: 30d}
          sql: {when: {event: meeting}}
          won: {when: {attr: status, eq: won}}
        """

    private func stage(_ events: [Happening], day: Double, status: String = "") throws -> Stage {
        let plan = try RulePlan(
            try RuleBench.rules(Self.rules), leads: RuleBench.frame(["status": [status]]),
            events: try RuleBench.log(events, rowCount: 1), on: RuleBench.pool)
        return plan.explanation(ofRow: 0, asOf: Self.start + day * Self.day).stage
    }

    /// 60 points falling by one a day: promoted at once, kept down to 30, lost below; then 30 days of rest.
    @Test func hysteresisAndCoolDown() throws {
        let form = Happening(0, Self.start, "form")
        #expect(try stage([form], day: 0) == .mql)
        #expect(try stage([form], day: 20) == .mql)
        #expect(try stage([form], day: 30) == .mql)
        #expect(try stage([form], day: 31) == .cold)
        // Without the first rise, 40 points are not enough.
        let weak = [Happening(0, Self.start + 19 * Self.day, "other")]
        #expect(try stage(weak, day: 20) == .cold)
        let again = Happening(0, Self.start + 40 * Self.day, "form")
        #expect(try stage([form, again], day: 40) == .cold)
        let late = Happening(0, Self.start + 62 * Self.day, "form")
        #expect(try stage([form, late], day: 62) == .mql)
    }

    @Test func laterStagesWin() throws {
        let events = [Happening(0, Self.start, "form"), Happening(0, Self.start + Self.day, "meeting")]
        #expect(try stage(events, day: 0) == .mql)
        #expect(try stage(events, day: 2) == .sql)
        #expect(try stage(events, day: 2, status: "won") == .won)
    }

    @Test func funnelCounts() throws {
        let plan = try RulePlan(
            try RuleBench.rules(Self.rules), leads: RuleBench.frame(["status": ["", "", "", "won"]]),
            events: try RuleBench.log(
                [
                    Happening(0, Self.start, "other"), Happening(0, Self.start + 2 * Self.day, "form"),
                    Happening(0, Self.start + 6 * Self.day, "meeting"), Happening(1, Self.start, "form"),
                ], rowCount: 4), on: RuleBench.pool)
        let asOf = ScoringTimes.time(Self.start + 10 * Self.day)
        let report = FunnelReport(
            plan.stageHistories(asOf: asOf, on: RuleBench.pool), created: [Self.start, Self.start, .nan, Self.start])
        #expect(report.lines.map(\.reached) == [4, 3, 3, 2, 1, 1])
        #expect(report.lines.map(\.current) == [1, 0, 1, 1, 0, 1])
        #expect(report.lines[3].medianDays == 4)
        #expect(report.cohorts.map(\.name) == ["2026-01", "unknown"])
        #expect(report.cohorts.map(\.leads) == [3, 1])
    }
}

@Suite struct GateCountsTests {
    /// One that passes, one that fails by what is known, one of which too little is known; and a gate on the result.
    @Test func passFailAndUnknown() throws {
        let rules = try RuleBench.rules(
            """
            gates:
              qualify: [{when: {attr: country, eq: DE}}, {when: {attr: email, known: true}}]
              score: {when: {standing: overall, gte: 5}}
            groups: {g: {rules: [{id: a, when: {attr: country, eq: DE}, points: 10}]}}
            """)
        let frame = RuleBench.frame(["country": ["DE", "FR", "", ""], "email": ["a", "a", "a", ""]])
        let plan = try RulePlan(rules, leads: frame, on: RuleBench.pool)
        let counts = plan.gateCounts(asOf: .time(0))
        #expect(counts.map(\.gate) == ["qualify", "score"])
        #expect(counts.map { [$0.pass, $0.fail, $0.unknown] } == [[1, 2, 1], [1, 3, 0]])
        for row in 0..<4 {
            let gate = plan.explanation(ofRow: row, asOf: 0).gates[0]
            #expect(gate.truth == [.yes, .no, .unknown, .no][row])
        }
    }
}

@Suite struct RulePlanFeaturesTests {
    /// By row: the axis, the rules, and the qualification; what is not known is NaN unless it was paid for.
    @Test func columns() throws {
        let rules = try RuleBench.rules(
            """
            groups:
              g:
                combine: max
                rules:
                  - {id: a, when: {attr: size, gte: 10}, points: 5}
                  - {id: b, when: {attr: size, gte: 50}, points: 8}
                  - {id: c, when: {attr: size, gte: 90}, points: 1, if_unknown: 2}
            qualification: {model: bant}
            """)
        let frame = RuleBench.frame(["size": ["60", "", "20"], "need": ["yes", "", "no"]])
        let plan = try RulePlan(rules, leads: frame, on: RuleBench.pool)
        let columns = plan.features(asOf: .time(0), on: RuleBench.pool)
        #expect(columns.map(\.name) == rules.featureNames)
        let shown = columns.map { $0.values.map { $0.isNaN ? -99 : $0 } }
        // Of two that match the group takes the better.
        #expect(
            shown == [
                [8, 0, 5], [0, -99, 5], [8, -99, 0], [0, 0, 0], [100, -99, 0], [25, 0, 25],
            ])
    }
}
