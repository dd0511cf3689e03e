import Foundation
import Testing

/// `scorecard` as a user runs it.
@Suite struct ScorecardCommandTests {
    @Test func thePointsAddUpToTheLogOdds() async throws {
        let bench = try ToolBench()
        let result = try await bench.succeed([
            "scorecard", "leads.csv", "--label", "outcome", "--id", "id", "-o", "card.csv", "--json",
        ])
        let report = try bench.object(result.output)
        #expect(report["rows"] as? Int == 300)
        let holdout = try #require(report["holdout"] as? [String: Any])
        #expect(holdout["split"] as? String == "time" && holdout["rows"] as? Int == 60)
        for name in ["card", "regression"] {
            let metrics = try #require(holdout[name] as? [String: [String: Double]])
            let auc = try #require(metrics["roc_auc"]?["value"])
            #expect(auc > 0.6 && auc < 1, "\(name)")
        }
        let lines = try bench.text("card.csv").split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        #expect(lines[0] == ["feature", "value", "points", "leads", "won_share"])
        #expect(lines[1][0] == "base")
        for row in lines.dropFirst(2) { #expect(Int(row[2]) != nil && Double(row[3]) != nil, "\(row)") }
        // Every lead is in one row of each feature.
        let leads = Dictionary(grouping: lines.dropFirst(2)) { $0[0] }.mapValues { rows in
            rows.reduce(0) { $0 + (Double($1[3]) ?? 0) }
        }
        #expect(leads.count >= 3 && leads.values.allSatisfy { $0 == 300 }, "\(leads)")
        // The planted effects: a referral is worth more than the web, many visits more than few.
        let points = Dictionary(
            lines.dropFirst(2).map { ("\($0[0]) \($0[1])", Int($0[2]) ?? 0) }
        ) { first, _ in first }
        #expect(try #require(points["source referral"]) > #require(points["source web"]))
        let visits = lines.filter { $0[0] == "visits" && $0[1] != "missing" }.compactMap { Int($0[2]) }
        #expect(visits == visits.sorted() && visits.count > 2)
    }

    @Test func theSameCardInEveryFormat() async throws {
        let bench = try ToolBench()
        let card = ["scorecard", "leads.csv", "--label", "outcome", "--id", "id", "--holdout", "none"]
        let text = try await bench.succeed(card)
        #expect(text.output.hasPrefix("base points ") && text.output.contains("20 points double the odds"))
        #expect(text.errors.contains("Nothing was held out"))
        let again = try await bench.succeed(card + ["--threads", "1"])
        #expect(again.output == text.output)
        try await bench.succeed(card + ["-o", "card.yaml", "-q"])
        let yaml = try bench.text("card.yaml")
        #expect(yaml.hasPrefix("base_points: "))
        let csv = try await bench.succeed(card + ["--format", "csv"]).output
        let inCSV = csv.split(separator: "\n").dropFirst(2).map { $0.split(separator: ",")[2] }
        let inYAML = yaml.split(separator: "\n").filter { $0.contains("{value:") }.compactMap { line in
            line.components(separatedBy: "points: ").last?.dropLast()
        }
        #expect(inCSV == inYAML)
        let doubled = try await bench.succeed(card + ["--points-to-double", "40", "--even-points", "0"])
        #expect(doubled.output.contains("40 points double the odds, 0 points are even odds"))
    }

    @Test func mistakesAreNamed() async throws {
        let bench = try ToolBench()
        let card = ["scorecard", "leads.csv", "--label", "outcome"]
        try await bench.fail(card + ["--format", "ymal"], with: 64, "E103")
        try await bench.fail(card + ["--points-to-double", "0"], with: 64, "E103")
        let json = try await bench.run(card + ["--json"])
        #expect(json.ending == .exited(64) && json.errors.contains("-o FILE"))
        let few = try ToolBench(leads: EffectsCommandTests.leads)
        try await few.fail(card, with: 65, "E301")
        try await few.succeed(card + ["--allow-small"])
    }
}
