import Foundation
import Testing

/// `compare --rules`: the points of a rule file, given to the leads compared.
@Suite struct CompareRulesTests {
    private static let rules = """
        schema: leadscore.rules/1
        name: two rules
        axes:
          fit: {min: 0, max: 40, groups: [all]}
        groups:
          all:
            rules:
              - id: referral
                when: {attr: source, eq: referral}
                points: 20
              - id: busy
                when: {attr: visits, gte: 15}
                points: 10
              - id: nobody
                when: {attr: source, eq: carrier pigeon}
                points: 5
        """

    /// The same points as a column.
    private static var table: String {
        SampleLeads(count: 500).adding("points", at: 6) { _, cells in
            "\((cells[2] == "referral" ? 20 : 0) + ((Int(cells[4]) ?? 0) >= 15 ? 10 : 0))"
        }
    }

    private func bench() async throws -> ToolBench {
        let bench = try ToolBench(leads: Self.table)
        try bench.write("rules.yaml", Self.rules)
        try await bench.train(["--id", "id", "--exclude", "points"])
        return bench
    }

    @Test func aRuleFileIsWorthItsPoints() async throws {
        let bench = try await bench()
        let byFile = try bench.object(
            await bench.succeed(["compare", "m.model", "leads.csv", "--rules", "rules.yaml", "--json"]).output)
        let byColumn = try bench.object(
            await bench.succeed(["compare", "m.model", "leads.csv", "--rule-score", "points", "--json"]).output)
        #expect(byFile["rule_score"] as? String == "two rules")
        for part in ["model", "policies", "agreement", "verdict"] {
            #expect(byFile[part] as? NSObject == byColumn[part] as? NSObject, "\(part)")
        }
        let metrics = [byFile, byColumn].map {
            ($0["rules"] as? [String: Any])?["metrics"] as? [String: [String: Double]]
        }
        #expect(metrics[0]?["roc_auc"] != nil && metrics[0]?["roc_auc"] == metrics[1]?["roc_auc"])
        let effects = try #require(
            (byFile["rule_effects"] as? [String: Any])?["rules"] as? [[String: Any]])
        #expect(effects.map { $0["rule"] as? String } == ["referral", "busy", "nobody"])
        #expect(effects.map { $0["points"] as? Double } == [20, 10, 0])
        // The first two help, in the planted world; the third never applies.
        let odds = effects.map { ($0["odds_ratio"] as? [String: Double])?["low"] }
        #expect((odds[0] ?? 0) > 1 && (odds[1] ?? 0) > 1 && odds[2] == nil)
    }

    @Test func theSummaryNamesTheRules() async throws {
        let bench = try await bench()
        let words = try await bench.succeed(["compare", "m.model", "leads.csv", "--rules", "rules.yaml"]).output
        #expect(words.contains("Rules: two rules."))
        #expect(words.contains("+20 points"))
    }

    @Test func whatTheDataLackIsSaid() async throws {
        let bench = try await bench()
        try bench.write("rules.yaml", Self.rules.replacingOccurrences(of: "attr: visits", with: "attr: revenue"))
        let report = try bench.object(
            await bench.succeed(["compare", "m.model", "leads.csv", "--rules", "rules.yaml", "--json"]).output)
        #expect((report["caveats"] as? [String])?.contains { $0.contains("revenue") } == true)
    }

    /// Events that only the rules look at, as of the last of them.
    @Test func eventsAreForTheRulesWhereTheModelHasNone() async throws {
        let bench = try await bench()
        try bench.write(
            "rules.yaml",
            Self.rules.replacingOccurrences(of: "{attr: source, eq: carrier pigeon}", with: "{event: open}"))
        let events = SampleLeads(count: 500).rows.enumerated().filter { $0.offset % 3 == 0 }
            .map { "\($0.element[0]),2025-12-31,open" }
        try bench.write("events.csv", "id,timestamp,type\n" + events.joined(separator: "\n") + "\n")
        let compare = ["compare", "m.model", "leads.csv", "--rules", "rules.yaml", "--events", "events.csv"]
        let report = try bench.object(await bench.succeed(compare + ["--json"]).output)
        let effects = try #require((report["rule_effects"] as? [String: Any])?["rules"] as? [[String: Any]])
        #expect(effects[2]["points"] as? Double == 5 && (effects[2]["leads"] as? Int ?? 0) > 10)
        let early = try bench.object(await bench.succeed(compare + ["--json", "--as-of", "2025-01-01"]).output)
        let before = try #require((early["rule_effects"] as? [String: Any])?["rules"] as? [[String: Any]])
        #expect(before[2]["leads"] as? Int == 0)
        // A rule score in columns has no use for events.
        try await bench.fail(
            ["compare", "m.model", "leads.csv", "--rule-score", "points", "--events", "events.csv"], with: 64, "E103")
    }

    @Test func oneSourceOfPointsMustBeSaid() async throws {
        let bench = try await bench()
        for rules in [[], ["--rules", "rules.yaml", "--rule-score", "points"]] {
            let result = try await bench.fail(["compare", "m.model", "leads.csv"] + rules, with: 64, "E100")
            #expect(result.errors.contains("--rules FILE or --rule-score COLUMN"))
        }
        try await bench.fail(["compare", "m.model", "leads.csv", "--rules", "none.yaml"], with: 66, "E211")
        try bench.write("broken.yaml", "schema: leadscore.rules/1\naxes: [")
        let result = try await bench.run(["compare", "m.model", "leads.csv", "--rules", "broken.yaml"])
        #expect(result.ending != .exited(0) && result.errors.hasPrefix("error[E"))
        let input = try bench.text("leads.csv")
        try await bench.fail(["compare", "m.model", "-", "--rules", "rules.yaml"], with: 64, "E103", input: input)
    }
}
