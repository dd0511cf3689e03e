import Evaluation
import Tabular
import Testing

@testable import LeadScoring

@Suite struct GroupComparisonTests {
    @Test func segmentsAreAllLeadsTheLargestFirst() throws {
        let leads = ComparedLeads.world(400, seed: 1)
        let codes = (0..<400).map { Int32($0 % 7 == 0 ? 0 : $0 % 50 == 1 ? -1 : 1) }
        let states = codes.map { $0 < 0 ? CellState.absent : .value }
        let column = Column(
            name: "region", values: .text(.dictionary(codes: codes, levels: ["north", "south"])), states: states)
        let found = GroupComparison.bySegment(column, leads)
        #expect(found.groups.map(\.name) == ["south", "north", "blank"])
        #expect(found.groups.reduce(0) { $0 + $1.leads } == 400)
        #expect(found.groups.reduce(0) { $0 + $1.won } == leads.counts.won)
        // Of the few nothing is said.
        #expect(found.groups[2].difference == nil && found.groups[2].model == nil)
        #expect(try #require(found.groups[0].difference).value > 0)
    }

    @Test func manySegmentsAreTakenTogether() {
        let leads = ComparedLeads.world(400, seed: 2)
        let column = Column(name: "number", values: .number((0..<400).map { Double($0 % 40) }))
        let found = GroupComparison.bySegment(column, leads)
        #expect(found.groups.count == 13 && found.groups[12].name == "28 others")
        #expect(found.groups.reduce(0) { $0 + $1.leads } == 400)
    }

    @Test func timeIsCutIntoMonthsOrFifths() throws {
        let leads = ComparedLeads.world(300, seed: 3)
        let day = 86_400.0
        let times = Column(name: "day", values: .date((0..<300).map { Double($0 / 5) * day }))
        let months = try #require(GroupComparison.byPeriod(times, leads))
        #expect(months.groups.map(\.name) == ["1970-01", "1970-02", "1970-03"])
        #expect(months.groups.map(\.leads) == [155, 140, 5])
        let years = Column(name: "day", values: .date((0..<300).map { Double($0) * 10 * day }))
        #expect(try #require(GroupComparison.byPeriod(years, leads)).groups.first?.name == "1970")
        let numbers = Column(name: "nr", values: .number((0..<300).map { Double(300 - $0) }))
        let fifths = try #require(GroupComparison.byPeriod(numbers, leads))
        #expect(fifths.groups.map(\.name) == ["1 to 60", "61 to 120", "121 to 180", "181 to 240", "241 to 300"])
        let oneMonth = Column(name: "day", values: .date([Double](repeating: day, count: 300)))
        #expect(GroupComparison.byPeriod(oneMonth, leads) == nil)
        #expect(GroupComparison.byPeriod(Column(name: "t", values: .boolean(leads.labels)), leads) == nil)
    }

    @Test func bandsAreByPointsAndTellWhoWasWorked() throws {
        let leads = ComparedLeads.made(
            labels: [true, false, false, true, false, false], logOdds: [0, 0, 0, 0, 0, 0],
            points: [5, 5, 5, 1, 1, 0])
        let worked = Column(
            name: "owner", values: .text(.dictionary(codes: [0, 0, 1, 0, -1, -1], levels: ["Ann", "no"])),
            states: [.value, .value, .value, .value, .absent, .absent])
        let bands = WorkedBands(worked, leads).bands
        #expect(bands.map(\.leads) == [3, 2, 1])
        #expect(bands.map { $0.worked?.value } == [2.0 / 3, 0.5, 0])
        #expect(bands.map { $0.rate?.value } == [0.5, 1, nil])
        #expect(bands.map(\.from) == [5, 1, 0] && bands.map(\.to) == [5, 1, 0])
    }
}
