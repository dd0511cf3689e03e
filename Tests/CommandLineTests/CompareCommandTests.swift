import Foundation
import Testing

@Suite struct CompareCommandTests {
    /// Leads with a rule score of two columns, one of which some leads lack; heavily tied, and worse than the truth.
    private static func table(count: Int = 600, seed: UInt64 = 1) -> String {
        let leads = SampleLeads(count: count, seed: seed)
        var rows: [[String]] = []
        for (number, cells) in leads.rows.enumerated() {
            let visits = Int(cells[4]) ?? 0
            let profile = cells[2] == "referral" ? 20 : 10
            rows.append(
                Array(cells.dropLast()) + [number % 50 == 0 ? "" : "\(visits / 8 * 5)", "\(profile)", cells[6]])
        }
        return SampleLeads.csv(SampleLeads.header.dropLast() + ["activity", "profile", "outcome"], rows)
    }

    private func bench(_ more: [String] = []) async throws -> ToolBench {
        let bench = try ToolBench(leads: Self.table())
        try await bench.train(["--id", "id", "--exclude", "activity,profile"] + more)
        return bench
    }

    private let compare = ["compare", "m.model", "leads.csv", "--rule-score", "activity+profile"]

    @Test func theReportIsTheContracts() async throws {
        let bench = try await bench()
        let training = try await bench.report(["--id", "id", "--exclude", "activity,profile"])
        let result = try await bench.succeed(compare + ["--json", "-q", "--segment", "source"])
        #expect(result.errors.isEmpty)
        let report = try bench.object(result.output)
        #expect(report["schema"] as? String == "leadscore.comparison/1")
        #expect(report["rule_score"] as? String == "activity + profile")
        let counts = try #require(report["leads"] as? [String: Int])
        let holdout = try #require(training["holdout"] as? [String: Any])
        let heldOut = try #require(holdout["rows"] as? Int)
        #expect(counts["rows_in"] == 600 && counts["learned_from"] == 600 - heldOut)
        #expect((counts["compared"] ?? 0) + (counts["without_rule_score"] ?? 0) == heldOut)
        #expect((counts["without_rule_score"] ?? 0) > 0)
        #expect((report["basis"] as? [String: Any])?["kind"] as? String == "held_out")
        for side in ["model", "rules"] {
            let figures = try #require(report[side] as? [String: Any])
            let metrics = try #require(figures["metrics"] as? [String: [String: Double]])
            for name in [
                "roc_auc", "average_precision", "log_loss", "brier", "won_at_capacity", "lift_at_capacity",
                "capture_at_capacity",
            ] {
                let metric = try #require(metrics[name], "\(side) \(name)")
                #expect((metric["low"] ?? 1) <= (metric["value"] ?? 0), "\(side) \(name)")
            }
        }
        let swap = try #require(report["swap"] as? [String: Any])
        for key in ["both", "model_only", "rules_only", "neither", "mcnemar", "traits", "examples"] {
            #expect(swap[key] != nil, "\(key)")
        }
        let policies = try #require(report["policies"] as? [[String: Any]])
        #expect(policies.map { $0["policy"] as? String } == ["random", "rules", "model", "hybrid"])
        #expect((report["hybrids"] as? [Any])?.count == 4)
        #expect((report["segments"] as? [String: Any])?["column"] as? String == "source")
        let verdict = try #require(report["verdict"] as? [String: Any])
        #expect(["better", "not_distinguishable", "worse"].contains(verdict["outcome"] as? String))
    }

    /// The figures are those of the evaluation that training printed, not those of the model that has seen all leads.
    @Test func theModelIsJudgedAsTrainingJudgedIt() async throws {
        let bench = try await bench()
        let training = try await bench.report(["--id", "id", "--exclude", "activity,profile"])
        let metrics = try #require((training["holdout"] as? [String: Any])?["metrics"] as? [String: [String: Double]])
        // Every lead has a profile, so all held-out leads are compared.
        let report = try bench.object(
            await bench.succeed(["compare", "m.model", "leads.csv", "--rule-score", "profile", "--json"]).output)
        let found = try #require((report["model"] as? [String: Any])?["metrics"] as? [String: [String: Double]])
        #expect(found["roc_auc"] == metrics["roc_auc"])
        #expect(found["log_loss"] == metrics["log_loss"])
    }

    @Test func theSummaryBeginsWithTheVerdictAndFitsAScreen() async throws {
        let bench = try await bench()
        let lines = try await bench.succeed(compare).output.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[0].hasPrefix("The model is ") || lines[0].hasPrefix("Not distinguishable"))
        #expect(lines.count <= 42)
        #expect(lines.contains { $0.hasPrefix("Next: leadscore explain m.model leads.csv --id ") })
        #expect(lines.dropFirst(3).allSatisfy { $0.count <= 130 })
        #expect(try await bench.succeed(compare + ["-q"]).output.isEmpty)
    }

    @Test func otherLeadsAreAllJudgedOn() async throws {
        let bench = try await bench()
        try bench.write("fresh.csv", Self.table(count: 300, seed: 9))
        let report = try bench.object(
            await bench.succeed(["compare", "m.model", "fresh.csv", "--rule-score", "activity+profile", "--json"])
                .output)
        #expect((report["basis"] as? [String: Any])?["kind"] as? String == "other_leads")
        #expect((report["leads"] as? [String: Int])?["compared"] == 294)
        #expect((report["caveats"] as? [String])?.first?.contains("taken on trust") == true)
    }

    @Test func leadsThatWereLearnedFromAreRefused() async throws {
        let bench = try await bench()
        let rows = try bench.text("leads.csv").split(separator: "\n")
        let shuffled = [rows[0]] + rows.dropFirst().reversed()
        let more = rows + Self.table(count: 100, seed: 5).split(separator: "\n").dropFirst()
        let fewer = rows.prefix(500)
        for (name, lines) in [("shuffled.csv", shuffled), ("more.csv", more), ("fewer.csv", Array(fewer))] {
            try bench.write(name, lines.joined(separator: "\n") + "\n")
            let result = try await bench.fail(
                ["compare", "m.model", name, "--rule-score", "profile"], with: 65, "E341")
            #expect(result.errors.contains("fix: "))
        }
        try await bench.train(["--id", "id", "--holdout", "none", "--exclude", "activity,profile"])
        try await bench.fail(compare, with: 65, "E341")
    }

    @Test func theOrderOfLeadsAndThreadsChangesNothing() async throws {
        let bench = try await bench()
        let one = try await bench.succeed(compare + ["--json", "--threads", "1"]).output
        #expect(try await bench.succeed(compare + ["--json", "--threads", "2"]).output == one)
        #expect(try await bench.succeed(compare + ["--json", "--seed", "5"]).output != one)
    }

    @Test func whatIsWrongIsSaid() async throws {
        let bench = try await bench()
        let plain = ["compare", "m.model", "leads.csv", "--rule-score"]
        let typo = try await bench.fail(plain + ["activty+profile"], with: 64, "E101")
        #expect(typo.errors.contains("did you mean \"activity\""))
        try await bench.fail(plain + ["source"], with: 65, "E131")
        try await bench.fail(plain + ["+"], with: 64, "E103")
        for capacity in ["0", "-3", "120%", "many", "nan"] {
            try await bench.fail(plain + ["profile", "--capacity=\(capacity)"], with: 64, "E103")
        }
        try await bench.fail(plain + ["profile", "--segment", "sauce"], with: 64, "E101")
        try await bench.fail(plain + ["profile", "--cost-per-contact", "3"], with: 64, "E103")
        try await bench.fail(plain + ["profile", "--cost-per-contact=-3", "--value-per-win", "9"], with: 64, "E103")
        try await bench.fail(["compare", "m.model", "leads.csv"], with: 64, "E100")
    }

    @Test func moneyAndWorkAreShown() async throws {
        let bench = try await bench()
        let options = ["--capacity", "30", "--cost-per-contact", "2", "--value-per-win", "10", "--worked", "opt_in"]
        let report = try bench.object(await bench.succeed(compare + options + ["--json"]).output)
        #expect((report["capacity"] as? [String: Double])?["leads"] == 30)
        let profit = try #require(report["profit"] as? [String: Any])
        #expect(profit["break_even_chance"] as? Double == 0.2)
        #expect((report["policies"] as? [[String: Any]])?.allSatisfy { $0["cost_per_win"] != nil } == true)
        let bands = try #require((report["worked"] as? [String: Any])?["bands"] as? [[String: Any]])
        #expect(bands.count > 1)
        let words = try await bench.succeed(compare + options).output
        #expect(words.contains("Best cut-off by the model") && words.contains("Worked (opt_in), by points"))
    }
}
