import LeadHistory
import LearningCore
import Tabular
import Testing

@testable import RuleScoring

/// Laws of the whole engine, each on leads with random events.
@Suite struct RulePlanPropertyTests {
    private static let leadCount = CaseCount.value
    private static let start = 1_767_225_600.0
    private static let asOf = start + 60 * 86_400

    /// Every kind of repetition, decay, limit and combination.
    private static let rules = """
        axes:
          fit: {min: -10, max: 60, groups: [who, either]}
          engagement: {min: 0, max: 80, groups: [mail, web, found, best, quiet]}
        groups:
          who:
            cap: {min: -5, max: 30}
            rules:
              - {id: job, when: {attr: job, known: true}, points: {chief: 20.5, clerk: 3.25, else: -7}}
              - {id: size, points: {by: size, ranges: [{lt: 10, points: -3}, {gte: 10, lt: 100, points: 4}], else: 9}, if_unknown: 1}
              - {id: named, when: {not: {attr: job, in: [clerk]}}, points: 6}
          either:
            combine: first_match
            rules:
              - {id: small, when: {attr: size, lt: 20}, points: 5}
              - {id: any_size, when: {attr: size, known: true}, points: 2}
          mail:
            cap: {max: 20}
            rules:
              - {id: open, when: {event: open}, points: 2, repeat: {mode: per_event, min_gap: 12h, cap: 3, per: 7d}, decay: {type: linear, lifespan: 40d}}
              - {id: click, when: {event: click}, points: 3.7, repeat: {mode: per_event, max_points: 9}, decay: {type: half_life, half_life: 9d}}
              - {id: gone, when: {event: unsubscribe}, points: -8, reset: true}
          web:
            rules:
              - {id: visit, when: {event: visit, window: 30d}, points: 1, repeat: {mode: per_window, per: 2d}}
              - {id: often, when: {event: visit, count: {gte: 3}}, points: 5, decay: {type: expire, after: 20d}}
          found:
            rules:
              - {id: pair, when: {sequence: {of: open, n: 2, within: 48h, after_silence: {gt: 5d, require_prior: false}}}, points: 7, decay: {type: step, every: 10d, percent: 30, basis: remaining}}
              - {id: several, when: {at_least: {n: 2, of: [{event: open}, {event: click}, {attr: job, eq: chief}]}}, points: 4}
          best:
            combine: max
            rules:
              - {id: call, when: {event: call}, points: 6, repeat: {mode: per_event, cap: 2, per: 10d}}
              - {id: form, when: {event: form}, points: 8, decay: {type: linear, lifespan: 50d}}
          quiet:
            rules:
              - {id: silent, when: {event: any, days_since_last: {gte: 3}}, points: {per: 3d, each: -0.5, max: -4}}
        """

    private static let types = ["open", "click", "visit", "call", "form", "unsubscribe", "other"]

    /// Events at distinct times within a lead, so that order does not hang on the file.
    private static func events(_ chance: inout SeededGenerator) -> [Happening] {
        (0..<leadCount).flatMap { lead in
            var hours = Set<Int>()
            for _ in 0..<chance.nextIndex(below: 12) { hours.insert(chance.nextIndex(below: 60 * 24)) }
            return hours.sorted().map { hour in
                Happening(lead, start + Double(hour) * 3_600, types[chance.nextIndex(below: types.count)])
            }
        }
    }

    private static func frame(_ chance: inout SeededGenerator) -> DataFrame {
        func cells(_ values: [String]) -> [String] {
            (0..<leadCount).map { _ in values[chance.nextIndex(below: values.count)] }
        }
        return RuleBench.frame([
            "job": cells(["chief", "clerk", "poet", "", "Select"]),
            "size": cells(["5", "15", "50", "500", "", "many"]),
        ])
    }

    private static func plan(_ events: [Happening], _ frame: DataFrame, rules body: String = rules) throws -> RulePlan {
        try RulePlan(
            try RuleBench.rules(body), leads: frame, events: try RuleBench.log(events, rowCount: leadCount),
            on: RuleBench.pool)
    }

    /// What all rules paid, of every lead.
    private static func passes(_ plan: RulePlan, _ body: (Int, ScorePass) -> Void) {
        var pass = ScorePass(plan)
        for row in 0..<leadCount {
            _ = plan.standing(LeadView(row: row, asOf: asOf, logs: plan.logs), &pass)
            body(row, pass)
        }
    }

    @Test func sumsAreExact() throws {
        var chance = SeededGenerator(seed: 1)
        let frame = Self.frame(&chance)
        let plan = try Self.plan(Self.events(&chance), frame)
        for row in 0..<Self.leadCount {
            let found = plan.explanation(ofRow: row, asOf: Self.asOf)
            for group in found.groups {
                let sum = found.contributions.filter { $0.group == group.id }.reduce(Points.zero) { $0 + $1.points }
                #expect(sum == group.raw)
                #expect(group.raw + group.cut == group.points)
            }
            for axis in found.axes {
                #expect(found.groups.filter { $0.axis == axis.id }.reduce(Points.zero) { $0 + $1.points } == axis.raw)
            }
        }
    }

    /// One event more of the right type never lowers the raw points of a rule that pays positive points.
    @Test func oneEventMoreNeverLowersRawPoints() throws {
        var chance = SeededGenerator(seed: 2)
        let frame = Self.frame(&chance)
        // Neither resets nor bounds from above, which are there to lower points.
        let rules = Self.rules.split(separator: "\n").filter { !$0.contains("reset") && !$0.contains("id: pair") }
            .joined(separator: "\n")
        let events = Self.events(&chance)
        let more = (0..<Self.leadCount).map { lead in
            Happening(
                lead, Self.start + Double(chance.nextIndex(below: 60 * 24)) * 3_600 + 1_800,
                ["open", "click", "visit", "call", "form"][chance.nextIndex(below: 5)])
        }
        let before = try Self.plan(events, frame, rules: rules)
        let after = try Self.plan(events + more, frame, rules: rules)
        var raw: [[Points]] = []
        Self.passes(before) { _, pass in raw.append(pass.payments.map(\.raw)) }
        let ids = before.rules.rules.map(\.id)
        var higher = 0
        Self.passes(after) { row, pass in
            for (rule, payment) in pass.payments.enumerated() where ids[rule] != "silent" {
                #expect(payment.raw >= raw[row][rule], "\(ids[rule]) of \(row)")
                if payment.raw > raw[row][rule] { higher += 1 }
            }
        }
        #expect(higher > Self.leadCount / 10)
    }

    /// Taking away an event after a match of a sequence leaves the match where it is.
    @Test func removingAnEventAfterTheMatchChangesNothing() throws {
        var chance = SeededGenerator(seed: 3)
        let frame = Self.frame(&chance)
        let events = Self.events(&chance)
        let rule = """
            groups:
              g:
                rules:
                  - {id: pair, when: {sequence: {of: [open, visit, call, form], n: 2, within: 20d, after_silence: {gt: 12h, require_prior: false}, then: {event: any}}}, points: 1, repeat: {mode: per_event}}
            """
        var first: [Double] = []
        Self.passes(try Self.plan(events, frame, rules: rule)) { _, pass in first.append(pass.payments[0].first) }
        var kept: [Happening] = []
        var removed = 0
        for (lead, own) in Dictionary(grouping: events, by: \.row).sorted(by: { $0.key < $1.key }) {
            let later = own.indices.filter { own[$0].time > first[lead] }
            guard let gone = later.randomElement(using: &chance) else {
                kept += own
                continue
            }
            removed += 1
            kept += own.enumerated().filter { $0.offset != gone }.map(\.element)
        }
        #expect(removed > Self.leadCount / 5)
        Self.passes(try Self.plan(kept, frame, rules: rule)) { row, pass in
            if first[row].isNaN { return }
            #expect(pass.payments[0].first == first[row])
        }
    }

    @Test func shufflingTheLogChangesNothing() throws {
        var chance = SeededGenerator(seed: 4)
        let frame = Self.frame(&chance)
        var events = Self.events(&chance)
        let before = try Self.plan(events, frame).scores(asOf: .time(Self.asOf), on: RuleBench.pool)
        chance.shuffle(&events)
        #expect(try Self.plan(events, frame).scores(asOf: .time(Self.asOf), on: RuleBench.pool) == before)
    }

    /// Scores do not depend on threads, nor on the leads that are scored beside.
    @Test func aLeadAloneAndInABatch() throws {
        var chance = SeededGenerator(seed: 5)
        let frame = Self.frame(&chance)
        let events = Self.events(&chance)
        let plan = try Self.plan(events, frame)
        let scores = plan.scores(asOf: .time(Self.asOf), on: RuleBench.pool)
        #expect(plan.scores(asOf: .time(Self.asOf), on: WorkerPool(threadCount: 1)) == scores)
        for row in stride(from: 0, to: Self.leadCount, by: 101) {
            let own = events.filter { $0.row == row }.map { Happening(0, $0.time, $0.type) }
            let alone = try RulePlan(
                plan.rules, leads: frame.selecting(rows: [row]), events: try RuleBench.log(own, rowCount: 1),
                on: RuleBench.pool
            ).scores(asOf: .time(Self.asOf), on: RuleBench.pool)
            #expect(alone.axisPoints.map { $0[0] } == scores.axisPoints.map { $0[row] })
            #expect(alone.letters[0] == scores.letters[row])
        }
    }

    /// Events after the as-of time cannot be seen.
    @Test func theFutureIsNotSeen() throws {
        var chance = SeededGenerator(seed: 6)
        let frame = Self.frame(&chance)
        let events = Self.events(&chance)
        let middle = Self.start + 30 * 86_400
        let all = try Self.plan(events, frame).scores(asOf: .time(middle), on: RuleBench.pool)
        let past = try Self.plan(events.filter { $0.time <= middle }, frame)
        #expect(past.scores(asOf: .time(middle), on: RuleBench.pool) == all)
    }
}
