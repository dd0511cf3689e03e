import LeadHistory
import LearningCore
import Testing

/// "2 × email_open within 24 h after more than 7 d of silence" and what can be added to it.
@Suite struct EventSequenceTests {
    private let day = Span.day

    private func sequence(
        inclusive: Bool = false, silenceOf: EventTypes = .any, requiresPrior: Bool = true, then: EventTypes? = nil
    ) -> EventSequence {
        EventSequence(
            of: .only(["email_open"]), count: 2, within: .elapsed(24 * Span.hour),
            afterSilence: .init(
                longerThan: 7 * Span.day, inclusive: inclusive, of: silenceOf, requiresPrior: requiresPrior),
            then: then)
    }

    /// The times of the matches as days before an as-of time long after all events.
    private func match(_ sequence: EventSequence, _ opens: [String], clicks: [String] = []) throws -> Double? {
        let rows =
            try opens.map { Row("a", try TestLog.time("2024-" + $0), "email_open") }
            + clicks.map { Row("a", try TestLog.time("2024-" + $0), "email_click") }
        let timeline = try TestLog.make(rows, leads: ["a"]).timeline(
            ofRow: 0, asOf: try TestLog.time("2024-12-31T00:00"))
        let count = try EventQuery(.sequenceCount(sequence)).value(of: timeline)
        let days = try EventQuery(.daysSinceSequence(sequence)).value(of: timeline)
        #expect(count == (days.isNaN ? 0 : 1))
        return days.isNaN ? nil : timeline.asOf - days * day
    }

    private func at(_ text: String) throws -> Double { try TestLog.time("2024-" + text) }

    private let casesA = ["01-01T09:00", "01-15T10:00", "01-15T16:00"]

    @Test("Golden vector 5, A and G") func reactivation() throws {
        #expect(try match(sequence(), casesA) == at("01-15T16:00"))
        let withClick = sequence(then: .only(["email_click"]))
        #expect(try match(withClick, casesA, clicks: ["01-15T16:01"]) == at("01-15T16:01"))
        #expect(try match(withClick, casesA) == nil)
        #expect(try match(sequence(), casesA, clicks: ["01-10T12:00"]) == nil)
        let opensOnly = sequence(silenceOf: .only(["email_open"]))
        #expect(try match(opensOnly, casesA, clicks: ["01-10T12:00"]) == at("01-15T16:00"))
    }

    @Test("Golden vector 5, B and C") func silenceIsNeeded() throws {
        #expect(try match(sequence(), ["01-01T09:00", "01-06T09:00", "01-06T10:00"]) == nil)
        let first = ["01-15T10:00", "01-15T16:00"]
        #expect(try match(sequence(), first) == nil)
        #expect(try match(sequence(requiresPrior: false), first) == at("01-15T16:00"))
    }

    @Test("Golden vector 5, D, E and F") func edges() throws {
        let exactly = ["01-01T09:00", "01-08T09:00", "01-08T10:00"]
        #expect(try match(sequence(), exactly) == nil)
        #expect(try match(sequence(inclusive: true), exactly) == at("01-08T10:00"))
        #expect(try match(sequence(), ["01-01T09:00", "01-15T10:00", "01-16T11:00"]) == nil)
        #expect(try match(sequence(), ["01-01T09:00", "01-15T10:00", "01-16T10:00"]) == at("01-16T10:00"))
    }

    @Test func aLocalDayIsNotTwentyFourHours() throws {
        let sameDay = EventSequence(
            of: .only(["email_open"]), count: 2, within: .calendarDays(1, timeZone: "Europe/Berlin"))
        // 23:30 UTC is half past midnight in Berlin: with 22:30 UTC the day before, though only an hour apart.
        #expect(try match(sameDay, ["01-15T22:30", "01-15T23:30"]) == nil)
        #expect(try match(sameDay, ["01-15T23:30", "01-16T22:30"]) == at("01-16T22:30"))
        // The last Sunday of October has 25 hours: from 00:10 to 23:50 local time more than 24 of them pass.
        #expect(try match(sameDay, ["10-26T22:10", "10-27T22:50"]) == at("10-27T22:50"))
        let elapsed = EventSequence(of: .only(["email_open"]), count: 2, within: .elapsed(24 * Span.hour))
        #expect(try match(elapsed, ["10-26T22:10", "10-27T22:50"]) == nil)
    }

    @Test func onlyEventsOfTheSameMessageCount() throws {
        let rows = [
            Row("a", 1e9, "open", message: "x"), Row("a", 1e9 + 60, "open", message: "y"),
            Row("a", 1e9 + 120, "open"), Row("a", 1e9 + 180, "click", message: "y"),
        ]
        let timeline = try TestLog.make(rows, leads: ["a"]).timeline(ofRow: 0, asOf: 2e9)
        var sequence = EventSequence(of: .only(["open"]), count: 1, within: .elapsed(Span.hour), then: .only(["click"]))
        #expect(try EventQuery(.daysSinceSequence(sequence)).value(of: timeline) * Span.day == 1e9 - 180)
        sequence.count = 2
        #expect(try EventQuery(.sequenceCount(sequence)).value(of: timeline) == 1)
        sequence.sameProperty = "message_id"
        #expect(try EventQuery(.sequenceCount(sequence)).value(of: timeline) == 0)
        sequence.count = 1
        #expect(try EventQuery(.sequenceCount(sequence)).value(of: timeline) == 1)
    }

    @Test func laterEventsNeverChangeAMatch() throws {
        let world = RandomWorld(leads: 150, seed: 5)
        let log = try TestLog.make(world.rows, leads: world.leads)
        let pattern = EventSequence(
            of: .only(["open", "form"]), count: 2, within: .elapsed(2 * Span.day),
            afterSilence: .init(longerThan: Span.day, requiresPrior: false))
        let count = EventQuery(.sequenceCount(pattern))
        var matches = 0.0
        for row in world.leads.indices {
            var before = 0.0
            for position in log.events(ofRow: row) {
                let now = try count.value(of: log.timeline(ofRow: row, asOf: log.times[position]))
                #expect(now >= before)
                before = now
            }
            matches += before
        }
        #expect(matches > 50)
    }

    @Test func impossiblePatternsAreRefused() throws {
        let timeline = try TestLog.make([Row("a", 1e9, "open")], leads: ["a"]).timeline(ofRow: 0, asOf: 2e9)
        for pattern in [
            EventSequence(of: .any, count: 0, within: .elapsed(1)),
            EventSequence(of: .any, count: 1, within: .elapsed(0)),
            EventSequence(of: .any, count: 1, within: .calendarDays(0, timeZone: "UTC")),
            EventSequence(of: .any, count: 1, within: .calendarDays(1, timeZone: "Mars/Olympus")),
            EventSequence(of: .any, count: 1, within: .elapsed(1), sameProperty: "nonsense"),
            EventSequence(of: .any, count: 1, within: .elapsed(1), afterSilence: .init(longerThan: -1)),
        ] {
            #expect(throws: HistoryError.self) { _ = try EventQuery(.sequenceCount(pattern)).value(of: timeline) }
        }
    }
}
