import LeadHistory
import Testing

@Suite struct EventLogImaginingTests {
    private let rows = [
        Row("a", 10, "open", amount: 1, message: "m1"), Row("a", 20, "click", amount: 2), Row("a", 90, "open"),
        Row("b", 15, "visit", amount: 7, message: "m2"),
    ]

    @Test func whatIsDoneAgainComesLastAndKeepsItsProperties() throws {
        let log = try TestLog.read(TestLog.csv(rows), leads: ["a", "b"])
        let visit = try #require(log.events(ofRow: 1).first)
        let click = log.events(ofRow: 0).lowerBound + 1
        let imagined = log.imagining(row: 0, asOf: 50, [(visit, 1), (click, 2)])
        #expect(imagined.snapshots == [Snapshot(row: 0, asOf: 50), Snapshot(row: 1, asOf: 50)])
        func events(_ row: Int) -> [String] {
            imagined.log.events(ofRow: row).map {
                "\(imagined.log.typeNames[Int(imagined.log.types[$0])])@\(imagined.log.times[$0])"
            }
        }
        // The opening at 90 has not happened yet.
        #expect(events(0) == ["open@10.0", "click@20.0", "visit@50.0"])
        #expect(events(1) == ["open@10.0", "click@20.0", "click@50.0", "click@50.0"])
        let last = try #require(imagined.log.events(ofRow: 0).last)
        guard case .number(let amounts)? = imagined.log.property("amount")?.values else { throw Missing() }
        #expect(amounts[last] == 7)
    }

    @Test func nothingDoneAgainIsThePast() throws {
        let log = try TestLog.read(TestLog.csv(rows), leads: ["a", "b", "c"])
        #expect(log.imagining(row: 0, asOf: 50, [(0, 0)]).log.count == 2)
        #expect(log.imagining(row: 2, asOf: 50, [(0, 1)]).log.count == 1)
        #expect(log.imagining(row: 0, asOf: 50, []).snapshots.isEmpty)
    }

    private struct Missing: Error {}
}
