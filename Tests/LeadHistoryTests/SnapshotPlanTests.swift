import LeadHistory
import LearningCore
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
        ])
        let plan = try SnapshotPlan(ages: [day], horizon: 30 * day)
        let found = plan.labelled(cases, dataEnd: 100 * day)
        #expect(found.snapshots.map(\.row) == [0, 1, 2, 3, 11, 12])
        // The horizon includes its end: the last lead is won exactly 30 days after its snapshot.
        #expect(found.labels == [true, false, false, false, false, true])
        #expect(found.snapshots.allSatisfy { $0.asOf == cases.created[$0.row] + day })
        let report = found.report
        #expect(report.alreadyClosed == 2 && report.closedBeforeCreation == 1 && report.withoutCreation == 1)
        #expect(report.ignored == 1 && report.closedWithoutTime == 1 && report.immature == 1)
        #expect(report.afterTheData == 1 && report.lateWins == 1 && report.stillOpen == 0)
        #expect(report.used == found.snapshots.count && report.candidates == 13)
    }

    @Test func withoutAHorizonTheLabelIsTheOutcome() throws {
        let cases = try cases([(0, 500, .won), (0, 5, .lost), (0, .nan, .open), (99, 99.5, .lost), (99, 99.5, .won)])
        let found = try SnapshotPlan(ages: [0]).labelled(cases, dataEnd: 600 * day)
        #expect(found.snapshots.map(\.row) == [0, 1, 3, 4] && found.labels == [true, false, false, true])
        #expect(found.report.stillOpen == 1)
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
}
