import Evaluation
import FeatureExtraction
import LearningCore
import Tabular
import Testing

@testable import LeadScoring

@Suite struct LeadGroupsTests {
    @Test func peopleAccountsAndSnapshotsAreTakenTogether() throws {
        let file = try ScratchFile("email,account_id\na@x.de,A1\nb@y.de,A2\na@x.de,A3\nc@z.de,A2\nd@w.de,\ne@v.de,\n")
        let frame = try TableReader(path: file.path, pool: Leads.pool).read(.inferAll).frame
        let found = LeadGroups(frame, account: "account_id", leads: nil, on: Leads.pool)
        let groups = try #require(found.groups)
        #expect(groups[1] == groups[3] && Set([groups[4], groups[5], groups[0], groups[1]]).count == 4)
        // Two snapshots of one lead, and its account.
        let twice = LeadGroups(frame, account: "account_id", leads: [7, 7, 8, 9, 10, 11], on: Leads.pool).groups
        #expect(twice?[0] == twice?[1])
    }

    @Test func anAccountThatHoldsHalfTheLeadsIsNone() throws {
        let rows = (0..<200).map { $0 % 2 == 0 ? "none" : "A\($0 / 10)" }
        let frame = DataFrame([Column(name: "account_id", values: .text(dictionary(rows)))])
        let groups = try #require(LeadGroups(frame, account: "account_id", leads: nil, on: Leads.pool).groups)
        #expect(groups[0] != groups[2] && groups[1] == groups[3])
    }

    private func dictionary(_ rows: [String]) -> TextValues {
        let levels = Array(Set(rows)).sorted()
        return .dictionary(codes: rows.map { Int32(levels.firstIndex(of: $0) ?? -1) }, levels: levels)
    }

    @Test func theLeadsOfAnAccountStayOnOneSide() throws {
        var leads = Leads(count: 300, seed: 3) { row, _ in row % 3 == 0 ? 0.8 : 0.2 }
        leads.add("lead_id") { "L\($0)" }
        leads.add("account_id") { "A\($0 % 120)" }
        leads.add("size") { "\($0 % 3)" }
        let file = try ScratchFile(leads.csv)
        var request = TrainingRequest(source: LeadSource(path: file.path), label: "outcome")
        let table = try LeadTable.read(request.source, request.columns, mapping: request.mapping, on: Leads.pool)
        let closed = try ClosedLeads(table, request, on: Leads.pool)
        #expect(closed.assignments.first { $0.name == "account_id" }?.role == .group)
        #expect(closed.order.kind == "group")
        #expect(closed.warnings.contains { $0.contains("120 accounts") })
        let split = try closed.order.holdout(labels: closed.labels, fraction: 0.2, seed: 1)
        #expect(Set(split.train.map { $0 % 120 }).isDisjoint(with: split.test.map { $0 % 120 }))
        // What a person says comes first.
        request.source.roles["account_id"] = .ignored
        #expect(try ClosedLeads(table, request, on: Leads.pool).order.groups == nil)
    }

    @Test func snapshotsWhoseHorizonReachesIntoTheHoldoutAreNotLearnedFrom() throws {
        let world = try LeadsInTime()
        let report = try world.train { $0.history.horizon = 240 * LeadsInTime.hour }.report
        let holdout = try #require(report.holdout)
        // A lead comes in every three hours.
        #expect((70...81).contains(holdout.purged), "\(holdout.purged)")
        #expect(holdout.lines(leaks: []).contains { $0.contains("not learned from") && $0.contains("10 d") })
        #expect(try world.train().report.holdout?.purged == 0)
    }
}
