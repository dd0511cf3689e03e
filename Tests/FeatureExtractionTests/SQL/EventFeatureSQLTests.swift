import Foundation
import LeadHistory
import LearningCore
import Testing

@testable import FeatureExtraction

/// The SQL that is written computes what we compute, on real databases: every value of every feature.
@Suite struct EventFeatureSQLTests {
    private static let start = 1_700_000_000.0
    private static let types = ["open", "click", "visit", "it's \"odd\", \\ really", "ça", ""]

    /// Ties, milliseconds, repeated identifiers, missing numbers and types, events before anything and after the as-of
    /// times, leads without events, leads with two snapshots, events of nobody.
    private static func world() throws -> SQLConformance {
        var chance = SeededGenerator(seed: 23)
        var leads: [[String]] = []
        var asOf: [Double] = []
        for lead in 0..<160 {
            for snapshot in 0...(lead % 5 == 0 ? 1 : 0) {
                let time = start + Double(20 + 15 * snapshot + lead % 30) * Span.day + Double(lead % 7) / 8
                leads.append([String(format: "l%03d", lead), iso(time)])
                asOf.append(time)
            }
        }
        var rows: [[String]] = []
        for place in 0..<3_000 {
            let lead = chance.nextIndex(below: 170)
            if lead % 11 == 3 { continue }
            // Some leads' events crowd together, some at the same times; a few are exactly a day or week before.
            var time = start + Double(chance.nextIndex(below: 70 * 96)) * 900
            if lead % 3 == 0 { time = start + Double(chance.nextIndex(below: 40)) * Span.day / 8 }
            if place % 5 == 0 { time += Double(chance.nextIndex(below: 1_000)) / 1_000 }
            if place % 40 == 0, lead < 160, lead % 5 != 0 {
                time = start + Double(20 + lead % 30) * Span.day + Double(lead % 7) / 8
                time -= [0, Span.day, 7 * Span.day, 30 * Span.day][chance.nextIndex(below: 4)]
            }
            let amount = chance.nextIndex(below: 3) == 0 ? "" : "\(Double(chance.nextIndex(below: 4_000)) / 8 - 100)"
            let campaign = ["", "spring", "summer", "spring"][chance.nextIndex(below: 4)]
            rows.append([
                String(format: "l%03d", lead), iso(time),
                types[min(chance.nextIndex(below: 6), chance.nextIndex(below: 6))],
                "\(place)", place % 9 == 0 ? "" : "id\(place % 700)", amount, campaign,
            ])
        }
        return try SQLConformance(
            leads: .init(columns: [("lead_id", "text"), ("as_of", "time")], rows: leads), asOf: asOf,
            events: .init(
                columns: [
                    ("lead_id", "text"), ("timestamp", "time"), ("event_type", "text"), ("place", "integer"),
                    ("event_id", "text"), ("amount", "double"), ("campaign", "text"),
                ], rows: rows))
    }

    /// To the nearest millisecond; Foundation cuts off the rest.
    private static func iso(_ time: Double) -> String {
        Date(timeIntervalSince1970: time + 0.0004).formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }

    /// Every measure, over several choices of types and windows.
    private static var everything: EventFeatures {
        let reactivation = EventSequence(
            of: .any, count: 2, within: .elapsed(Span.day), afterSilence: .init(longerThan: 3 * Span.day))
        let silence = EventSequence.Silence(
            longerThan: Span.day, inclusive: true, of: .except(["open"]), requiresPrior: false)
        let first = EventSequence(
            of: .except(["open"]), count: 3, within: .elapsed(6 * Span.hour), afterSilence: silence)
        let measures: [(String, EventMeasure)] = [
            ("count", .count), ("days", .distinctDays), ("types", .distinctTypes),
            ("campaigns", .distinctValues(property: "campaign")), ("amounts", .distinctValues(property: "amount")),
            ("sum", .sum(property: "amount")), ("mean", .mean(property: "amount")),
            ("maximum", .maximum(property: "amount")), ("last", .daysSinceLast), ("first", .daysSinceFirst),
            ("silence", .longestSilence), ("gap", .medianGap),
            ("fading", .decayedSum(.halfLife(Span.hour), property: nil)),
            ("fading amount", .decayedSum(.halfLife(7 * Span.day), property: "amount")),
            ("linear", .decayedSum(.linear(lifespan: 9 * Span.day), property: nil)),
            ("steps", .decayedSum(.step(every: Span.day, share: 0.2, of: .remaining), property: nil)),
            ("all at once", .decayedSum(.step(every: Span.day, share: 1, of: .remaining), property: nil)),
            ("steps down", .decayedSum(.step(every: Span.day, share: 0.2, of: .original), property: "amount")),
            ("expiring", .decayedSum(.expire(after: 7 * Span.day), property: nil)),
            ("plain", .decayedSum(.none, property: "amount")),
            ("trend", .trendRatio(period: 7 * Span.day, before: 3)), ("burst", .burst(within: Span.hour)),
            ("burst of a day", .burst(within: Span.day)), ("business", .businessHoursShare),
            ("reactivations", .sequenceCount(reactivation)), ("reactivated", .daysSinceSequence(reactivation)),
            ("others", .sequenceCount(first)), ("since others", .daysSinceSequence(first)),
            ("clicks", .sequenceCount(EventSequence(of: .only(["click"]), count: 1, within: .elapsed(1)))),
        ]
        let choices: [(String, EventTypes, Double?)] = [
            ("all", .any, nil), ("week", .any, 7 * Span.day), ("odd", .only([types[3], "ça"]), nil),
            ("no open", .except(["open", "(blank)"]), 30 * Span.day), ("none", .only([]), nil),
        ]
        var steps: [EventFeatureStep] = []
        for (choice, types, window) in choices {
            for (name, measure) in measures {
                let query = EventQuery(measure, of: types, window: window)
                steps.append(.measure(name: "\(choice): \(name)", field: "events", query))
            }
        }
        for zone in ["Europe/Berlin", "America/New_York"] {
            for (name, measure) in [("days", EventMeasure.distinctDays), ("business", .businessHoursShare)] {
                steps.append(
                    .measure(name: "\(zone): \(name)", field: "events", EventQuery(measure, timeZone: zone)))
            }
        }
        steps.append(.endType(.last, types: .any, levels: ["open", "click", types[3]], poolsOther: true))
        steps.append(.endType(.first, types: .except(["open"]), levels: ["click", "ça", "(blank)"], poolsOther: false))
        return EventFeatures(steps: steps)
    }

    @Test(
        "Every measure on a made-up log",
        .enabled(if: !Database.present.isEmpty, "no DuckDB, PostgreSQL or Spark here"),
        arguments: Database.present)
    func everyMeasure(database: Database) throws {
        try Self.world().check(Self.everything, on: database)
    }

    @Test(
        "The features that training chooses",
        .enabled(if: !Database.present.isEmpty, "no DuckDB, PostgreSQL or Spark here"),
        arguments: Database.present)
    func chosenFeatures(database: Database) throws {
        let world = try Self.world()
        let features = try EventFeatureRecipe().fitted(to: world.log, at: world.snapshots, on: world.pool)
        #expect(features.steps.count > 50)
        #expect(EventFeatureSQL(features, in: database.dialect).omissions.isEmpty)
        try world.check(features, on: database)
    }

    @Test(
        "A bank's log of 262,200 events, with LEADSCORE_THOROUGH_TESTS=1",
        .enabled(
            if: Self.loans != nil && !Database.present.isEmpty, "not asked for, or no shared/data or database here"),
        arguments: Database.present)
    func loanApplications(database: Database) throws {
        let folder = try #require(Self.loans)
        func rows(_ name: String) throws -> [[String]] {
            try String(contentsOfFile: folder + "/" + name, encoding: .utf8).split(separator: "\n").dropFirst().map {
                $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            }
        }
        let asOf = try rows("leads.csv").map { row in
            let created = try Date(row[1], strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true))
            // To the millisecond, as the file has it.
            return ((created.timeIntervalSince1970 * 1_000).rounded() + 86_400_000) / 1_000
        }
        let world = try SQLConformance(
            leads: .init(
                columns: [("lead_id", "text"), ("as_of", "time")],
                rows: zip(try rows("leads.csv"), asOf).map { [$0[0], Self.iso($1)] }), asOf: asOf,
            events: .init(
                columns: [
                    ("lead_id", "text"), ("timestamp", "time"), ("event_type", "text"), ("place", "integer"),
                    ("lifecycle", "text"), ("resource", "text"),
                ],
                rows: try rows("events.csv").enumerated().map {
                    [$1[0], $1[1], $1[2], "\($0)", $1[3], $1[4]]
                }))
        let features = try EventFeatureRecipe().fitted(to: world.log, at: world.snapshots, on: world.pool)
        #expect(features.steps.count > 40)
        try world.check(features, on: database)
    }

    /// The folder of the bank's log, when slow tests are wanted.
    private static let loans: String? = {
        guard ProcessInfo.processInfo.environment["LEADSCORE_THOROUGH_TESTS"] != nil else { return nil }
        var folder = URL(fileURLWithPath: #filePath)
        while folder.path != "/" {
            folder.deleteLastPathComponent()
            let found = folder.appending(path: "shared/data/loan-applications").path
            if FileManager.default.fileExists(atPath: found) { return found }
        }
        return nil
    }()

    @Test func whatHasNoFormInSQLIsNamed() {
        let then = EventSequence(of: .any, count: 1, within: .elapsed(60), then: .only(["click"]))
        let local = EventSequence(
            of: .any, count: 2, within: .calendarDays(1, timeZone: "UTC"), afterSilence: .init(longerThan: Span.day))
        let long = EventSequence(
            of: .any, count: 2, within: .elapsed(8 * Span.day), afterSilence: .init(longerThan: Span.day))
        let other = EventSequence(
            of: .any, count: 2, within: .elapsed(60), afterSilence: .init(longerThan: Span.day, of: .only(["a"])))
        let pair = EventSequence(of: .any, count: 2, within: .elapsed(60))
        let steps = [then, local, long, other, pair].enumerated().map {
            EventFeatureStep.measure(name: "sequence \($0)\nDROP", field: "events", EventQuery(.sequenceCount($1)))
        }
        let count = EventFeatureStep.measure(name: "count", field: "events", EventQuery(.count))
        let sql = EventFeatureSQL(EventFeatures(steps: steps + [count]), in: .duckdb)
        #expect(sql.omissions.map(\.feature) == steps.map(\.feature.name))
        #expect(sql.columns.map(\.feature) == ["count"])
        let comment = sql.text.split(separator: "\n").prefix { $0.hasPrefix("-- ") }
        #expect(comment.count { $0.contains("LEFT OUT: sequence") } == 5 && !sql.text.contains("\nDROP"))
    }

    @Test func namesAreQuotedAndShortened() {
        let long = String(repeating: "ü", count: 40)
        let steps = [long + "a", long + "b", "x\"y", "X\"Y", "lead_id"].map {
            EventFeatureStep.measure(name: $0, field: "events", EventQuery(.count, of: .only(["o'clock", "\\"])))
        }
        var tables = EventSQLTables()
        tables.leads = "crm.my \"leads\""
        let sql = EventFeatureSQL(EventFeatures(steps: steps), in: .postgres, tables: tables)
        let names = sql.columns.map(\.column)
        #expect(names.allSatisfy { $0.utf8.count <= 63 } && Set(names).count == 5)
        #expect(names[2...] == ["x\"y", "X\"Y ~2", "lead_id ~2"])
        #expect(sql.text.contains("\"crm\".\"my \"\"leads\"\"\"") && sql.text.contains("'o''clock', '\\'"))
        #expect(sql.text.contains("-- \(names[0]) is \(long)a"))
        let spark = EventFeatureSQL(EventFeatures(steps: steps), in: .spark)
        #expect(spark.text.contains("'o\\'clock', '\\\\'") && spark.text.contains("`x\"y`"))
    }

    @Test(
        "An age, and one time for all", .enabled(if: !Database.present.isEmpty, "no DuckDB, PostgreSQL or Spark here"),
        arguments: Database.present)
    func otherTimes(database: Database) throws {
        let features = EventFeatures(steps: [
            .measure(name: "count", field: "events", EventQuery(.count)),
            .measure(name: "last", field: "events", EventQuery(.daysSinceLast)),
        ])
        let world = try Self.world()
        try world.check(features, on: database, asOf: .column("as_of", plus: 5 * Span.day)) { $0 + 5 * Span.day }
        let day = Self.start + 30 * Span.day
        try world.check(features, on: database, asOf: .time(day)) { _ in day }
        var tables = EventSQLTables()
        tables.asOf = .now
        #expect(EventFeatureSQL(features, in: database.dialect, tables: tables).text.contains("CURRENT_TIMESTAMP"))
    }

    @Test func theSameFeaturesGiveTheSameText() {
        let first = EventFeatureSQL(Self.everything, in: .duckdb)
        #expect(first.text == EventFeatureSQL(Self.everything, in: .duckdb).text)
        // What several features share is written once.
        #expect(first.text.ranges(of: "LAG(t)").count == 6)
    }
}
