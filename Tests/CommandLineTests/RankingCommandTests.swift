import Foundation
import Testing

/// `accounts`, `pareto` and `check-list` as a user runs them.
@Suite struct RankingCommandTests {
    private static let leads = """
        lead_id,company,title,value
        a,Alpha,Founder,100
        b,Beta,Marketing Manager,1000
        =c,=Alpha,Senior Manager,10

        """
    private static let scores = "lead_id,probability\na,0.5\nb,0.3\n'=c,0.9\n"

    private func bench() throws -> ToolBench {
        let bench = try ToolBench(leads: Self.leads)
        try bench.write("scores.csv", Self.scores)
        return bench
    }

    @Test func accounts() async throws {
        let bench = try bench()
        let result = try await bench.succeed(["accounts", "leads.csv", "--scores", "scores.csv", "--by", "company"])
        #expect(
            result.output == """
                company,score,leads,people,active_30d,departments,highest_rank,buying_group,missing_roles,best_lead
                '=Alpha,90,1,1,,,senior manager,25,decider; buyer; influencer,'=c
                Alpha,50,1,1,,management,owner,25,buyer; influencer; user,a
                Beta,30,1,1,,marketing,manager,25,decider; buyer; influencer,b

                """)
        #expect(result.errors.contains("3 rows in = 3 read + 0 rejected; 3 accounts"))
        let json = try await bench.succeed(
            ["accounts", "leads.csv", "--scores", "scores.csv", "--roll-up", "noisy-or", "--json"])
        #expect(try bench.object(json.output)["optimistic"] as? Bool == true)
        try await bench.succeed(["accounts", "leads.csv", "--scores", "scores.csv", "-o", "accounts.csv", "-q"])
        #expect(try bench.text("accounts.csv").hasPrefix("company,"))
    }

    @Test func pareto() async throws {
        let bench = try bench()
        let result = try await bench.succeed(["pareto", "leads.csv", "--scores", "scores.csv", "--value", "value"])
        #expect(
            result.output == """
                lead_id,probability,value,expected_value,class
                a,0.5,100,50,B
                b,0.3,1000,300,A
                '=c,0.9,10,9,C

                """)
        #expect(result.errors.contains("3 rows in = 3 classed + 0 rejected"))
        try await bench.fail(["pareto", "leads.csv", "--scores", "scores.csv", "--value", "valu"], with: 64, "E101")
        try await bench.fail(["pareto", "leads.csv"], with: 64, "E100")
        let empty = try await bench.succeed(["pareto", "-", "--score", "p"], input: "")
        #expect(empty.output.isEmpty)
    }

    @Test func checkList() async throws {
        let bench = try bench()
        try bench.write("list.csv", "name,email,created\nAnna Meier,anna@alpha.de,2026-01-01\n")
        let list = ["check-list", "list.csv", "--as-of", "2026-02-01"]
        let words = try await bench.succeed(list).output
        #expect(words.contains("\nVerdict: usable\n"))
        let json = try bench.object(try await bench.succeed(list + ["--max-age", "7d", "--json"]).output)
        #expect(json["verdict"] as? String == "do not buy")
        try await bench.fail(list + ["--limit", "dupes=3%"], with: 64, "E103")
        // Without --as-of the day it is counts, and is told.
        #expect(try await bench.succeed(["check-list", "list.csv"]).output.contains("list.csv: 1 records as of 20"))
    }

    /// The lead's column is called --id where all leads are looked at, and --id-column where --id names a lead.
    @Test func theIdColumnIsCalledTheSameEverywhere() async throws {
        let bench = try bench()
        try await bench.succeed(["rules", "new", "textbook", "-o", "rules.yaml"])
        let table = ["rules.yaml", "leads.csv", "--as-of", "2026-03-15"]
        let scored = try await bench.succeed(["rules", "score"] + table + ["--id", "company"])
        #expect(scored.output.hasPrefix("company,"))
        try await bench.fail(["rules", "score"] + table + ["--id", "compny"], with: 64, "E101")
        let explained = try await bench.succeed(
            ["rules", "explain"] + table + ["--id", "Beta", "--id-column", "company"])
        #expect(explained.output.hasPrefix("Beta as of "))
        #expect(try await bench.run(["rules", "score"] + table + ["--id-column", "company"]).ending == .exited(64))
    }
}
