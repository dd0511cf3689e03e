import Evaluation
import Foundation
import LearningCore
import Testing

@testable import LeadScoring

@Suite struct RuleLearningRunTests {
    /// Leads of whom it is known what wins: a good source, visits up to a point, and a blank budget.
    private static let leads: Leads = {
        var generator = SeededGenerator(seed: 11)
        let count = 1_500
        let sources = (0..<count).map { _ in
            ["Search", "referral", "Fair, Köln", "cold \"list\""][Int(generator.nextUniform() * 4)]
        }
        let visits = (0..<count).map { _ in Int(generator.nextUniform() * 12) }
        let budgets = (0..<count).map { _ in ["", "Select", "low", "high"][Int(generator.nextUniform() * 4)] }
        let flags = (0..<count).map { _ in generator.nextUniform() < 0.5 }
        var leads = Leads(count: count, seed: 12) { row, _ in
            var z = -1.5
            z += ["referral": 1.5, "Search": 0.7, "cold \"list\"": -1.0][sources[row]] ?? 0
            z += visits[row] >= 6 ? 1.2 : 0
            z += budgets[row].isEmpty ? -1.2 : budgets[row] == "Select" ? 0.8 : 0
            z += flags[row] ? 0.9 : 0
            return 1 / (1 + exp(-z))
        }
        let quoted = sources.map { "\"" + $0.replacingOccurrences(of: "\"", with: "\"\"") + "\"" }
        leads.add("Source") { quoted[$0] }
        leads.add("visits") { String(visits[$0]) }
        leads.add("Budget") { budgets[$0] }
        leads.add("opted in") { flags[$0] ? "y" : "n" }
        let labels = leads.labels
        leads.add("closing note") { labels[$0] ? "signed" : "gone" }
        return leads
    }()

    private static func run(_ path: String, maxRules: Int = 25, threads: Int = 2) throws -> RuleLearningRun.Result {
        var request = TrainingRequest(source: LeadSource(path: path), label: "outcome")
        request.split = .random
        request.effort = .quick
        return try RuleLearningRun(request, maxRules: maxRules, on: WorkerPool(threadCount: threads)).run()
    }

    @Test func theRulesFindWhatWinsAndAreNearTheTrees() throws {
        let file = try ScratchFile(Self.leads.csv)
        let result = try Self.run(file.path)
        let holdout = try #require(result.report.holdout)
        #expect(result.report.excluded == ["closing note"])
        #expect((4...25).contains(result.report.rules))
        #expect(holdout.aucGap.value < 0.03)
        #expect(holdout.points.rocAUC.value > 0.7)
        #expect(holdout.points.logLoss.value < 0.62)
        #expect(result.text.contains("referral"))
        #expect(!result.text.contains("closing note"))
    }

    @Test func theFileLintsCleanAndScoresLikeTheReport() throws {
        let leads = Self.leads
        let file = try ScratchFile(leads.csv)
        let result = try Self.run(file.path)
        let rules = try ScratchFile(result.text, name: "rules.yaml")
        let lint = RuleLintReport(try RuleFiles.inspect(rules.path))
        #expect(lint.problems.isEmpty)
        #expect(lint.rules == result.report.rules)
        let output = file.path + ".scores.csv"
        let run = RuleScoringRun(try RuleFiles.load(rules.path), source: LeadSource(path: file.path), asOf: .time(0))
        _ = try run.write(to: output, on: Leads.pool)
        let lines = try String(contentsOfFile: output, encoding: .utf8).split(separator: "\n").map(String.init)
        let column = try #require(lines[0].split(separator: ",").map(String.init).firstIndex { $0.contains("score") })
        let scores = lines.dropFirst().map { Double($0.split(separator: ",")[column]) ?? .nan }
        let outcomes = try ScoredOutcomes(logOdds: scores, labels: leads.labels)
        // Most of these leads were learned from, so only roughly the hold-out's figure.
        let holdout = try #require(result.report.holdout)
        #expect(abs((ROCAUC().value(of: outcomes) ?? 0) - holdout.points.rocAUC.value) < 0.06)
        // What the trap columns and spellings stand for must have been understood: every rule pays somebody.
        #expect(Set(scores).count > 8)
    }

    @Test func fewerRulesAreKeptTo() throws {
        let file = try ScratchFile(Self.leads.csv)
        for most in [1, 3] { #expect(try Self.run(file.path, maxRules: most).report.rules <= most) }
    }

    @Test func theSameBytesAtAnyNumberOfThreads() throws {
        let file = try ScratchFile(Self.leads.csv)
        #expect(try Self.run(file.path, threads: 1).text == Self.run(file.path, threads: 3).text)
    }

    @Test func leadsWithoutSignalGiveNoRules() throws {
        var generator = SeededGenerator(seed: 5)
        var leads = Leads(count: 600, seed: 6) { _, _ in 0.5 }
        let noise = (0..<600).map { _ in ["a", "b"][Int(generator.nextUniform() * 2)] }
        leads.add("noise") { noise[$0] }
        let file = try ScratchFile(leads.csv)
        let error = diagnosed { try Self.run(file.path) } as? Diagnostic
        #expect(error == nil || error?.code == "E310")
    }

    @Test func impossibleRequestsAreRefused() throws {
        let request = TrainingRequest(source: LeadSource(path: "-"), label: "outcome")
        #expect((diagnosed { try RuleLearningRun(request, on: Leads.pool) } as? Diagnostic)?.code == "E103")
        let other = TrainingRequest(source: LeadSource(path: "x.csv"), label: "outcome")
        for count in [0, -1, 201] {
            let error = diagnosed { try RuleLearningRun(other, maxRules: count, on: Leads.pool) }
            #expect((error as? Diagnostic)?.code == "E103")
        }
    }

    @Test func hostileWordsStayWords() throws {
        var generator = SeededGenerator(seed: 8)
        let words = ["&a: *a", "{x: [y]}", "# no", "'\"\\", "null", "12"]
        let chosen = (0..<900).map { _ in Int(generator.nextUniform() * 6) }
        var leads = Leads(count: 900, seed: 9) { row, _ in [0.25, 0.65, 0.3, 0.6, 0.35, 0.55][chosen[row]] }
        leads.add("\"&a - what?\"") { "\"" + words[chosen[$0]].replacingOccurrences(of: "\"", with: "\"\"") + "\"" }
        let file = try ScratchFile(leads.csv)
        let result = try Self.run(file.path)
        let rules = try ScratchFile(result.text, name: "rules.yaml")
        #expect(RuleLintReport(try RuleFiles.inspect(rules.path)).problems.isEmpty)
        #expect(try #require(result.report.holdout).points.rocAUC.value > 0.55)
    }
}
