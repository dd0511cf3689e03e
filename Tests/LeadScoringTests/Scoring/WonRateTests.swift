import Calibration
import Foundation
import LearningCore
import ModelStorage
import Tabular
import Testing

@testable import Evaluation
@testable import LeadScoring

/// Probabilities for a won rate other than the one of training.
@Suite struct WonRateTests {
    /// Leads of which every second is won, or, with `keeping`, that share of the won ones and all lost ones: what a lead
    /// looks like, given its outcome, is the same.
    private func world(seed: UInt64, keeping share: Double = 1) -> Leads {
        var generator = SeededGenerator(seed: seed)
        var sizes: [Int] = []
        var labels: [Bool] = []
        while sizes.count < 3_000 {
            let size = generator.nextIndex(below: 101)
            let isWon = generator.nextUniform() < LogisticLoss.probability(logOdds: 0.03 * Double(size - 50))
            guard !isWon || generator.nextUniform() < share else { continue }
            sizes.append(size)
            labels.append(isWon)
        }
        var leads = Leads(count: sizes.count, seed: 0) { row, _ in labels[row] ? 1 : 0 }
        leads.add("size") { "\(sizes[$0])" }
        return leads
    }

    private func artifact(_ leads: Leads) throws -> ModelArtifact {
        let file = try ScratchFile(leads.csv)
        var request = TrainingRequest(source: LeadSource(path: file.path), label: "outcome")
        request.model = .logistic
        return try TrainingRun(request, on: Leads.pool).run().artifact
    }

    @Test func declaringTheRateMendsProbabilitiesAndKeepsRanks() throws {
        let artifact = try artifact(world(seed: 1))
        let rarer = world(seed: 2, keeping: 0.1)
        let rate = Double(rarer.labels.count { $0 }) / Double(rarer.labels.count)
        #expect(rate < 0.12)
        let plain = LeadScorer(artifact)
        let corrected = LeadScorer(artifact, correction: try artifact.correction(toWonRate: rate))
        let (before, after) = (
            try plain.scores(of: rarer.frame(), ranges: true, on: Leads.pool),
            try corrected.scores(of: rarer.frame(), ranges: true, on: Leads.pool)
        )
        #expect(before.map(\.score) == after.map(\.score))
        #expect(before.map(\.grade) == after.map(\.grade) && before.map(\.percentile) == after.map(\.percentile))
        let level = ProbabilityLevel(logOdds: after.map(\.logOdds), labels: rarer.labels)
        #expect(!level.isOff && abs(level.expected - level.won) < 3 * level.deviation, "\(level)")
        #expect(ProbabilityLevel(logOdds: before.map(\.logOdds), labels: rarer.labels).isOff)
        for (one, other) in zip(before, after) {
            // Bayes' rule by hand: odds × (new odds / old odds).
            let trained = Double(artifact.positives) / Double(artifact.rows)
            let factor = rate / (1 - rate) / (trained / (1 - trained))
            let odds = one.probability / (1 - one.probability) * factor
            #expect(abs(other.probability - odds / (1 + odds)) < 1e-12)
            if let range = other.range { #expect(range.lowerBound <= range.upperBound) }
            #expect((one.range == nil) == (other.range == nil))
        }
    }

    @Test func evaluationSaysThatTheLevelIsOff() throws {
        let artifact = try artifact(world(seed: 1))
        let file = try ScratchFile(world(seed: 2, keeping: 0.1).csv)
        let source = LeadSource(path: file.path)
        let plain = try EvaluationRun(artifact, source: source, on: Leads.pool).run()
        #expect(plain.summary(leads: "l", model: "m").contains("Probabilities are off"))
        let corrected = try EvaluationRun(
            artifact, source: source, correction: artifact.correction(toWonRate: 0.09), on: Leads.pool
        ).run()
        #expect(!corrected.summary(leads: "l", model: "m").contains("Probabilities are off"))
        #expect(plain.report["roc_auc"]?.value == corrected.report["roc_auc"]?.value)
        let (loss, better) = (
            try #require(plain.report["log_loss"]?.value), try #require(corrected.report["log_loss"]?.value)
        )
        #expect(better < loss - 0.1)
    }

    @Test func aRateThatIsNoneIsRefused() throws {
        let artifact = try artifact(world(seed: 1))
        #expect(try artifact.correction(toWonRate: nil) == nil)
        for rate in [0, 1, -0.1, 5, .nan, .infinity] {
            let error = diagnosed { try artifact.correction(toWonRate: rate) } as? Diagnostic
            #expect(error?.code == "E103", "\(rate)")
        }
    }

    /// Warned of where the change is large and certain, and not of noise.
    @Test func driftOfTheNewestLeadsIsWarnedOf() throws {
        func warning(_ before: (won: Int, of: Int), _ newest: (won: Int, of: Int)) -> String? {
            let labels =
                (0..<before.of).map { $0 < before.won } + (0..<newest.of).map { $0 < newest.won }
            let split = Split(train: Array(0..<before.of), test: Array(before.of..<before.of + newest.of))
            return RateDrift(labels: labels, split).warning
        }
        #expect(warning((60, 1_000), (80, 250))?.contains("more often (32 %) than those before (6.0 %)") == true)
        #expect(warning((500, 1_000), (60, 250))?.contains("more rarely") == true)
        #expect(warning((60, 1_000), (16, 250)) == nil)
        #expect(warning((5_000, 10_000), (1_380, 2_500)) == nil)
        #expect(warning((0, 1_000), (80, 250)) == nil)
    }
}
