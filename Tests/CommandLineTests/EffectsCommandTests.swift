import Foundation
import Testing

/// `effects` as a user runs it, against R's `glm` on the same sixty leads.
@Suite struct EffectsCommandTests {
    /// Sixty leads: `data.frame(source, visits, outcome)` in R.
    static let leads: String = {
        let sources = ["web", "fair", "referral"]
        let rows = (0..<60).map { row in
            let source = sources[(row * 7 + row / 9) % 3]
            let visits = (row * 13) % 17
            let won = visits + (source == "referral" ? 6 : 0) + (row * 5) % 11 > 15
            return "\(source),\(visits),\(won ? "won" : "lost")"
        }
        return "source,visits,outcome\n" + rows.joined(separator: "\n") + "\n"
    }()

    @Test func equalsR() async throws {
        let bench = try ToolBench(leads: Self.leads)
        let result = try await bench.succeed(["effects", "leads.csv", "--label", "outcome", "--json"])
        let report = try bench.object(result.output)
        #expect(report["rows"] as? Int == 60 && report["positives"] as? Int == 27)
        #expect(report["method"] as? String == "maximum likelihood")
        // glm(won ~ source + visits, binomial), with source releveled to "fair".
        #expect(try number(report, "deviance").isClose(to: 33.729160571, within: 1e-6))
        #expect(try number(report, "null_deviance").isClose(to: 82.576657646, within: 1e-6))
        let effects = try #require(report["effects"] as? [[String: Any]])
        #expect(effects.map { $0["feature"] as? String } == ["source", "visits"])
        #expect(effects[0]["reference"] as? String == "fair")
        // drop1(…, test = "Chisq")
        for (effect, expected) in zip(effects, [(18.92039160, 2, 7.7891e-5), (37.63338938, 1, 8.5371e-10)]) {
            let test = try #require(effect["test"] as? [String: Any])
            #expect(try number(test, "statistic").isClose(to: expected.0, within: 1e-6))
            #expect(test["df"] as? Int == expected.1)
            #expect(try number(test, "p") / expected.2 < 1.0001 && number(test, "p") / expected.2 > 0.9999)
        }
        let terms = effects.flatMap { $0["terms"] as? [[String: Any]] ?? [] }
        #expect(terms.map { $0["name"] as? String } == ["referral", "web", "one more"])
        // R stops a step earlier, so that its standard errors differ in the fourth digit.
        for (term, expected) in zip(
            terms, [(4.7457693, 1.63331), (0.40284067, 1.069457), (0.62461295, 0.1709806)])
        {
            #expect(try number(term, "coefficient").isClose(to: expected.0, within: 1e-5))
            #expect(try number(term, "standard_error").isClose(to: expected.1, within: 3e-4))
            #expect(try number(term, "odds_ratio").isClose(to: exp(number(term, "coefficient")), within: 1e-9))
        }
        #expect(try number(terms[2], "low").isClose(to: 1.33575, within: 1e-3))
        #expect(try number(terms[2], "high").isClose(to: 2.61099, within: 1e-3))
    }

    @Test func profilesEqualR() async throws {
        let bench = try ToolBench(leads: Self.leads)
        let result = try await bench.succeed([
            "effects", "leads.csv", "--label", "outcome", "--profile", "--level", "0.9", "--json",
        ])
        let report = try bench.object(result.output)
        #expect(report["intervals"] as? String == "profile")
        let effects = try #require(report["effects"] as? [[String: Any]])
        let terms = effects.flatMap { $0["terms"] as? [[String: Any]] ?? [] }
        // exp(confint(glm, level = 0.9)), which interpolates between the points it tried.
        for (term, expected) in zip(terms, [(11.447, 2798.6), (0.25876, 9.3904), (1.47307, 2.61404)]) {
            #expect(try abs(number(term, "low") / expected.0 - 1) < 0.005)
            #expect(try abs(number(term, "high") / expected.1 - 1) < 0.005)
        }
    }

    /// glm(won ~ source * I(visits - mean(visits)), binomial), and anova(test = "Chisq") of it without the interaction.
    @Test func crossedColumnsEqualR() async throws {
        let bench = try ToolBench(leads: Self.leads)
        let effects = ["effects", "leads.csv", "--label", "outcome", "--json"]
        let report = try bench.object(try await bench.succeed(effects + ["--cross", "visits*source"]).output)
        #expect(try number(report, "deviance").isClose(to: 32.589088423, within: 1e-5))
        let found = try #require(report["effects"] as? [[String: Any]])
        let named = found.flatMap { effect in
            (effect["terms"] as? [[String: Any]] ?? []).map { term in
                ("\(effect["feature"] ?? "") \(term["name"] ?? "")", term)
            }
        }
        let terms = Dictionary(named) { first, _ in first }
        for (name, coefficient) in [
            ("source referral", 6.3079506), ("source web", 0.98002285), ("visits one more", 0.68104224),
            ("visits × source: referral one more", 0.27895575), ("visits × source: web one more", -0.23152065),
        ] {
            let term = try #require(terms[name], "\(name)")
            #expect(try number(term, "coefficient").isClose(to: coefficient, within: 1e-3), "\(name)")
        }
        let together = try #require(report["together"] as? [[String: Any]])
        #expect(together.map { $0["column"] as? String } == ["visits × source"])
        let test = try #require(together[0]["test"] as? [String: Any])
        #expect(test["df"] as? Int == 2)
        #expect(try number(test, "statistic").isClose(to: 1.140072148, within: 1e-5))
        #expect(try number(test, "p").isClose(to: 0.5655050382, within: 1e-5))
        let words = try await bench.succeed(effects.dropLast() + ["--cross", "visits*source"]).output
        #expect(words.contains("visits × source, all together: χ² 1.1 on 2 df, p 0.566\nvisits × source: "))
        try await bench.fail(effects + ["--cross", "visits*sorce"], with: 64, "E103")
        try await bench.fail(effects + ["--cross", "visits"], with: 64, "E103")
    }

    @Test func aPersonReadsIt() async throws {
        let bench = try ToolBench(leads: Self.leads)
        let result = try await bench.succeed(["effects", "leads.csv", "--label", "outcome"])
        #expect(
            result.output == """
                Logistic regression of 60 closed leads of leads.csv, 27 won (45 %), by maximum likelihood
                It explains 59 % of the deviance. Odds ratios with 95 % intervals (Wald), all other columns being equal:

                                                odds ×                                p
                source: measured from "fair"; χ² 18.9 on 2 df, p < 0.001
                  referral                       115.1  [4.7, > 1,000]            0.004
                  web                             1.50  [0.18, 12.2]              0.706
                visits: χ² 37.6 on 1 df, p < 0.001
                  one more                        1.87  [1.34, 2.61]            < 0.001

                """)
    }

    @Test func aLevelThatAlwaysWinsNeedsFirth() async throws {
        let bench = try ToolBench(
            leads: Self.leads.split(separator: "\n").enumerated().map { row, line in
                row == 0 ? "partner,\(line)" : row % 4 == 0 && line.hasSuffix("won") ? "yes,\(line)" : "no,\(line)"
            }.joined(separator: "\n") + "\n")
        let plain = try await bench.succeed(["effects", "leads.csv", "--label", "outcome", "--allow-leak", "partner"])
        #expect(plain.output.contains("–\n") && plain.output.contains("--firth"))
        let firth = try await bench.succeed([
            "effects", "leads.csv", "--label", "outcome", "--allow-leak", "partner", "--firth", "--json",
        ])
        let report = try bench.object(firth.output)
        #expect(report["method"] as? String == "Firth's penalised likelihood")
        let effects = try #require(report["effects"] as? [[String: Any]])
        let terms = try #require(effects[0]["terms"] as? [[String: Any]])
        #expect(effects[0]["feature"] as? String == "partner")
        #expect(try number(terms[0], "odds_ratio") > 1 && number(terms[0], "odds_ratio") < 10_000)
        #expect(terms[0]["high"] != nil && terms[0]["p"] != nil)
    }

    @Test func columnsThatFollowFromOthersGetALightPenalty() async throws {
        let bench = try ToolBench(
            leads: Self.leads.split(separator: "\n").map { line in
                let visits = line.split(separator: ",")[1]
                return Int(visits).map { "\($0 * 2 + 1),\(line)" } ?? "twice,\(line)"
            }.joined(separator: "\n") + "\n")
        let result = try await bench.succeed(["effects", "leads.csv", "--label", "outcome"])
        #expect(result.output.contains("with a light penalty"))
        #expect(!result.output.contains("χ²"))
    }

    @Test func mistakesAreNamed() async throws {
        let bench = try ToolBench(leads: Self.leads)
        try await bench.fail(["effects", "leads.csv", "--label", "outcome", "--level", "95"], with: 64, "E103")
        try await bench.fail(["effects", "leads.csv", "--label", "outcom"], with: 64, "E101")
        try await bench.fail(["effects", "leads.csv"], with: 64, "E103")
    }

    private func number(_ object: [String: Any], _ key: String) throws -> Double {
        try #require(object[key] as? Double, "\(key)")
    }
}

extension Double {
    fileprivate func isClose(to other: Double, within distance: Double) -> Bool { abs(self - other) < distance }
}
