import Foundation
import LearningCore
import Testing

@testable import LeadScoring

@Suite struct ListCheckRunTests {
    /// Ten records with faults that can be counted by hand; the last is the first, written otherwise.
    private static let list = """
        name,company,email,phone,collected_at,segment
        Anna Meier,Alpha GmbH,anna.meier@alpha.de,030 1234567,2026-05-01,software
        Bert Koch,Beta AG,info@beta.de,,2026-05-01,retail
        Clara Weber,Gamma KG,clara.weber@gmail.com,089 7654321,2026-05-01,
        Dora Klein,Delta,dora@mailinator.com,040 5556667,2020-01-01,software
        Emil Braun,Epsilon,not an address,,2026-05-01,
        Test Test,Zeta,x.y@zeta.de,111111111,2026-05-01,software
        Frida Schulz,Eta,frida@eta.de,0221 998877,,retail
        Gerd Vogel,Theta,gerd@theta.de,0221 998878,2026-05-01,mining
        Hanna Roth,Iota,,+49 7141 223344,2026-05-01,software
        Dr. Anna Meier,Alpha,Anna.Meier+x@alpha.de,,2026-05-01,software

        """

    private static func report(
        _ list: String = list, rules: String? = nil, limits: ListLimits = ListLimits(), time: String? = nil
    ) throws -> ListReport {
        let file = try ScratchFile(list)
        let rules = try rules.map { try ScratchFile($0) }
        var run = ListCheckRun(LeadSource(path: file.path), asOf: 1_780_272_000)  // 2026-06-01
        run.rules = rules?.path
        run.limits = limits
        run.time = time
        return try run.report(on: WorkerPool(threadCount: 2))
    }

    private static func counts(_ report: ListReport) -> [String: [Int]] {
        Dictionary(uniqueKeysWithValues: report.findings.map { ($0.fault.rawValue, [$0.records, $0.of]) })
    }

    @Test func countedByHand() throws {
        let report = try Self.report()
        #expect(
            Self.counts(report) == [
                "old": [2, 10], "duplicates": [1, 10], "unreachable": [1, 10], "invalid_emails": [1, 9],
                "role_emails": [1, 8], "free_emails": [1, 8], "disposable_emails": [1, 8], "bad_phones": [1, 7],
                "dummy_names": [1, 10],
            ])
        #expect(report.medianAgeDays == 31)
        #expect(report.asOf == "2026-06-01")
        #expect(report.verdict == .doNotBuy)
        #expect(report.findings.filter { $0.verdict == .doNotBuy }.map(\.fault) == [.disposableEmails])
        #expect(report.notMeasured == [])
    }

    @Test func limitsMakeTheVerdict() throws {
        let changes = ListFault.allCases.map { "\($0.rawValue)=50%:60%" }
        #expect(try Self.report(limits: ListLimits(age: nil, changes: changes)).verdict == .usable)
        let strict = changes + ["duplicates=5%:60%"]
        let report = try Self.report(limits: ListLimits(age: nil, changes: strict))
        #expect(report.verdict == .onlyAfterCleaning)
        #expect(
            report.summary(list: "list.csv", rules: nil).contains("Verdict: only after cleaning: 10 % duplicates\n"))
        let young = try ListLimits(age: "20d", changes: [])
        #expect(Self.counts(try Self.report(limits: young))["old"] == [10, 10])
    }

    @Test func gatesOfTheRules() throws {
        let report = try Self.report(
            rules: """
                schema: leadscore.rules/1
                gates:
                  classify: {when: {attr: segment, in: [software, retail]}, reason: not ours}
                  qualify: [{when: {attr: phone, known: true}, reason: no phone}, {when: {attr: country, eq: DE}, reason: abroad}]
                groups: {g: {rules: [{id: a, when: {attr: segment, known: true}, points: 1}]}}
                """)
        // Two are of no known segment; the country of nobody is known, but who has no telephone fails all the same.
        #expect(Self.counts(report)["unclassified"] == [2, 10])
        #expect(Self.counts(report)["unqualified"] == [7, 10])
        #expect(
            report.gates == [
                RuleFunnel.Gate(gate: "classify", pass: 7, fail: 1, unknown: 2),
                RuleFunnel.Gate(gate: "qualify", pass: 0, fail: 3, unknown: 7),
            ])
    }

    @Test func rulesWithoutGates() throws {
        let report = try Self.report(
            rules:
                "schema: leadscore.rules/1\ngroups: {g: {rules: [{id: a, when: {attr: segment, known: true}, points: 1}]}}"
        )
        #expect(report.notMeasured.count == 2)
        #expect(report.gates == [])
    }

    /// A list that says how to reach nobody is worth nothing, and it says what could not be measured.
    @Test func aListOfNothing() throws {
        let report = try Self.report("a,b\n1,2\n3,4\n")
        #expect(Self.counts(report) == ["unreachable": [2, 2]])
        #expect(report.verdict == .doNotBuy)
        #expect(report.notMeasured.count == 5)
        let fault = #expect(throws: Diagnostic.self) { try Self.report("a,b\n") }
        #expect(fault?.code == "E120")
    }

    @Test func theColumnOfDates() throws {
        let list = "name,birthday,last_verified,created\nAnna Meier,1980-01-01,2026-01-01,2019-01-01\n"
        #expect(try Self.report(list).medianAgeDays == 151)
        #expect(try Self.report(list, time: "created").medianAgeDays == 2_708)
        #expect(try Self.report("name,birthday\nAnna Meier,1980-01-01\n").medianAgeDays == nil)
        #expect(throws: Diagnostic.self) { try Self.report(list, time: "made") }
    }

    @Test func asOfWhen() throws {
        #expect(try ListCheckRun.time(nil, now: 1_780_300_000) == 1_780_272_000)
        #expect(try ListCheckRun.time("2026-06-01", now: 0) == 1_780_272_000)
        #expect(throws: Diagnostic.self) { try ListCheckRun.time("24h", now: 0) }
    }
}
