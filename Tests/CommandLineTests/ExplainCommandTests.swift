import Foundation
import Testing

@Suite struct ExplainCommandTests {
    private func bench() async throws -> ToolBench {
        let bench = try ToolBench()
        try await bench.train(["--id", "id"])
        return bench
    }

    private func explanation(_ bench: ToolBench, _ more: [String]) async throws -> [String: Any] {
        try bench.object(await bench.succeed(["explain", "m.model", "leads.csv", "--json"] + more).output)
    }

    @Test func thePartsAddUpAndTheScoreIsTheScores() async throws {
        let bench = try await bench()
        let scores = csvRows(try await bench.succeed(["score", "m.model", "leads.csv", "-q"]).output)
        for row in [1, 17, 205] {
            let found = try await explanation(bench, ["--id", scores[row][0]])
            #expect(found["id"] as? String == scores[row][0])
            // As text: both are the shortest that reads back as the same number.
            let text = try await bench.succeed(["explain", "m.model", "leads.csv", "--json", "--id", scores[row][0]])
            #expect(text.output.contains("\"probability\":\(scores[row][1]),"))
            #expect(found["score"] as? Double == Double(scores[row][2]) && found["grade"] as? String == scores[row][3])
            let parts = try #require(found["parts"] as? [[String: Any]])
            let sum = parts.reduce(found["base_log_odds"] as? Double ?? .nan) {
                $0 + ($1["contribution"] as? Double ?? .nan)
            }
            #expect(abs(sum - (found["log_odds"] as? Double ?? .infinity)) < 1e-9)
            let sizes = parts.map { abs($0["contribution"] as? Double ?? 0) }
            #expect(sizes == sizes.sorted(by: >))
        }
    }

    /// The nearest change is no guess: a table with that one cell changed is scored as it says.
    @Test func theChangeIsTrueWhenScoredAnew() async throws {
        let bench = try await bench()
        let rows = SampleLeads().rows
        var checked = 0
        for number in stride(from: 0, to: 300, by: 23) {
            let found = try await explanation(bench, ["--id", rows[number][0]])
            guard let change = found["change"] as? [String: Any], let field = change["field"] as? String,
                let column = SampleLeads.header.firstIndex(of: field)
            else { continue }
            var changed = rows
            changed[number][column] = try #require(change["to"] as? String)
            try bench.write("changed.csv", SampleLeads.csv(SampleLeads.header, changed))
            let scores = csvRows(try await bench.succeed(["score", "m.model", "changed.csv", "-q"]).output)
            #expect(Double(scores[number + 1][2]) == change["score"] as? Double)
            #expect(scores[number + 1][3] == change["grade"] as? String)
            #expect(scores[number + 1][3] < found["grade"] as? String ?? "")
            // Where a lead came from, how large it is and when it came cannot be changed.
            #expect(["visits", "opt_in"].contains(field))
            checked += 1
        }
        #expect(checked >= 3)
    }

    @Test func wordsShowTheBarsAndWhatIsNotKnown() async throws {
        var leads = SampleLeads()
        leads.rows[7][4] = ""
        leads.rows[7][2] = "n/a"
        let bench = try ToolBench(leads: leads.csv)
        try await bench.train(["--id", "id"])
        let words = try await bench.succeed(["explain", "m.model", "leads.csv", "--id", "00007"]).output
        #expect(words.hasPrefix("00007: chance "))
        #expect(words.contains("the average lead") && words.contains("this lead"))
        #expect(words.contains("█") || words.contains("▒"))
        #expect(
            words.contains("Not known: ") && words.contains("visits (blank)")
                && words.contains("source (nothing chosen)"))
        #expect(words.split(separator: "\n", omittingEmptySubsequences: false).count <= 25)
    }

    @Test func rulesStandBeside() async throws {
        let bench = try await bench()
        try bench.write(
            "rules.yaml",
            """
            schema: leadscore.rules/1
            name: my rules
            axes:
              fit: {min: 0, max: 20, groups: [all]}
            groups:
              all:
                rules:
                  - {id: any size, when: {attr: size, gte: 1}, points: 4}
                  - {id: never, when: {attr: size, gte: 100000}, points: 9}
            """)
        let byFile = try await explanation(bench, ["--id", "00003", "--rules", "rules.yaml"])
        let rules = try #require(byFile["rules"] as? [String: Any])
        #expect(rules["name"] as? String == "my rules" && rules["points"] as? Double == 20)
        #expect((rules["paid"] as? [[String: Any]])?.map { $0["rule"] as? String } == ["any size"])
        let byColumn = try await explanation(bench, ["--id", "00003", "--rule-score", "visits+size"])
        let lead = SampleLeads().rows[3]
        let sum = (Double(lead[3]) ?? 0) + (Double(lead[4]) ?? 0)
        #expect((byColumn["rules"] as? [String: Any])?["points"] as? Double == sum)
        let words = try await bench.succeed([
            "explain", "m.model", "leads.csv", "--id", "00003", "--rules", "rules.yaml",
        ])
        #expect(words.output.contains("By the rules (my rules): 20: any size +4"))
    }

    @Test func anUnknownLeadIsNotGuessedAt() async throws {
        let bench = try await bench()
        let near = try await bench.fail(["explain", "m.model", "leads.csv", "--id", "7"], with: 65, "E340")
        #expect(near.errors.contains("1 id differs in capitals, blanks, signs or zeros only"))
        #expect(!near.errors.contains("00007"))
        let far = try await bench.fail(["explain", "m.model", "leads.csv", "--id", "nobody"], with: 65, "E340")
        #expect(!far.errors.contains("differ"))
        try await bench.fail(["explain", "m.model", "leads.csv"], with: 64, "E100")
    }

    @Test func withoutAnIDTheRowCounts() async throws {
        // Two columns of the same text for all leads leave none that names them.
        let rows = SampleLeads().rows.map { Array($0.dropFirst()) }
        let bench = try ToolBench(leads: SampleLeads.csv(Array(SampleLeads.header.dropFirst()), rows))
        try await bench.train()
        let scores = csvRows(try await bench.succeed(["score", "m.model", "leads.csv", "-q"]).output)
        let text = try await bench.succeed(["explain", "m.model", "leads.csv", "--json", "--id", "5"]).output
        #expect(text.contains("\"probability\":\(scores[5][1]),") && scores[5][0] == "5")
        try await bench.fail(["explain", "m.model", "leads.csv", "--id", "301"], with: 65, "E340")
    }

    @Test func anIDThatIsThereTwiceIsSaid() async throws {
        let bench = try await bench()
        var leads = SampleLeads()
        leads.rows[9][0] = leads.rows[4][0]
        try bench.write("leads.csv", leads.csv)
        let found = try await explanation(bench, ["--id", leads.rows[4][0]])
        #expect(found["rows_of_that_id"] as? Int == 2)
        #expect(
            try await bench.succeed(["explain", "m.model", "leads.csv", "--id", leads.rows[4][0]]).output
                .contains("2 rows have this id; this is the first"))
    }
}
