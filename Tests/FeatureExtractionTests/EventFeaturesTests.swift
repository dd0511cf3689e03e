import FeatureExtraction
import Foundation
import LeadHistory
import LearningCore
import Tabular
import Testing

@Suite struct EventFeaturesTests {
    private let pool = WorkerPool(threadCount: 2)
    private static let start = 1_600_000_000.0
    private static let leads = (0..<300).map { "l\($0)" }

    private struct Row {
        var lead: String
        var time: Double
        var type: String
        var amount: String
    }

    /// Every seventh lead has no event; the commoner a type, the earlier its letter.
    private static let rows: [Row] = {
        var chance = SeededGenerator(seed: 11)
        return (0..<3_000).compactMap { index in
            let lead = chance.nextIndex(below: leads.count)
            let type = min(chance.nextIndex(below: 6), chance.nextIndex(below: 6))
            let time = start + Double(chance.nextIndex(below: 60 * 1_440)) * 60 + Double(index) / 1_000
            let row = Row(
                lead: leads[lead], time: time, type: String(UnicodeScalar(UInt8(97 + type))),
                amount: index % 3 == 0 ? "\(chance.nextIndex(below: 50))" : "")
            return lead % 7 == 0 ? nil : row
        }
    }()

    private func log(_ rows: [Row], amount: String = "amount") throws -> EventLog {
        let url = FileManager.default.temporaryDirectory.appending(path: "features-\(UUID().uuidString).csv")
        let lines = rows.map { "\($0.lead),\(Self.iso($0.time)),\($0.type),\($0.amount)" }
        try Data((["lead_id,timestamp,event_type,\(amount)"] + lines).joined(separator: "\n").utf8).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        return try EventLog.read(path: url.path, leads: LeadIndex(Self.leads), on: pool)
    }

    private static func iso(_ time: Double) -> String {
        Date(timeIntervalSince1970: time).formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }

    private var snapshots: [Snapshot] {
        Self.leads.indices.map { Snapshot(row: $0, asOf: Self.start + Double(20 + $0 % 30) * Span.day) }
    }

    private func columns(_ features: EventFeatures, _ log: EventLog) throws -> [String: FeatureColumn] {
        let columns = try features.columns(of: log, at: snapshots, on: pool)
        return Dictionary(uniqueKeysWithValues: zip(features.features.map(\.name), columns))
    }

    private func bits(_ columns: [FeatureColumn]) -> [[UInt64]] {
        columns.map { column in
            switch column {
            case .numeric(let values): values.map(\.bitPattern)
            case .categorical(let codes): codes.map { UInt64(bitPattern: Int64($0)) }
            }
        }
    }

    @Test func onlyTheTypesThatAreAskedForAreLookedAt() throws {
        var recipe = EventFeatureRecipe()
        recipe.onlyTypes = ["a", "b", "c", "never"]
        recipe.excludedTypes = ["c"]
        recipe.maximumTypes = 1
        recipe.hasSequences = false
        let log = try log(Self.rows)
        let found = try columns(try recipe.fitted(to: log, at: snapshots, on: pool), log)
        for (row, snapshot) in snapshots.enumerated() {
            let past = Self.rows.filter { $0.lead == Self.leads[row] && $0.time <= snapshot.asOf }
            func value(_ name: String) -> Double {
                if case .numeric(let values)? = found[name] { values[row] } else { -1 }
            }
            #expect(value("events: count") == Double(past.count { "ab".contains($0.type) }))
            #expect(value("event a: count") == Double(past.count { $0.type == "a" }))
            #expect(value("other events: count") == Double(past.count { $0.type == "b" }))
        }
        #expect(!found.keys.contains { $0.contains("reactivation") || $0.hasPrefix("event b") })
        let all = try EventFeatureRecipe().fitted(to: log, at: snapshots, on: pool).features.map(\.name)
        #expect(all.contains("events: reactivations"))
    }

    @Test func valuesAreWhatHappenedByTheSnapshot() throws {
        let log = try log(Self.rows)
        let features = try EventFeatureRecipe().fitted(to: log, at: snapshots, on: pool)
        let found = try columns(features, log)
        for (row, snapshot) in snapshots.enumerated() {
            let past = Self.rows.filter { $0.lead == Self.leads[row] && $0.time <= snapshot.asOf }.sorted {
                $0.time < $1.time
            }
            func value(_ name: String) -> Double {
                if case .numeric(let values)? = found[name] { values[row] } else { -1 }
            }
            #expect(value("events: count") == Double(past.count))
            #expect(value("event a: count") == Double(past.count { $0.type == "a" }))
            #expect(
                value("event b: count, 7 d")
                    == Double(past.count { $0.type == "b" && $0.time > snapshot.asOf - 7 * Span.day }))
            #expect(value("events: amount, sum") == past.compactMap { Double($0.amount) }.reduce(0, +))
            #expect(value("event a: days since last").isNaN == !past.contains { $0.type == "a" })
            guard case .categorical(let last)? = found["events: last type"] else { throw Missing() }
            #expect(last[row] == (past.last.map { Int32($0.type.utf8.first ?? 0) - 97 } ?? -1))
        }
    }

    @Test func featuresAreImplicitAndNamedOnce() throws {
        let features = try EventFeatureRecipe().fitted(to: try log(Self.rows), at: snapshots, on: pool).features
        #expect(features.allSatisfy { $0.origin == .implicit })
        #expect(Set(features.map(\.name)).count == features.count && features.count > 30)
        #expect(features.first { $0.name == "event a: count, 30 d" }?.field == "a")
        // The commonest types come first among the levels.
        #expect(features.first { $0.name == "events: last type" }?.levelCount == 6)
    }

    @Test("The replay law: the stored row of a day is the row recomputed later") func replay() throws {
        let log = try log(Self.rows)
        let features = try EventFeatureRecipe().fitted(to: log, at: snapshots, on: pool)
        let late = (0..<200).map {
            Row(lead: "l\($0)", time: Self.start + 80 * Span.day, type: $0 % 2 == 0 ? "a" : "brand new", amount: "9")
        }
        let grown = try self.log(Self.rows + late)
        let then = try features.columns(of: log, at: snapshots, on: pool)
        let now = try features.columns(of: grown, at: snapshots, on: pool)
        #expect(bits(then) == bits(now))
        // Nor does what happened later change which features are chosen.
        #expect(try EventFeatureRecipe().fitted(to: grown, at: snapshots, on: pool) == features)
    }

    @Test func theOrderOfFileSnapshotsAndThreadsChangesNothing() throws {
        let log = try log(Self.rows)
        let features = try EventFeatureRecipe().fitted(to: log, at: snapshots, on: pool)
        let reversed = try self.log(Self.rows.reversed())
        let one = WorkerPool(threadCount: 1)
        #expect(try EventFeatureRecipe().fitted(to: reversed, at: snapshots.reversed(), on: one) == features)
        #expect(
            bits(try features.columns(of: log, at: snapshots, on: pool))
                == bits(try features.columns(of: reversed, at: snapshots, on: one)))
    }

    @Test func rareAndUnseenTypesCountTogether() throws {
        var recipe = EventFeatureRecipe()
        recipe.maximumTypes = 2
        let log = try log(Self.rows)
        let features = try recipe.fitted(to: log, at: snapshots, on: pool)
        guard case .numeric(let before)? = try columns(features, log)["other events: count"] else { throw Missing() }
        let more = Row(lead: "l1", time: Self.start, type: "unseen", amount: "")
        guard case .numeric(let after)? = try columns(features, self.log(Self.rows + [more]))["other events: count"]
        else { throw Missing() }
        #expect(after[1] == before[1] + 1 && after[2...] == before[2...])
        let last = try #require(features.features.first { $0.name == "events: last type" })
        #expect(last.kind == .categorical(levels: ["a", "b", EventFeatureStep.otherLevel]))
    }

    @Test func excludedTypesLeaveNoTrace() throws {
        var recipe = EventFeatureRecipe()
        recipe.excludedTypes = ["b", "d"]
        let with = try log(Self.rows)
        let without = try log(Self.rows.filter { $0.type != "b" && $0.type != "d" })
        let features = try recipe.fitted(to: with, at: snapshots, on: pool)
        #expect(try recipe.fitted(to: without, at: snapshots, on: pool) == features)
        #expect(
            bits(try features.columns(of: with, at: snapshots, on: pool))
                == bits(try features.columns(of: without, at: snapshots, on: pool)))
        #expect(!features.features.contains { $0.field == "b" || $0.field == "d" })
    }

    @Test func whatTellsNothingIsLeftOut() throws {
        // One event a lead, all at the same age: only the type differs.
        let rows = Self.leads.enumerated().map {
            Row(lead: $1, time: Self.start, type: $0 % 2 == 0 ? "a" : "b", amount: "")
        }
        let same = Self.leads.indices.map { Snapshot(row: $0, asOf: Self.start + Span.day / 2) }
        let features = try EventFeatureRecipe().fitted(to: log(rows), at: same, on: pool)
        #expect(features.features.map(\.name) == ["events: last type", "event a: count", "event b: count"])
        var recipe = EventFeatureRecipe()
        recipe.maximumFeatures = 5
        #expect(try recipe.fitted(to: log(Self.rows), at: snapshots, on: pool).steps.count == 5)
        #expect(try EventFeatureRecipe().fitted(to: log([]), at: snapshots, on: pool).steps.isEmpty)
    }

    @Test func fittedFeaturesSurviveStorage() throws {
        let features = try EventFeatureRecipe().fitted(to: try log(Self.rows), at: snapshots, on: pool)
        let stored = try JSONEncoder().encode(features)
        #expect(try JSONDecoder().decode(EventFeatures.self, from: stored) == features)
    }

    @Test func attributesAndEventsAreJoined() throws {
        let log = try log(Self.rows)
        let features = try EventFeatureRecipe().fitted(to: log, at: snapshots, on: pool)
        func joined(_ name: String) throws(ExtractionError) -> LeadFeatures {
            try LeadFeatures(
                attributes: FeatureExtractor(steps: [.number(column: name, flagsPlaceholder: false)]), events: features)
        }
        let frame = DataFrame([Column(name: "size", values: .number([3, 4]))])
        let twice = [Snapshot(row: 3, asOf: Self.start), Snapshot(row: 3, asOf: Self.start + 50 * Span.day)]
        let happened = SnapshotEvents(log: log, snapshots: twice)
        let matrix = try joined("size").matrix(from: frame, events: happened, on: pool)
        #expect(matrix.columns[0] == .numeric([3, 4]) && matrix.rowCount == 2)
        #expect(try bits(Array(matrix.columns.dropFirst())) == bits(features.columns(of: log, at: twice, on: pool)))
        #expect(matrix.schema.count == features.steps.count + 1)
        #expect(throws: ExtractionError.missingEvents) { _ = try joined("size").matrix(from: frame, on: pool) }
        #expect(throws: ExtractionError.self) {
            _ = try joined("size").matrix(from: frame, events: happened.selecting([0]), on: pool)
        }
        #expect(throws: ExtractionError.self) { _ = try joined("events: count") }
        #expect(throws: ExtractionError.noFeatures) { _ = try LeadFeatures(attributes: nil) }
        #expect(throws: HistoryError.unknownProperty("amount", known: ["price"])) {
            _ = try features.columns(of: self.log(Self.rows, amount: "price"), at: twice, on: pool)
        }
    }

    @Test(
        "The replay law on a whole world: every lead, every feature",
        .enabled(if: sharedData("b2b-saas/events.csv") != nil, "shared/data is not beside this checkout"))
    func replayOfRealFiles() throws {
        let path = try #require(sharedData("b2b-saas/events.csv"))
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        let cut = "2024-02-15"
        let stored = lines.prefix(1) + lines.dropFirst().filter { $0.split(separator: ",")[1] < cut }
        #expect(stored.count < lines.count * 9 / 10)
        let leads = LeadIndex(Set(lines.dropFirst().map { String($0.prefix { $0 != "," }) }).sorted())
        let url = FileManager.default.temporaryDirectory.appending(path: "replay-\(UUID().uuidString).csv")
        try Data(stored.joined(separator: "\n").utf8).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        let then = try EventLog.read(path: url.path, leads: leads, on: pool)
        let now = try EventLog.read(path: path, leads: leads, on: pool)
        #expect(then.count == stored.count - 1 && now.count == lines.count - 1)
        let day = try Date(cut + "T00:00:00Z", strategy: .iso8601).timeIntervalSince1970 - 1
        // Every third lead, for the time a test may take.
        let snapshots = stride(from: 0, to: leads.rowCount, by: 3).map { Snapshot(row: $0, asOf: day) }
        let features = try EventFeatureRecipe().fitted(to: then, at: snapshots, on: pool)
        #expect(features.steps.count > 60)
        #expect(
            bits(try features.columns(of: then, at: snapshots, on: pool))
                == bits(try features.columns(of: now, at: snapshots, on: pool)))
    }

    @Test func numbersThatNameSomethingAreNotSummed() throws {
        let log = try log(Self.rows, amount: "resource")
        let names = try EventFeatureRecipe().fitted(to: log, at: snapshots, on: pool).features.map(\.name)
        #expect(names.contains("events: resource, distinct") && !names.contains("events: resource, sum"))
    }
}

private struct Missing: Error {}

/// A file of `shared/data`, which lies beside a checkout where this project is developed, and nowhere else.
private func sharedData(_ name: String) -> String? {
    var folder = URL(filePath: #filePath).deletingLastPathComponent()
    while folder.path != "/" {
        let candidate = folder.appending(path: "shared/data/\(name)").path
        if FileManager.default.fileExists(atPath: candidate) { return candidate }
        folder.deleteLastPathComponent()
    }
    return nil
}
