import Foundation
import LearningCore
import Testing

@testable import LeadScoring

@Suite struct AccountRunTests {
    /// Two accounts and a lead of none. Anna is there twice: once with a tag in her address.
    private static let leads = """
        lead_id,company,email,title,p
        1,Alpha,anna@alpha.de,Leiterin Einkauf,0.5
        2,Beta,bob@beta.de,Software Engineer,0.9
        3,Alpha,anna+news@alpha.de,,0.5
        4,,carl@gamma.de,CEO,0.7
        5,Alpha,dora@alpha.de,Head of IT,0.2

        """

    private static let events = """
        lead_id,timestamp,event_type
        1,2026-03-01T09:00:00Z,open
        3,2026-03-02T09:00:00Z,open
        2,2026-01-01T09:00:00Z,open

        """

    private static func run(
        _ method: String? = nil, by account: String? = nil, events: Bool = true, rules: String? = nil
    ) throws -> AccountReport {
        let leads = try ScratchFile(leads)
        let log = try ScratchFile(Self.events)
        let rules = try rules.map { try ScratchFile($0) }
        var request = ScoredTableRequest(
            source: LeadSource(path: leads.path), origin: rules.map { .rules($0.path) } ?? .column("p"))
        request.events = events ? log.path : nil
        request.asOf = .time(1_772_582_400)  // 2026-03-04
        var run = AccountRun(request)
        run.method = method
        run.account = account
        return try run.report(on: WorkerPool(threadCount: 2))
    }

    @Test func accountsAndTheirPeople() throws {
        let report = try Self.run()
        #expect(report.accounts.map(\.account) == ["Beta", "Alpha"])
        #expect(report.accounts.map(\.score) == [90, 50])
        #expect(report.withoutAccount == 1)
        let alpha = report.accounts[1]
        #expect(alpha.leads == 3)
        #expect(alpha.people == 2)
        #expect(alpha.active == 1)
        #expect(report.accounts[0].active == 0)
        #expect(alpha.departments == ["it", "purchasing"])
        #expect(alpha.highestRank == "head")
        #expect(alpha.buyingGroup == 75)
        #expect(alpha.missingRoles == ["user"])
        #expect(alpha.bestLead == "1")
    }

    /// 1 − 0.5 · 0.5 · 0.8 = 0.8.
    @Test(arguments: [("mean", 40.0), ("sum-capped", 100), ("sum_capped", 100), ("top3", 40), ("noisy-or", 80)])
    func methods(name: String, score: Double) throws {
        let report = try Self.run(name, events: false)
        let alpha = try #require(report.accounts.first { $0.account == "Alpha" })
        #expect(abs(alpha.score - score) < 1e-9)
        #expect(alpha.active == nil)
        #expect(report.isOptimistic == (name == "noisy-or"))
        #expect(report.text(output: nil).contains("optimistic") == (name == "noisy-or"))
    }

    @Test func unknownMethodsAndColumns() throws {
        #expect(throws: Diagnostic.self) { try Self.run("top4") }
        let fault = #expect(throws: Diagnostic.self) { try Self.run(by: "compny") }
        #expect(fault?.code == "E101")
    }

    /// The rules say how accounts are rolled up, and who buys; they may ask for what is known of the account.
    @Test func rulesOfTheirOwn() throws {
        let report = try Self.run(
            events: false,
            rules: """
                schema: leadscore.rules/1
                accounts:
                  field: company
                  method: mean
                  buying_group: {boss: {attr: title, contains: head}, cook: {attr: title, eq: cook}}
                groups:
                  g:
                    rules:
                      - {id: several, when: {attr: account_people, gte: 2}, points: 10}
                      - {id: leads, when: {attr: account_leads, eq: 3}, points: 20}
                      - {id: rank, when: {attr: account_rank, eq: head}, points: 5}
                      - {id: group, when: {attr: account_buying_group, gte: 75}, points: 1}
                      - {id: two, when: {attr: account_departments, eq: 2}, points: 2}
                """)
        #expect(report.accounts.map(\.account) == ["Alpha", "Beta"])
        #expect(report.accounts.map(\.score) == [38, 0])
        #expect(report.method == "mean")
        #expect(report.accounts[0].buyingGroup == 50)
        #expect(report.accounts[0].missingRoles == ["cook"])
        #expect(report.notes == [])
    }
}
