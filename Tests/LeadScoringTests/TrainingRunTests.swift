import Evaluation
import FeatureExtraction
import Foundation
import LearningCore
import ModelStorage
import Tabular
import Testing

@testable import LeadScoring

@Suite struct TrainingRunTests {
    /// Leads in order of time with a linear effect, or an effect that only the pairing of two columns shows.
    private func leads(_ count: Int = 500, seed: UInt64 = 1, isLinear: Bool = true) -> Leads {
        var generator = SeededGenerator(seed: seed)
        let left = (0..<count).map { _ in generator.nextIndex(below: 100) }
        let right = (0..<count).map { _ in generator.nextIndex(below: 100) }
        let source = (0..<count).map { _ in generator.nextIndex(below: 3) }
        var leads = Leads(count: count, seed: seed &+ 9) { row, _ in
            let (x, y) = (Double(left[row]) / 50 - 1, Double(right[row]) / 50 - 1)
            return LogisticLoss.probability(logOdds: isLinear ? 2 * x - y : (x > 0) == (y > 0) ? 2 : -2)
        }
        leads.add("id") { "L\($0)" }
        leads.add("left") { $0 % 17 == 0 ? "" : "\(left[$0])" }
        leads.add("right") { "\(right[$0])" }
        leads.add("source") { ["web", "fair", "Select"][source[$0]] }
        leads.add("created") {
            "2025-\($0 * 12 / count + 1 < 10 ? "0" : "")\($0 * 12 / count + 1)-\(10 + $0 * 12 % 17)"
        }
        return leads
    }

    private func run(
        _ text: String, threads: Int = 2, _ change: (inout TrainingRequest) -> Void = { _ in }
    ) throws -> TrainingRun.Result {
        let file = try ScratchFile(text)
        var request = TrainingRequest(source: LeadSource(path: file.path), label: "outcome")
        request.columns.id = "id"
        request.model = .logistic
        change(&request)
        return try TrainingRun(request, on: WorkerPool(threadCount: threads)).run()
    }

    @Test(arguments: [ModelChoice.logistic, .boosted])
    func threadsDoNotChangeAByte(model: ModelChoice) throws {
        let text = leads(240).csv
        let files = try [1, 2, 4, 8].map { threads in
            try run(text, threads: threads) {
                $0.model = model
                $0.treeCount = 6
                $0.seed = 5
            }.artifact.encoded()
        }
        #expect(Set(files).count == 1)
    }

    @Test func aLinearWorldGetsTheLogisticAndACrossedOneTheTrees() throws {
        for (isLinear, kind) in [(true, "logistic"), (false, "boosted")] {
            let result = try run(leads(isLinear: isLinear).csv) {
                $0.model = .auto
                $0.effort = .quick
                $0.treeCount = 30
            }
            #expect(result.report.modelKind == kind)
            #expect(result.artifact.model.kind == kind)
            let candidates = result.report.candidates.map(\.kind)
            #expect(candidates.contains("logistic") && candidates.contains("boosted"))
        }
    }

    /// The held-out leads decide nothing: with their outcomes turned round, the gate finds the same, the same model is
    /// chosen, and only the figures differ.
    @Test func heldOutLeadsDecideNothing() throws {
        var honest = leads(300)
        let labels = honest.labels
        honest.add("Tags") { labels[$0] == ($0 % 20 != 0) ? "a" : "b" }
        var turned = honest
        // The newest fifth, by the date that splits them.
        for row in 252..<300 { turned.labels[row].toggle() }
        let request: (inout TrainingRequest) -> Void = {
            $0.model = .auto
            $0.effort = .quick
            $0.treeCount = 8
        }
        let (first, second) = try (run(honest.csv, request), run(turned.csv, request))
        #expect(first.report.holdout?.rows == second.report.holdout?.rows)
        #expect((first.report.holdout?.rows ?? 300) <= 70)
        #expect(first.report.leaks == second.report.leaks)
        #expect(first.report.leaks.map(\.column) == ["Tags"])
        #expect(first.report.candidates.map(\.kind) == second.report.candidates.map(\.kind))
        #expect(first.report.candidates.map(\.logLoss) == second.report.candidates.map(\.logLoss))
        // What was chosen lies behind nobody, nor can anyone of its kind lie clearly before it.
        let chosen = first.report.candidates.filter(\.isChosen)
        #expect(chosen.count == 1 && chosen[0].behind == 0 && chosen[0].behindStandardError == 0)
        #expect(first.report.candidates.allSatisfy { $0.seconds >= 0 && $0.behind >= -$0.behindStandardError })
        #expect(first.report.modelKind == second.report.modelKind)
        let aucs = [first, second].compactMap { $0.report.holdout?.report["roc_auc"]?.value }
        #expect(aucs.count == 2 && aucs[0] > aucs[1])
    }

    /// Two models may have the very same losses, on a table with nothing but a yes and a no for instance.
    @Test func aModelAsGoodAsTheChosenOneIsNotTheChosenOne() {
        let losses = [true, false].map {
            Provenance.ComparedModel(
                name: "boosted", logLoss: 0.3, standardError: 0.01, isChosen: $0, behind: 0, behindStandardError: 0)
        }
        #expect(losses.map { ComparedModel($0).behind == nil } == [true, false])
    }

    @Test(arguments: [ModelChoice.logistic, .boosted])
    func oneByOneIsAsAllTogetherAndReasonsAddUp(model: ModelChoice) throws {
        let text = leads(300).csv
        let artifact = try run(text) {
            $0.model = model
            $0.treeCount = 6
            $0.holdout = nil
        }.artifact
        let scorer = LeadScorer(artifact)
        let file = try ScratchFile(text)
        let frame = try TableReader(path: file.path, pool: Leads.pool).read(scorer.readPlan).frame
        let all = try scorer.scores(of: frame, reasons: 100, on: Leads.pool)
        let plain = try scorer.scores(of: frame, on: Leads.pool)
        let contributions = try artifact.model.contributions(
            to: artifact.features.matrix(from: frame, on: Leads.pool), on: Leads.pool)
        for row in stride(from: 0, to: 300, by: 7) {
            let alone = try scorer.scores(of: frame.selecting(rows: [row]), reasons: 100, on: Leads.pool)[0]
            #expect(alone == all[row])
            #expect(alone.logOdds.bitPattern == plain[row].logOdds.bitPattern)
            let sum = contributions.base + all[row].reasons.reduce(0) { $0 + $1.contribution }
            // Reasons below a billionth are not given.
            #expect(abs(sum - all[row].logOdds) < 1e-8)
            let sizes = all[row].reasons.map { abs($0.contribution) }
            #expect(zip(sizes, sizes.dropFirst()).allSatisfy { $0 >= $1 })
        }
    }

    @Test func aRunIsCountedToTheLastRow() throws {
        var text = leads(200).csv
        for row in 0..<7 { text += "O\(row),1,1,web,2025-01-01,open\n" }
        text += "short,row\n"
        let result = try run(text) { $0.source.options.badRows = .reject(limit: nil) }
        let report = result.report
        #expect(report.rowsIn == 208 && report.rows == 200 && report.open == 7 && report.rejected == 1)
        #expect(result.artifact.rows == 200 && result.artifact.positives == report.positives)
    }

    @Test func anotherSeedIsAnotherSplit() throws {
        let text = leads(200).csv
        let scores = try [UInt64(1), 1, 2].map { seed in
            try run(text) {
                $0.seed = seed
                $0.split = .random
            }.report.holdout?.report["roc_auc"]?.value
        }
        #expect(scores[0] == scores[1] && scores[0] != scores[2])
    }

    /// R-GATE-2: without signal it says so, and prints no lift.
    @Test func noSignalIsSaidPlainly() throws {
        var generator = SeededGenerator(seed: 4)
        var leads = Leads(count: 400, seed: 2) { _, _ in 0.5 }
        for name in ["a", "b"] {
            let values = (0..<400).map { _ in generator.nextIndex(below: 50) }
            leads.add(name) { "\(values[$0])" }
        }
        leads.add("id") { "L\($0)" }
        let report = try run(leads.csv).report
        #expect(report.holdout?.hasNoSignal == true)
        let words = report.summary(leads: "leads.csv", model: "m", bytes: 1)
        #expect(words.contains("No signal") && !words.contains("lift"))
    }
}
