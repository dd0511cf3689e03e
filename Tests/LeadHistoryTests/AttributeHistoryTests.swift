import Foundation
import LearningCore
import Tabular
import Testing

@testable import LeadHistory

@Suite struct AttributeHistoryTests {
    static let pool = WorkerPool(threadCount: 2)
    static let head = "lead_id,field,value,known_at\n"

    static func read(
        _ text: String, leads: [String], requests: [String: ColumnRequest] = [:], only: Set<String>? = nil,
        decided: [String: String] = [:], badRows: BadRowPolicy = .fail, threads: Int = 2
    ) throws -> AttributeHistory {
        let url = FileManager.default.temporaryDirectory.appending(path: "attributes-\(UUID().uuidString).csv")
        try Data(text.utf8).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        let pool = WorkerPool(threadCount: threads)
        let reader = try TableReader(path: url.path, options: ReadOptions(badRows: badRows), pool: pool)
        let columns = try AttributeColumns.find(in: reader.header, decided: decided)
        return try AttributeHistory.read(
            reader, leads: LeadIndex(leads), columns: columns, requests: requests, only: only, on: pool)
    }

    @Test func everyRowIsAccountedFor() throws {
        let text =
            "Lead ID,Feld,Wert,Known At\n" + "a,crm,hubspot,2024-01-01\n" + "a,crm,hubspot,2024-01-01\n"
            + ",crm,x,2024-01-01\n" + "a,,x,2024-01-01\n" + "a,crm,x,\n" + "z,crm,x,2024-01-01\n"
            + "a,size,7,2024-01-02\n" + "a,crm,x,soon\n" + "b,crm,,2024-01-01\n" + "a,note,x,2024-01-01\n"
        let history = try Self.read(
            text, leads: ["a", "b", "c", ""], only: ["crm", "size"], badRows: .reject(limit: nil))
        let report = history.report
        #expect(report.rows == 10 && report.kept == 3 && report.repeated == 1 && report.orphans == 1)
        #expect(report.withoutLead == 1 && report.withoutField == 1 && report.withoutTime == 1)
        #expect(report.otherFields == 1 && report.leads == 3 && report.leadsWithoutValues == 1)
        #expect(report.rejects.map(\.line) == [9] && report.rejects.map(\.column) == ["Known At"])
        #expect(
            report.rows == report.kept + report.rejects.count + report.withoutLead + report.withoutField
                + report.withoutTime + report.orphans + report.otherFields + report.repeated)
        #expect(history.fields.map(\.name) == ["crm", "size"])
        #expect(history.fields.map(\.type) == [.text, .number])
        #expect(throws: TabularError.self) { _ = try Self.read(text, leads: ["a"]) }
    }

    @Test func everyFieldHasATypeOfItsOwn() throws {
        var text = Self.head
        for row in 0..<20 {
            text += "a,employees,\"1.2\(row % 10)0,5\",2024-01-01T00:00:\(10 + row)Z\n"
            text += "a,founded,\(1 + row % 28).03.2011,2024-01-01T00:00:\(10 + row)Z\n"
            text += "a,customer,\(row % 2 == 0 ? "ja" : "nein"),2024-01-01T00:00:\(10 + row)Z\n"
            text += "a,zip,0\(1000 + row),2024-01-01T00:00:\(10 + row)Z\n"
        }
        let history = try Self.read(text, leads: ["a"])
        #expect(history["employees"]?.type == .number && history["employees"]?.format.decimalMark == .comma)
        #expect(history["founded"]?.type == .date && history["founded"]?.format.shape == .dayFirst)
        #expect(history["customer"]?.type == .boolean)
        // Digits that begin with 0 are a name.
        #expect(history["zip"]?.type == .text)
        let last = SnapshotAttributes(history: history, snapshots: [Snapshot(row: 0, asOf: 2e9)]).columns(on: Self.pool)
        let values = Dictionary(uniqueKeysWithValues: last.map { ($0.name, $0.values) })
        #expect(values["employees"] == .number([1_290.5]) && values["customer"] == .boolean([false]))
    }

    @Test func theTypeOfAModelIsKeptAndWhatDoesNotFitIsBlankAndCounted() throws {
        let text = Self.head + "a,size,12,2024-01-01\na,size,many,2024-01-02\na,size,n/a,2024-01-03\n"
        let history = try Self.read(text, leads: ["a"], requests: ["size": .typed(.number, nil)])
        #expect(history.report.unreadable == ["size": 1])
        let times = ["2024-01-01", "2024-01-02", "2024-01-03"].map { DateText.seconds(of: $0) ?? 0 }
        let column = SnapshotAttributes(history: history, snapshots: times.map { Snapshot(row: 0, asOf: $0) })
            .columns(on: Self.pool)[0]
        #expect((0..<3).map { column.state(at: $0) } == [.value, .absent, .placeholder])
    }

    @Test func ofEqualTimesTheLastInTheFileHoldsAndABlankTakesBack() throws {
        let text = Self.head + "a,x,late,2024-03-01\na,x,one,2024-01-01\na,x,two,2024-01-01\na,x,,2024-02-01\n"
        let history = try Self.read(text, leads: ["a", "b"])
        func value(_ day: String, row: Int = 0) throws -> String? {
            let asOf = try #require(DateText.seconds(of: day))
            let column = SnapshotAttributes(history: history, snapshots: [Snapshot(row: row, asOf: asOf)])
                .columns(on: Self.pool)[0]
            guard case .text(let text) = column.values, column.state(at: 0) == .value else { return nil }
            return text[0]
        }
        #expect(try value("2023-12-31") == nil)
        #expect(try value("2024-01-01") == "two")
        #expect(try value("2024-02-15") == nil)
        #expect(try value("2024-03-01") == "late")
        #expect(try value("2025-01-01", row: 1) == nil)
    }

    @Test func aChangeIsAnotherValueThanBefore() throws {
        // The first value is none; 7.0 is 7; a blank is one, and so is what comes after it.
        let text =
            Self.head + "a,x,7,2024-01-01\na,x,7.0,2024-01-02\na,x,8,2024-01-03\na,x,,2024-01-04\na,x,8,2024-06-01\n"
        let history = try Self.read(text, leads: ["a"])
        let days = ["2024-01-02", "2024-01-03", "2024-01-05", "2024-06-01"]
        let snapshots = days.map { Snapshot(row: 0, asOf: DateText.seconds(of: $0) ?? 0) }
        let columns = SnapshotAttributes(history: history, snapshots: snapshots).columns(on: Self.pool)
        #expect(columns.map(\.name) == ["x", "x: changes", "x: changes, 90 d", "x: days since change"])
        #expect(columns[1].values == .number([0, 1, 2, 3]))
        #expect(columns[2].values == .number([0, 1, 2, 1]))
        guard case .number(let since) = columns[3].values else { throw Missing() }
        #expect(since[0].isNaN && Array(since[1...]) == [0, 1, 0])
        #expect(columns[3].state(at: 0) == .absent)
    }

    @Test func wrongColumnsAreNamed() throws {
        #expect(throws: HistoryError.self) { _ = try Self.read("lead_id,value,known_at\na,b,2024-01-01\n", leads: []) }
        var text = Self.head
        for row in 0...AttributeHistory.maximumFields { text += "a,f\(row),1,2024-01-01\n" }
        let error = #expect(throws: HistoryError.self) { _ = try Self.read(text, leads: ["a"]) }
        #expect(error == .tooManyFields(column: "field", limit: AttributeHistory.maximumFields))
        let said = try Self.read(
            "who,what,was,since\na,x,1,2024-01-01\n", leads: ["a"],
            decided: ["lead": "who", "field": "what", "value": "was", "known_at": "since"])
        #expect(said.report.kept == 1)
    }

    struct Missing: Error {}
}

/// Random histories against a naive twin, and the law of replay.
@Suite struct SnapshotAttributesTests {
    struct Entry {
        var lead, field, value: String
        var time: Double
    }

    static func entries(seed: UInt64, count: Int = 400) -> [Entry] {
        var chance = SeededGenerator(seed: seed)
        return (0..<count).map { _ in
            let field = ["size", "crm"][chance.nextIndex(below: 2)]
            let values = field == "size" ? ["1", "2", "2.0", ""] : ["x", "y", "n/a", ""]
            return Entry(
                lead: "l\(chance.nextIndex(below: 12))", field: field, value: values[chance.nextIndex(below: 4)],
                time: 1.7e9 + Double(chance.nextIndex(below: 60)) * 5 * Span.day)
        }
    }

    static func columns(_ entries: [Entry], _ snapshots: [Snapshot], threads: Int = 2) throws -> [String: Column] {
        let text = entries.map { "\($0.lead),\($0.field),\($0.value),\(TestLog.iso($0.time))\n" }
        let history = try AttributeHistoryTests.read(
            AttributeHistoryTests.head + text.joined(), leads: (0..<12).map { "l\($0)" },
            requests: ["size": .typed(.number, nil), "crm": .typed(.text, nil)], threads: threads)
        let columns = SnapshotAttributes(history: history, snapshots: snapshots)
            .columns(withChanges: ["size", "crm"], on: WorkerPool(threadCount: threads))
        return Dictionary(uniqueKeysWithValues: columns.map { ($0.name, $0) })
    }

    /// Cells as words, so that codes of levels do not matter.
    static func words(_ column: Column) -> [String] {
        (0..<column.count).map { row in
            guard column.state(at: row) == .value else { return "\(column.state(at: row))" }
            switch column.values {
            case .number(let values), .date(let values): return "\(values[row])"
            case .text(let text): return text[row]
            case .boolean(let values): return "\(values[row])"
            }
        }
    }

    static func snapshots(seed: UInt64) -> [Snapshot] {
        var chance = SeededGenerator(seed: seed)
        return (0..<60).map { _ in
            Snapshot(row: chance.nextIndex(below: 12), asOf: 1.7e9 + Double(chance.nextIndex(below: 61)) * 5 * Span.day)
        }
    }

    @Test(arguments: 0..<8) func theColumnsAreThoseOfANaiveTwin(seed: Int) throws {
        let entries = Self.entries(seed: UInt64(seed))
        let snapshots = Self.snapshots(seed: UInt64(seed) + 100)
        let found = try Self.columns(entries, snapshots)
        for field in ["size", "crm"] {
            for (row, snapshot) in snapshots.enumerated() {
                let seen = entries.enumerated().filter {
                    $0.element.lead == "l\(snapshot.row)" && $0.element.field == field
                        && $0.element.time <= snapshot.asOf
                }.sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element)
                let meaning = { (entry: Entry) in entry.value == "2.0" ? "2" : entry.value }
                let changes = zip(seen, seen.dropFirst()).filter { meaning($0) != meaning($1) }.map(\.1.time)
                let value = seen.last.map { entry in
                    switch entry.value {
                    case "": "absent"
                    case "n/a": "placeholder"
                    default: field == "size" ? "\(Double(entry.value) ?? .nan)" : entry.value
                    }
                }
                let recent = changes.count { $0 > snapshot.asOf - 90 * Span.day }
                let since = changes.last.map { "\((snapshot.asOf - $0) / Span.day)" }
                let expected = [value ?? "absent", "\(Double(changes.count))", "\(Double(recent))", since ?? "absent"]
                let names = SnapshotAttributes.columnNames(of: field)
                #expect(try names.map { try Self.words(#require(found[$0]))[row] } == expected)
            }
        }
    }

    /// What was known on a day is known again for that day, however much the history has grown.
    @Test(arguments: 0..<6) func theRowsOfADayNeverChange(seed: Int) throws {
        let entries = Self.entries(seed: UInt64(seed))
        let day = 1.7e9 + 150 * Span.day
        let snapshots = (0..<12).map { Snapshot(row: $0, asOf: day) }
        let before = try Self.columns(entries.filter { $0.time <= day }, snapshots)
        let later = try Self.columns(entries, snapshots)
        #expect(before.mapValues(Self.words) == later.mapValues(Self.words))
    }

    @Test func theOrderOfTheFileAndThreadsDoNotMatterWithoutTies() throws {
        var times = Set<Double>()
        var entries = Self.entries(seed: 5).filter { times.insert($0.time).inserted }
        let snapshots = Self.snapshots(seed: 7)
        let one = try Self.columns(entries, snapshots, threads: 1)
        entries.reverse()
        let other = try Self.columns(entries, snapshots, threads: 4)
        #expect(one.mapValues(Self.words) == other.mapValues(Self.words))
    }
}
