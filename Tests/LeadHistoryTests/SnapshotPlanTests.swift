import LeadHistory
import LearningCore
import Tabular
import Testing

@Suite struct SnapshotPlanTests {
    private let day = Span.day

    /// One lead a line: created, closed (days), outcome.
    private func cases(_ leads: [(Double, Double, LeadOutcome)]) throws -> LeadCases {
        try LeadCases(
            created: leads.map { $0.0 * day }, closed: leads.map { $0.1 * day }, outcomes: leads.map(\.2))
    }

    @Test func labelsLookForwardFromTheSnapshot() throws {
        let cases = try cases([
            (0, 5, .won), (0, 50, .won), (0, 5, .lost), (0, .nan, .open), (0, 1, .won), (0, -1, .won), (.nan, 5, .won),
            (0, 5, .ignored), (0, .nan, .won), (80, 82, .won), (99.5, .nan, .open), (60, .nan, .open), (0, 31, .won),
            (0, .nan, .lost),
        ])
        let plan = try SnapshotPlan(ages: [day], horizon: 30 * day)
        let found = plan.labelled(cases, dataEnd: 100 * day)
        #expect(found.snapshots.map(\.row) == [0, 1, 2, 3, 11, 12, 13])
        // The horizon includes its end: the last lead is won exactly 30 days after its snapshot.
        #expect(found.labels == [true, false, false, false, false, true, false])
        #expect(found.snapshots.allSatisfy { $0.asOf == cases.created[$0.row] + day })
        let report = found.report
        #expect(report.alreadyClosed == 2 && report.closedBeforeCreation == 1 && report.withoutCreation == 1)
        #expect(
            report.ignored == 1 && report.wonWithoutTime == 1 && report.lostWithoutTime == 1 && report.immature == 1)
        #expect(report.afterTheData == 1 && report.lateWins == 1 && report.stillOpen == 0)
        #expect(report.used == found.snapshots.count && report.candidates == 14)
    }

    @Test func withoutAHorizonTheLabelIsTheOutcome() throws {
        let cases = try cases([
            (0, 500, .won), (0, 5, .lost), (0, .nan, .open), (99, 99.5, .lost), (99, 99.5, .won), (0, .nan, .won),
        ])
        let found = try SnapshotPlan(ages: [0]).labelled(cases, dataEnd: 600 * day)
        #expect(found.snapshots.map(\.row) == [0, 1, 3, 4, 5])
        #expect(found.labels == [true, false, false, true, true])
        #expect(found.report.stillOpen == 1)
        let later = try SnapshotPlan(ages: [day]).labelled(cases, dataEnd: 600 * day)
        #expect(later.report.wonWithoutTime == 1)
    }

    @Test func severalAgesGiveSeveralSnapshots() throws {
        let cases = try cases([(0, 5, .won), (10, .nan, .open)])
        let found = try SnapshotPlan(ages: [7 * day, day, 0, day], horizon: 20 * day).labelled(cases, dataEnd: 40 * day)
        #expect(found.snapshots.map(\.asOf) == [0, 1, 10, 11, 17].map { $0 * day })
        #expect(found.snapshots.map(\.row) == [0, 0, 1, 1, 1])
        #expect(found.labels == [true, true, false, false, false])
        #expect(found.report.candidates == 6 && found.report.alreadyClosed == 1)
    }

    @Test("No label is of the immature window, and no lead is lost from the books") func laws() throws {
        var chance = SeededGenerator(seed: 3)
        let outcomes: [LeadOutcome] = [.won, .lost, .open, .ignored]
        let cases = try cases(
            (0..<3_000).map { _ in
                let created = chance.nextIndex(below: 20) == 0 ? .nan : Double(chance.nextIndex(below: 200))
                let closed = chance.nextIndex(below: 20) == 0 ? .nan : created + Double(chance.nextIndex(below: 90)) - 2
                return (created, closed, outcomes[chance.nextIndex(below: 4)])
            })
        let end = 200 * day
        let plan = try SnapshotPlan(ages: [0, day, 14 * day], horizon: 45 * day)
        let found = plan.labelled(cases, dataEnd: end)
        #expect(found.report.used == found.snapshots.count && found.snapshots.count > 500)
        for (snapshot, isWon) in zip(found.snapshots, found.labels) {
            let closed = cases.closed[snapshot.row]
            #expect(snapshot.asOf + 45 * day <= end)
            #expect(!(cases.outcomes[snapshot.row].isClosed && closed <= snapshot.asOf))
            #expect(isWon == (cases.outcomes[snapshot.row] == .won && closed <= snapshot.asOf + 45 * day))
        }
    }

    @Test func impossiblePlansAreRefused() {
        #expect(throws: HistoryError.self) { _ = try SnapshotPlan(ages: []) }
        #expect(throws: HistoryError.self) { _ = try SnapshotPlan(ages: [-1]) }
        #expect(throws: HistoryError.self) { _ = try SnapshotPlan(ages: [.nan]) }
        #expect(throws: HistoryError.self) { _ = try SnapshotPlan(ages: [0], horizon: 0) }
    }

    @Test("olist: late wins count as negatives", .enabled(if: SharedData.path(olist) != nil, "shared/data is not here"))
    func marketingQualifiedLeads() throws {
        let path = try #require(SharedData.path(Self.olist))
        let columns: [String: ColumnRequest] = [
            "first_contact_date": .typed(.date, nil), "won_date": .typed(.date, nil), "outcome": .typed(.text, nil),
        ]
        let frame = try TableReader(path: path, pool: TestLog.pool)
            .read(ReadPlan(columns: columns, others: .skipped)).frame
        guard case .date(let created)? = frame["first_contact_date"]?.values,
            case .date(let closed)? = frame["won_date"]?.values, case .text(let status)? = frame["outcome"]?.values
        else { throw Missing() }
        let cases = try LeadCases(
            created: created, closed: closed,
            outcomes: (0..<frame.rowCount).map { status[$0] == "won" ? .won : .lost })
        let end = try #require(cases.end)
        let report = try SnapshotPlan(ages: [0], horizon: 90 * day).labelled(cases, dataEnd: end).report
        // One lead was won before its first contact; leads that were not won have no date.
        #expect(report.lateWins == 151 && report.closedBeforeCreation == 1 && report.alreadyClosed == 1)
        #expect(report.lostWithoutTime == 7_158 && report.immature == 0 && report.used == 7_999)
        let early = try SnapshotPlan(ages: [0], horizon: 90 * day)
            .labelled(cases, dataEnd: try TestLog.time("2018-06-30T00:00"))
        #expect(early.report.immature > 1_000)
        #expect(early.snapshots.allSatisfy { $0.asOf + 90 * day <= early.report.dataEnd })
    }

    private static let olist = "olist-funnel/leads.csv"
}
