import LeadHistory
import LearningCore
import Tabular
import Testing

@Suite struct CaseEndingTypesTests {
    /// Leads that are won half the time. "signed" and "refused" close the case; "unsubscribe" is bad news long before the
    /// end; "visit" says nothing; "bounce" comes last, but for either outcome.
    private func world(seed: UInt64) throws -> (EventLog, LeadCases) {
        var chance = SeededGenerator(seed: seed)
        var rows: [Row] = []
        var outcomes: [LeadOutcome] = []
        let names = (0..<600).map { "l\($0)" }
        for name in names {
            let isWon = chance.nextIndex(below: 2) == 0
            outcomes.append(isWon ? .won : .lost)
            for _ in 0..<5 { rows.append(Row(name, 1e9 + Double(chance.nextIndex(below: 1_000_000)), "visit")) }
            if chance.nextIndex(below: 10) < (isWon ? 2 : 7) {
                rows.append(Row(name, 1e9 + 2_000, "unsubscribe"))
            }
            rows.append(Row(name, 1e9 + 2_000_000, isWon ? "signed" : "refused"))
            if chance.nextIndex(below: 3) == 0 { rows.append(Row(name, 1e9 + 2_000_100, "bounce")) }
        }
        let cases = try LeadCases(
            created: names.map { _ in 1e9 }, closed: names.map { _ in 1e9 + 2_000_000 }, outcomes: outcomes)
        return (try TestLog.make(rows, leads: names), cases)
    }

    @Test func theEndIsNamedAndBadNewsIsNot() throws {
        let (log, cases) = try world(seed: 1)
        let found = try CaseEndingTypes.find(in: log, cases: cases)
        #expect(found.map(\.type) == ["refused", "signed"])
        #expect(found.allSatisfy { $0.reason == .determinesTheOutcome && $0.shareAtClosing == 1 })
        #expect(found[0].won == 0 && found[1].wonShare == 1)
        #expect(found.allSatisfy { $0.medianEventsAfter == 0 })
    }

    @Test func closingTimesAreNotNeeded() throws {
        let (log, cases) = try world(seed: 2)
        let undated = try LeadCases(
            created: cases.created, closed: cases.closed.map { _ in .nan }, outcomes: cases.outcomes)
        let found = try CaseEndingTypes.find(in: log, cases: undated)
        #expect(found.map(\.type) == ["refused", "signed"] && found[0].shareAtClosing == nil)
    }

    @Test func oneOutcomeOrTooFewLeadsProveNothing() throws {
        let (log, cases) = try world(seed: 3)
        let won = try LeadCases(
            created: cases.created, closed: cases.closed, outcomes: cases.outcomes.map { _ in .won })
        #expect(try CaseEndingTypes.find(in: log, cases: won).isEmpty)
        let few = try LeadCases(
            created: cases.created, closed: cases.closed,
            outcomes: cases.outcomes.enumerated().map { $0 < 15 ? $1 : .open })
        #expect(try CaseEndingTypes.find(in: log, cases: few).isEmpty)
        #expect(throws: HistoryError.self) {
            _ = try CaseEndingTypes.find(in: log, cases: LeadCases(created: [], closed: [], outcomes: []))
        }
    }

    @Test(.enabled(if: SharedData.path(loans) != nil, "shared/data is not beside this checkout"))
    func loanApplicationsAreEndedByTheirTerminalEvents() throws {
        let folder = try #require(SharedData.path("loan-applications"))
        let plan = ReadPlan(columns: ["lead_id": .typed(.text, nil)])
        let frame = try TableReader(path: folder + "/leads.csv", pool: TestLog.pool).read(plan).frame
        guard let ids = frame["lead_id"], case .date(let created)? = frame["created_at"]?.values,
            case .date(let closed)? = frame["closed_at"]?.values, case .text(let status)? = frame["outcome"]?.values
        else { throw Missing() }
        let log = try EventLog.read(
            path: folder + "/events.csv", leads: LeadIndex(ids), keeping: [], on: TestLog.pool)
        #expect(log.count == 262_200 && log.report.orphans == 0 && log.report.leadsWithoutEvents == 0)
        #expect(log.report.rejects.isEmpty && log.report.leads == 13_087)
        let meaning: [String: LeadOutcome] = ["won": .won, "open": .open]
        let outcomes = (0..<frame.rowCount).map { meaning[status[$0]] ?? .lost }
        let cases = try LeadCases(created: created, closed: closed, outcomes: outcomes)
        let found = try CaseEndingTypes.find(in: log, cases: cases)
        #expect(
            found.map(\.type) == [
                "A_ACTIVATED", "A_APPROVED", "A_CANCELLED", "A_DECLINED", "A_REGISTERED", "O_ACCEPTED", "O_DECLINED",
            ])
        // The figures of shared/data/README.md: 5,901 leads are still open after a day, 37.6 % of them won.
        let day = try SnapshotPlan(ages: [Span.day])
            .labelled(cases, dataEnd: max(log.end ?? 0, cases.end ?? 0))
        let open = day.snapshots.count + day.report.stillOpen
        #expect(abs(Double(day.labels.count(where: \.self)) / Double(day.labels.count) - 0.376) < 0.03)
        #expect(open > 5_800 && open < 6_400)
    }

    private static let loans = "loan-applications/events.csv"
}
