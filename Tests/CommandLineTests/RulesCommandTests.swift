import Foundation
import Testing

@Suite struct RulesCommandTests {
    private static let leads = """
        lead_id,title,industry,status,created_at
        a,Founder,Software,won,2026-01-10
        b,Marketing Manager,Retail,,2026-02-01
        =c,Senior Manager,Select,,2026-02-03

        """

    private static let events = """
        lead_id,timestamp,event_type
        a,2026-03-01T09:00:00Z,email_open
        a,2026-03-12T09:00:00Z,email_open
        a,2026-03-12T15:00:00Z,email_open
        a,2026-03-13T11:00:00Z,tutorial
        b,2026-03-02T10:00:00Z,pricing_page

        """

    private func bench() async throws -> ToolBench {
        let bench = try ToolBench(leads: Self.leads)
        try bench.write("events.csv", Self.events)
        try await bench.succeed(["rules", "new", "textbook", "-o", "rules.yaml"])
        return bench
    }

    private static let score = [
        "rules", "score", "rules.yaml", "leads.csv", "--events", "events.csv", "--as-of", "2026-03-15",
    ]

    /// Fit: technology 15, founder 20, decision maker 20; a senior manager is a manager 10 and decides 20. Engagement:
    /// three opens 6, tutorial 20, two opens after silence 10; pricing page 10.
    @Test func scoresInInputOrder() async throws {
        let result = try await bench().succeed(Self.score)
        #expect(
            result.output == """
                lead_id,fit,engagement,letter,class,cell,action,stage
                a,55,36,B,3,B3,sales nurture,cold
                b,10,10,D,4,D4,park,cold
                '=c,30,0,C,4,C4,park,cold

                """)
        #expect(result.errors.contains("3 rows in = 3 scored + 0 rejected"))
    }

    @Test func moreOfEachLead() async throws {
        let bench = try await bench()
        try bench.write(
            "more.yaml",
            """
            schema: leadscore.rules/1
            groups: {g: {rules: [{id: a, when: {attr: title, contains: manager}, points: 40}]}}
            personas: [{id: boss, when: {attr: title, eq: founder}}, {id: default}]
            qualification: {model: bant, criteria: {need: {field: status}}}
            ideal_profile:
              - {id: role, when: {attr: title, contains: manager}, weight: 3}
              - {id: branch, when: {attr: industry, eq: retail}}
            gates: {classify: {when: {attr: industry, in: [software, retail]}}}
            matrix: {fit: score, engagement: score, cells: {C3: {action: write, priority: 2, service_level: 1d}}}
            stages: {disqualified: {when: {attr: industry, eq: retail}, reason: no shops}}

            """)
        let result = try await bench.succeed(
            ["rules", "score", "more.yaml", "leads.csv", "--as-of", "2026-03-15", "--details"])
        #expect(
            result.output == """
                lead_id,score,letter,class,cell,action,stage,overall,priority,service_level,stage_reason,persona,qualification,completeness,\
                qualification_gate,next_question,profile,profile_missing,gate_classify
                a,0,D,4,D4,park,cold,0,7,,,boss,100,25,unknown,"Is there a budget, and how large is it?",0,role; branch,pass
                b,40,C,3,C3,write,disqualified,40,2,1d,no shops,default,,0,unknown,"Is there a budget, and how large is it?",100,,pass
                '=c,40,C,3,C3,write,cold,40,2,1d,,default,,0,unknown,"Is there a budget, and how large is it?",100,branch?,unknown

                """)
    }

    @Test func writesTheSameFileAtAnyThreadCount() async throws {
        let bench = try await bench()
        try await bench.succeed(Self.score + ["-o", "one.csv", "--threads", "1"])
        try await bench.succeed(Self.score + ["-o", "two.csv", "--threads", "2"])
        #expect(try bench.bytes("one.csv") == bench.bytes("two.csv"))
    }

    @Test func asOfAColumn() async throws {
        let result = try await bench().succeed(Array(Self.score.dropLast()) + ["created_at", "-q"])
        #expect(csvRows(result.output).dropFirst().prefix(2).map { $0[2] } == ["0", "0"])
    }

    /// What the data lack is unknown and told, not an error.
    @Test func withoutEventsAndColumns() async throws {
        let bench = try await bench()
        try bench.write("bare.csv", "lead_id\nx\n")
        let result = try await bench.succeed(["rules", "score", "rules.yaml", "bare.csv", "--as-of", "2026-03-15"])
        #expect(csvRows(result.output)[1].prefix(3) == ["x", "0", "0"])
        #expect(result.errors.contains("industry, title"))
        #expect(result.errors.contains("no events were given"))
    }

    @Test func emptyInputGivesEmptyOutput() async throws {
        let result = try await bench().succeed(
            ["rules", "score", "rules.yaml", "-", "--as-of", "2026-03-15"], input: "")
        #expect(result.output.isEmpty)
    }

    @Test func explainsALead() async throws {
        let bench = try await bench()
        let explain = ["rules", "explain"] + Self.score.dropFirst(2) + ["--id", "a"]
        let words = try await bench.succeed(explain).output
        #expect(words.contains("open                           +6   3 × 2, 2026-03-01T09:00Z … 2026-03-12T15:00Z"))
        let json = try bench.object(try await bench.succeed(explain + ["--json"]).output)
        let rules = try #require(json["rules"] as? [[String: Any]])
        #expect(rules.compactMap { $0["points"] as? Double }.reduce(0, +) == 91)
        try await bench.fail(["rules", "explain"] + Self.score.dropFirst(2) + ["--id", "nobody"], with: 65, "E340")
    }

    @Test func replaysALead() async throws {
        let bench = try await bench()
        let replay = ["rules", "replay"] + Self.score.dropFirst(2) + ["--id", "a", "--json"]
        let steps = try #require(try bench.object(try await bench.succeed(replay).output)["steps"] as? [[String: Any]])
        let points = steps.compactMap { ($0["points"] as? [Double])?.last }
        #expect(points == [2, 4, 16, 36])
    }

    @Test func countsTheFunnel() async throws {
        let bench = try await bench()
        try await bench.succeed(["rules", "new", "funnel", "-o", "funnel.yaml"])
        let funnel = ["rules", "funnel", "funnel.yaml"] + Self.score.dropFirst(3) + ["--json"]
        let report = try bench.object(try await bench.succeed(funnel).output)
        #expect(report["leads"] as? Int == 3)
        let stages = try #require(report["stages"] as? [[String: Any]])
        #expect(stages.compactMap { $0["reached"] as? Int } == [3, 2, 1, 1, 1, 1])
        let cohorts = try #require(report["cohorts"] as? [[String: Any]])
        #expect(cohorts.compactMap { $0["month"] as? String } == ["2026-01", "2026-02"])
    }

    @Test func lintsAloneAndWithData() async throws {
        let bench = try await bench()
        #expect(
            try await bench.succeed(["rules", "lint", "rules.yaml"]).output.contains("10 rules; 0 errors, 0 warnings"))
        let data = ["--data", "leads.csv", "--label", "status", "--won", "won", "--json"]
        let report = try bench.object(try await bench.succeed(["rules", "lint", "rules.yaml"] + data).output)
        let rules = try #require((report["data"] as? [String: Any])?["rules"] as? [[String: Any]])
        #expect(rules.first { $0["rule"] as? String == "founder" }?["matched"] as? Int == 1)
        #expect(rules.first { $0["rule"] as? String == "founder" }?["won_with"] as? Double == 1)
    }

    @Test func aBrokenFileNamesEveryMistake() async throws {
        let bench = try await bench()
        try bench.write(
            "broken.yaml",
            "schema: leadscore.rules/1\nnmae: x\ngroups:\n  g:\n    rules:\n      - {id: a, points: many}\n")
        let lint = try await bench.run(["rules", "lint", "broken.yaml"])
        #expect(lint.ending == .exited(78))
        #expect(lint.output.contains("error[E610]: broken.yaml:2:1: "))
        #expect(lint.output.contains("did you mean `name`?"))
        #expect(lint.output.contains("error[E612]: broken.yaml:6:25: "))
        let score = try await bench.fail(
            ["rules", "score", "broken.yaml", "leads.csv", "--as-of", "2026-03-15"], with: 78, "E610")
        #expect(score.errors.contains("also [E612] 6:25"))
    }

    @Test func mistypedNamesGetAHint() async throws {
        let bench = try await bench()
        let score = try await bench.fail(Array(Self.score.dropLast()) + ["creatd_at"], with: 64, "E101")
        #expect(score.errors.contains("created_at"))
        #expect(try await bench.fail(["rules", "new", "b2b-dee"], with: 64, "E103").errors.contains("b2b-de"))
        try await bench.fail(
            ["rules", "score", "nothing.yaml", "leads.csv", "--as-of", "2026-03-15"], with: 66, "E211")
    }

    @Test func listsWhatThereIsToBeginWith() async throws {
        let list = try await bench().succeed(["rules", "new", "--list"]).output
        for name in ["b2b-de", "b2b-en", "b2c", "saas-trial", "matrix", "bant", "meddic", "funnel", "textbook"] {
            #expect(list.contains(name))
        }
    }
}
