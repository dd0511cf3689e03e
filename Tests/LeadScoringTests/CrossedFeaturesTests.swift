import Evaluation
import FeatureExtraction
import Foundation
import LearningCore
import ModelStorage
import Testing

@testable import LeadScoring

/// `train --cross`: two columns taken together.
@Suite struct CrossedFeaturesTests {
    /// Visits help the leads of a fair and hurt those of the web: neither column says anything alone.
    private func world() -> Leads {
        var generator = SeededGenerator(seed: 5)
        let visits = (0..<800).map { _ in generator.nextIndex(below: 21) }
        let fair = (0..<800).map { _ in generator.nextIndex(below: 2) == 1 }
        var leads = Leads(count: 800, seed: 6) { row, _ in
            LogisticLoss.probability(logOdds: (fair[row] ? 0.2 : -0.2) * Double(visits[row] - 10))
        }
        leads.add("visits") { "\(visits[$0])" }
        leads.add("source") { fair[$0] ? "fair" : "web" }
        return leads
    }

    private func request(_ file: ScratchFile, cross: Bool) -> TrainingRequest {
        var request = TrainingRequest(source: LeadSource(path: file.path), label: "outcome")
        request.model = .logistic
        // Straight lines alone: what a shape could make of it is not the question.
        request.effort = .quick
        if cross { request.crosses = [.init("visits", "source")] }
        return request
    }

    @Test func aLinearModelSeesWhatOneColumnMakesOfTheOther() throws {
        let file = try ScratchFile(world().csv)
        let plain = try TrainingRun(request(file, cross: false), on: Leads.pool).run()
        let crossed = try TrainingRun(request(file, cross: true), on: Leads.pool).run()
        let aucs = try [plain, crossed].map { try #require($0.report.holdout?.report["roc_auc"]?.value) }
        #expect(aucs[0] < 0.6 && aucs[1] > 0.7, "\(aucs)")
        // Saved and read again it scores alike, and the contributions add up.
        let read = try ModelArtifact(decoding: crossed.artifact.encoded())
        let frame = try world().frame()
        let scores = try LeadScorer(read).scores(of: frame, reasons: 5, on: Leads.pool)
        #expect(scores == (try LeadScorer(crossed.artifact).scores(of: frame, reasons: 5, on: Leads.pool)))
        #expect(scores.contains { $0.reasons.contains { $0.field == "visits × source" } })
    }

    @Test func aColumnThatIsNotThereIsNamed() throws {
        let file = try ScratchFile(world().csv)
        var request = request(file, cross: false)
        request.crosses = [.init("visits", "sourse")]
        let error = diagnosed { try TrainingRun(request, on: Leads.pool).run() } as? Diagnostic
        #expect(error?.code == "E103" && error?.message.contains("did you mean \"source\"") == true)
    }
}
