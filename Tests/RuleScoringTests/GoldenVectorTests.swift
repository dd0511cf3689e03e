import LeadHistory
import Testing

@testable import RuleScoring

/// The vectors of the design's `golden-vectors.md`, by their numbers, through a rule file.
@Suite struct GoldenVectorTests {
    private static let day = 86_400.0
    private static let start = 1_767_225_600.0

    /// The points of a rule of `points` with a decay, at an age.
    private func decayed(_ points: Double, _ decay: String, age: Double) throws -> Double {
        let body = """
            groups:
              g:
                rules:
                  - {id: r, when: {event: open}, points: \(points), decay: \(decay)}
            axes:
              score: {max: 100000, groups: [g]}
            """
        let events = [Happening(0, Self.start, "open")]
        return try RuleBench.pass(body, events: events, asOf: Self.start + age * Self.day).rulePoints[0].value
    }

    @Test(arguments: [(3.0, 8.7), (90, 0), (120, 0)])
    func linearDecay(age: Double, expected: Double) throws {
        #expect(try decayed(9, "{type: linear, lifespan: 90d}", age: age) == expected)
    }

    @Test(arguments: [(7.0, 7.071068), (14, 5), (28, 2.5)])
    func halfLife(age: Double, expected: Double) throws {
        #expect(try decayed(10, "{type: half_life, half_life: 14d}", age: age) == expected)
    }

    @Test(arguments: [(0.0, 20.0), (29, 20), (30, 15), (60, 10), (119, 5), (120, 0)])
    func stepOnTheOriginal(age: Double, expected: Double) throws {
        #expect(try decayed(20, "{type: step, every: 30d, percent: 25, basis: original}", age: age) == expected)
    }

    @Test(arguments: [(7.0, 750.0), (14, 562.5), (21, 421.875)])
    func stepOnTheRemaining(age: Double, expected: Double) throws {
        #expect(try decayed(1_000, "{type: step, every: 7d, percent: 25, basis: remaining}", age: age) == expected)
    }

    @Test func lettersInThirds() throws {
        let d = try #require(GradeInThirds("D"))
        #expect(d.adding(thirds: 3) == GradeInThirds("C"))
        #expect(d.adding(thirds: 2) == GradeInThirds("C−"))
        #expect(d.adding(thirds: 10) == GradeInThirds("A+"))
        #expect(GradeInThirds("A+").map { $0.step - d.step } == 10)
    }

    /// When the sequence of vector 5 matched, as hours after 1 January 09:00, or nothing.
    private func match(_ sequence: String, _ events: [(Double, String)]) throws -> Double? {
        let body = """
            groups:
              g:
                rules:
                  - {id: r, when: {sequence: {\(sequence)}}, points: 1}
            """
        let start = try RuleBench.time("2026-01-01 09:00")
        let log = events.map { Happening(0, start + $0.0 * 3_600, $0.1) }
        let pass = try RuleBench.pass(body, events: log, asOf: start + 60 * Self.day)
        return pass.payments[0].truth == .yes ? (pass.payments[0].last - start) / 3_600 : nil
    }

    private static let opens =
        "of: email_open, n: 2, within: 24h, after_silence: {gt: 7d, of: [*], require_prior: true}"

    @Test func sequences() throws {
        func at(_ day: Int, _ hour: Double) -> Double { Double(day - 1) * 24 + hour - 9 }
        func open(_ day: Int, _ hour: Double) -> (Double, String) { (at(day, hour), "email_open") }
        let a = [open(1, 9), open(15, 10), open(15, 16)]
        #expect(try match(Self.opens, a) == at(15, 16))
        let click = (at(15, 16) + 1.0 / 60, "email_click")
        #expect(try match(Self.opens + ", then: {event: email_click}", a + [click]) == click.0)
        #expect(try match(Self.opens, [open(1, 9), open(6, 9), open(6, 10)]) == nil)
        let c = [open(1, 9), open(1, 10)]
        #expect(try match(Self.opens, c) == nil)
        #expect(try match(Self.opens.replacing("true", with: "false"), c) == at(1, 10))
        let d = [open(1, 9), open(8, 9), open(8, 10)]
        #expect(try match(Self.opens, d) == nil)
        #expect(try match(Self.opens.replacing("gt:", with: "gte:"), d) == at(8, 10))
        #expect(try match(Self.opens, [open(1, 9), open(15, 10), open(16, 11)]) == nil)
        #expect(try match(Self.opens, [open(1, 9), open(15, 10), open(16, 10)]) == at(16, 10))
        let g = a + [(at(10, 9), "email_click")]
        #expect(try match(Self.opens, g) == nil)
        #expect(try match(Self.opens.replacing("[*]", with: "[email_open]"), g) == at(15, 16))
    }

    @Test func bands() {
        func codes(_ letters: String) -> [RuleProblemCode] {
            RuleBench.problems("thresholds: {letters: \(letters)}\ngroups: {g: {rules: []}}").map(\.code)
        }
        #expect(codes("{A: 75-100, B: 50-74, C: 25-49, D: 1-24}") == [])
        #expect(codes("{A: 75-100, B: 51-74, C: 25-49, D: 0-24}") == [.bands])
        #expect(codes("{A: 75, B: 50, C: 25, D: 0}") == [])
        #expect(codes("{A: 75, B: 50, C: 25, D: 10}") == [.bands])
        #expect(codes("{A: 75-100, B: 50-80, C: 25-49, D: 0-24}") == [.bands])
    }
}
