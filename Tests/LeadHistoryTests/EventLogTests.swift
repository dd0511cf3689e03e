import LeadHistory
import LearningCore
import Tabular
import Testing

@Suite struct EventLogTests {
    private let head = "lead_id,timestamp,event_type,amount\n"

    @Test func everyRowIsAccountedFor() throws {
        let text =
            "event_id,Lead ID,Occurred At,Activity,value\n" + "1,a,2024-01-02T10:00:00+01:00,open,3\n"
            + "1,a,2024-01-02T10:00:00+01:00,open,3\n" + "1,b,2024-01-02T10:00:00Z,open,\n" + "2,,2024-01-02,open,\n"
            + "3,a,,open,\n" + "4,z,2024-01-02,open,\n" + "5,a,yesterday,open,\n" + ",a,2024-01-01,,7\n"
            + ",a,2024-01-01,,8\n"
        let log = try TestLog.read(
            text, leads: ["a", "b", "c", "a", ""], options: ReadOptions(badRows: .reject(limit: nil)))
        let report = log.report
        #expect(report.rows == 9 && report.kept == 4 && report.repeated == 1 && report.orphans == 1)
        #expect(report.withoutLead == 1 && report.withoutTime == 1 && report.leads == 3)
        #expect(report.leadsWithoutEvents == 1)
        #expect(report.rejects.map(\.line) == [8] && report.rejects.map(\.column) == ["Occurred At"])
        #expect(
            report.rows == report.kept + report.repeated + report.orphans + report.withoutLead + report.withoutTime
                + report.rejects.count)
        #expect(log.typeNames == [EventLog.blankType, "open"])
        // The row of the same lead shares its events; the row without an identifier has none.
        #expect(log.events(ofRow: 0) == 0..<3 && log.events(ofRow: 3) == 0..<3 && log.events(ofRow: 4).isEmpty)
        #expect(log.times[2] == 1_704_186_000)
        guard case .number(let values)? = log.property("value")?.values else { throw Missing() }
        #expect(Array(values.prefix(3)) == [7, 8, 3] && values[3].isNaN)
    }

    @Test func malformedTimesFailTheFileUnlessAllowed() throws {
        let text = head + "a,2024-01-01,open,\na,nonsense,open,\na,2024-13-01,open,\n"
        #expect(throws: TabularError.self) { _ = try TestLog.read(text, leads: ["a"]) }
        #expect(throws: TabularError.self) {
            _ = try TestLog.read(text, leads: ["a"], options: ReadOptions(badRows: .reject(limit: 1)))
        }
        let log = try TestLog.read(text, leads: ["a"], options: ReadOptions(badRows: .reject(limit: 2)))
        #expect(log.report.rejects.map(\.line) == [3, 4] && log.count == 1)
    }

    @Test func equalTimesKeepFileOrderAndOthersAreSorted() throws {
        let rows = [("c", 3.0), ("b", 1), ("a", 1), ("d", 2), ("a", 1)].map { Row("x", 1e9 + $0.1, $0.0) }
        let log = try TestLog.make(rows, leads: ["y", "x"])
        #expect(log.types.map { log.typeNames[Int($0)] } == ["b", "a", "a", "d", "c"])
        #expect(log.events(ofRow: 0).isEmpty && log.events(ofRow: 1) == 0..<5)
    }

    @Test func theEarliestOfRepeatedEventsCounts() throws {
        let rows = [("late", 9.0), ("early", 1), ("middle", 5)].map { Row("x", 1e9 + $0.1, $0.0, id: "7") }
        let log = try TestLog.make(rows + [Row("y", 1e9, "other", id: "7")], leads: ["x", "y"])
        #expect(log.types.map { log.typeNames[Int($0)] } == ["early", "other"])
        #expect(log.report.repeated == 2)
    }

    @Test func offsetsThatChangeWithDaylightSavingAreHeeded() throws {
        let log = try TestLog.read(
            head + "a,2011-10-30T02:30:00.250+02:00,x,\na,2011-10-30T02:10:00.250+01:00,y,\n", leads: ["a"])
        #expect(log.typeNames == ["x", "y"] && log.types == [0, 1])
        #expect(log.times[1] - log.times[0] == 2_400)
    }

    @Test func aTimelineEndsAtItsTimeInclusive() throws {
        let log = try TestLog.make((0..<5).map { Row("x", 1e9 + Double($0), "open") }, leads: ["x"])
        #expect(log.timeline(ofRow: 0, asOf: 1e9 + 2).count == 3)
        #expect(log.timeline(ofRow: 0, asOf: 1e9 + 1.999).count == 2)
        #expect(log.timeline(ofRow: 0, asOf: 1e9 - 1).isEmpty)
        #expect(Array(log.timeline(ofRow: 0, asOf: 2e9).times) == log.times)
    }

    @Test func manyBlocksGiveTheSameAsFew() throws {
        // Enough rows for several blocks, of leads whose events are spread over all of them.
        let rows = (0..<70_000).map {
            "l\($0 % 700),2024-01-01T00:\(10 + $0 % 50):\(10 + $0 % 49)Z,t\($0 % 13),\($0 % 5)"
        }
        let text = head + rows.joined(separator: "\n") + "\n"
        let leads = (0..<700).map { "l\($0)" }
        let one = try TestLog.read(text, leads: leads, threads: 1)
        let three = try TestLog.read(text, leads: leads, threads: 3)
        #expect(one.count == 70_000 && one.times == three.times && one.types == three.types)
        #expect(one.properties == three.properties && one.report == three.report)
        #expect(one.typeNames == (0..<13).map { "t\($0)" }.sorted())
        for row in [0, 350, 699] {
            let times = one.times[one.events(ofRow: row)]
            #expect(times.count == one.count / 700 + (row < one.count % 700 ? 1 : 0))
            #expect(zip(times, times.dropFirst()).allSatisfy { $0 <= $1 })
        }
    }

    @Test func anEmptyTableAndATableWithoutTypesAreLogs() throws {
        let empty = try TestLog.read(head, leads: ["a"])
        #expect(empty.count == 0 && empty.end == nil && empty.report.leadsWithoutEvents == 1)
        let untyped = try TestLog.read("id,date\na,2024-01-01\n", leads: ["a"])
        #expect(untyped.typeNames == [EventColumns.untyped] && untyped.types == [0])
    }

    @Test func numbersAndWordsAreToldApart() throws {
        let text =
            "lead_id,date,amount,mail,mixed\na,2024-01-01,\"1,5\",m2,7\na,2024-01-02,2.5,m1,seven\na,2024-01-03,,,8\n"
        let log = try TestLog.read(text, leads: ["a"])
        guard case .number(let amounts)? = log.property("amount")?.values else { throw Missing() }
        #expect(amounts[0] == 1.5 && amounts[1] == 2.5 && amounts[2].isNaN)
        #expect(log.property("mail")?.values == .text(codes: [1, 0, -1], names: ["m1", "m2"]))
        #expect(log.property("mixed")?.isNumeric == false)
    }

    @Test func secondsSinceTheEpochAreTimes() throws {
        let log = try TestLog.read("lead_id,timestamp\na,1700000000\na,1600000000\n", leads: ["a"])
        #expect(log.times == [1_600_000_000, 1_700_000_000])
    }

    @Test func leadsWithNumbersForNamesAreJoined() throws {
        let column = Column(name: "id", values: .number([7, 8, 1.5, .nan]), states: [.value, .value, .value, .absent])
        let index = LeadIndex(column)
        #expect(index.rowCount == 4 && index.leadCount == 2)
        let text = Column(name: "id", values: .text(.dictionary(codes: [1, 0, -1], levels: ["007", "x"])))
        #expect(LeadIndex(text).leadCount == 2)
    }

    @Test func jsonLinesAreReadToo() throws {
        let text =
            #"{"lead_id":"a","timestamp":"2024-01-01T00:00:00Z","event_type":"open"}"# + "\n"
            + #"{"lead_id":"b","timestamp":"2024-01-02T00:00:00Z","event_type":"click","amount":5}"# + "\n"
        let log = try TestLog.read(text, leads: ["a", "b"], options: ReadOptions(format: .jsonLines))
        #expect(log.count == 2 && log.typeNames == ["click", "open"] && log.property("amount")?.isNumeric == true)
    }
}

struct Missing: Error {}
