import LeadHistory
import LearningCore
import Testing

/// Every question against a naive twin: filters over rows, no windows by search, no codes.
@Suite struct EventQueryTests {
    private static let world = RandomWorld(leads: 250, seed: 1)
    private static let log = try? TestLog.make(world.rows, leads: world.leads)
    private static let pattern = EventSequence(
        of: .only(["open", "click"]), count: 2, within: .elapsed(36 * Span.hour),
        afterSilence: .init(longerThan: 2 * Span.day, of: .except(["call"])), then: .only(["form", "call"]))
    private static let measures: [EventMeasure] = [
        .count, .distinctDays, .distinctTypes, .distinctValues(property: "message_id"),
        .distinctValues(property: "amount"), .sum(property: "amount"), .mean(property: "amount"),
        .maximum(property: "amount"), .daysSinceLast, .daysSinceFirst, .longestSilence, .medianGap,
        .decayedSum(.linear(lifespan: 9 * Span.day), property: nil),
        .decayedSum(.step(every: 2 * Span.day, share: 0.2, of: .original), property: "amount"),
        .trendRatio(period: 7 * Span.day, before: 3), .burst(within: Span.day), .businessHoursShare,
        .sequenceCount(pattern), .daysSinceSequence(pattern),
    ]
    private static let selections: [(types: EventTypes, names: Set<String>)] = [
        (.any, Set(RandomWorld.types)), (.only(["open"]), ["open"]), (.only(["open", "unheard-of"]), ["open"]),
        (.except(["call", "form"]), ["open", "click"]), (.only(["unheard-of"]), []),
    ]

    @Test(arguments: measures) func agreesWithTheNaiveTwin(measure: EventMeasure) throws {
        let log = try #require(Self.log)
        let snapshots = Self.world.snapshots(seed: 2)
        let histories = snapshots.map(Self.world.history)
        var found = 0
        var wrong = 0
        for window in [nil, 7 * Span.day] {
            for (types, names) in Self.selections {
                let query = EventQuery(measure, of: types, window: window, timeZone: "Europe/Berlin")
                let values = try query.values(in: log, at: snapshots, on: TestLog.pool)
                for (row, value) in values.enumerated() {
                    let expected = Naive(histories[row], snapshots[row].asOf, window, names).value(measure)
                    if value.isNaN != expected.isNaN || abs(value - expected) >= 1e-9 { wrong += 1 }
                    if !value.isNaN, value != 0 { found += 1 }
                }
            }
        }
        #expect(wrong == 0)
        #expect(found > 20)
    }

    @Test func futureEventsAreInvisible() throws {
        let snapshots = Self.world.snapshots(seed: 3)
        let queries = Self.measures.map { EventQuery($0, window: 10 * Span.day) }
        let log = try #require(Self.log)
        let asOf = Dictionary(uniqueKeysWithValues: snapshots.map { (Self.world.leads[$0.row], $0.asOf) })
        let past = try TestLog.make(
            Self.world.rows.filter { $0.time <= asOf[$0.lead] ?? 0 }, leads: Self.world.leads)
        #expect(past.count < log.count)
        let all = try EventQuery.values(of: queries, in: log, at: snapshots, on: TestLog.pool)
        let known = try EventQuery.values(of: queries, in: past, at: snapshots, on: TestLog.pool)
        #expect(same(all, known))
    }

    @Test("The replay law: rows of earlier times do not change when the log grows") func replay() throws {
        let queries = Self.measures.map { EventQuery($0) }
        let cut = RandomWorld.start + 20 * Span.day
        let snapshots = Self.world.leads.indices.map { Snapshot(row: $0, asOf: cut) }
        let early = try TestLog.make(Self.world.rows.filter { $0.time <= cut }, leads: Self.world.leads)
        let grown = try TestLog.make(
            Self.world.rows + (0..<50).map { Row("lead-\($0)", cut + 1, "a new type", amount: 1e6, message: "new") },
            leads: Self.world.leads)
        let then = try EventQuery.values(of: queries, in: early, at: snapshots, on: TestLog.pool)
        let now = try EventQuery.values(of: queries, in: grown, at: snapshots, on: TestLog.pool)
        #expect(same(then, now))
    }

    @Test func theOrderOfTheFileAndTheThreadsChangeNothing() throws {
        // Without ties: every event has its own time.
        var rows = Self.world.rows
        for index in rows.indices { rows[index].time += Double(index) }
        var shuffled = rows
        var chance = SeededGenerator(seed: 9)
        chance.shuffle(&shuffled)
        let snapshots = Self.world.snapshots(seed: 4)
        let queries = Self.measures.map { EventQuery($0, timeZone: "America/New_York") }
        let one = try TestLog.read(TestLog.csv(rows), leads: Self.world.leads, threads: 1)
        let two = try TestLog.read(TestLog.csv(shuffled), leads: Self.world.leads, threads: 4)
        #expect(one.times == two.times && one.types == two.types && one.typeNames == two.typeNames)
        #expect(
            same(
                try EventQuery.values(of: queries, in: one, at: snapshots, on: WorkerPool(threadCount: 1)),
                try EventQuery.values(of: queries, in: two, at: snapshots, on: WorkerPool(threadCount: 3))))
    }

    @Test func aWindowIsOpenAtItsOldEnd() throws {
        let log = try TestLog.make([Row("a", 1e9, "open"), Row("a", 1e9 + 7 * Span.day, "open")], leads: ["a"])
        let snapshot = [Snapshot(row: 0, asOf: 1e9 + 7 * Span.day)]
        let week = EventQuery(.count, window: 7 * Span.day)
        #expect(try week.values(in: log, at: snapshot, on: TestLog.pool) == [1])
        #expect(try EventQuery(.count).values(in: log, at: snapshot, on: TestLog.pool) == [2])
    }

    @Test func whatIsNotThereIsRefused() throws {
        let log = try TestLog.make([Row("a", 1e9, "open", message: "x")], leads: ["a"])
        let here = [Snapshot(row: 0, asOf: 2e9)]
        func refuse(_ query: EventQuery, _ snapshots: [Snapshot]) -> Bool {
            (try? query.values(in: log, at: snapshots, on: TestLog.pool)) == nil
        }
        #expect(refuse(EventQuery(.sum(property: "weight")), here))
        #expect(refuse(EventQuery(.sum(property: "message_id")), here))
        #expect(refuse(EventQuery(.count, timeZone: "Mars/Olympus"), here))
        #expect(refuse(EventQuery(.count, window: 0), here))
        #expect(refuse(EventQuery(.burst(within: -1)), here))
        #expect(refuse(EventQuery(.trendRatio(period: 1, before: 0)), here))
        #expect(refuse(EventQuery(.count), [Snapshot(row: 1, asOf: 2e9)]))
        #expect(!refuse(EventQuery(.count), here))
    }

    private func same(_ one: [[Double]], _ two: [[Double]]) -> Bool {
        zip(one, two).allSatisfy { $0.map(\.bitPattern) == $1.map(\.bitPattern) } && one.count == two.count
    }
}
