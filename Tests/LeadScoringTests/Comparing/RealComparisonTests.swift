import Evaluation
import Foundation
import LearningCore
import ModelStorage
import Testing

@testable import LeadScoring

/// Rules against models on real tables, where they lie beside the package and the build is quick enough:
/// `swift test -c release`.
@Suite struct RealComparisonTests {
    private static let pool = WorkerPool(threadCount: 2)

    private func train(
        _ path: String, label: String, _ change: (inout TrainingRequest) -> Void
    ) throws -> ModelArtifact {
        var request = TrainingRequest(source: LeadSource(path: path), label: label)
        change(&request)
        return try TrainingRun(request, on: Self.pool).run().artifact
    }

    /// The newest leads of X Education: activity and profile points of the CRM, about a fifth of the 5,022 leads that have
    /// them, against a model without the columns that sales filled in.
    @Test(.enabled(if: RealLeadsTests.isReady, "needs ../shared/data and an optimised build"))
    func theModelBeatsTheRulesOfXEducation() throws {
        let path = try #require(RealLeadsTests.folder).appendingPathComponent("x-education/leads.csv").path
        let columns = ["Activity", "Profile"].flatMap { ["Asymmetrique \($0) Score", "Asymmetrique \($0) Index"] }
        let artifact = try train(path, label: "Converted") {
            $0.columns.time = "Lead Number"
            $0.columns.excluded = columns
            // All but one of the newest 1,005 leads have points.
            $0.holdout = 0.1088
        }
        let request = ComparisonRequest(
            source: LeadSource(path: path),
            rules: .columns("Asymmetrique Activity Score+Asymmetrique Profile Score"))
        let report = try ComparisonRun(artifact, request, on: Self.pool).compare()
        #expect(report.leads.compared == 1_004 && report.basis.kind == .heldOut)
        #expect(report.verdict.outcome == .better)
        #expect(abs((report.rules.metrics["roc_auc"]?.value ?? 0) - 0.751) < 0.0015)
        #expect((report.model.metrics["roc_auc"]?.value ?? 0) >= 0.89)
        let leads = try ComparedLeadsReader(artifact: artifact, request: request, pool: Self.pool).read()
        let expected = NaiveDeLong(leads.logOdds, leads.points, won: leads.labels)
        #expect(abs(report.difference.rocAUC.value - expected.difference) < 1e-12)
        #expect(abs(report.difference.rocAUCStandardError / expected.standardError - 1) < 1e-9)
        #expect(abs(report.difference.rocAUCPValue - expected.pValue) < 1e-9)
    }

    /// There is no signal in these sales, and a price is no rule: neither may be called better.
    @Test(.enabled(if: RealLeadsTests.isReady, "needs ../shared/data and an optimised build"))
    func nothingIsFoundWhereThereIsNothing() throws {
        let path = try #require(RealLeadsTests.folder).appendingPathComponent("crm-opportunities/opportunities.csv")
            .path
        let artifact = try train(path, label: "deal_stage") { $0.mapping.ignored = ["Engaging", "Prospecting"] }
        let request = ComparisonRequest(source: LeadSource(path: path), rules: .columns("sales_price"))
        let report = try ComparisonRun(artifact, request, on: Self.pool).compare()
        #expect(report.verdict.outcome == .notDistinguishable)
        #expect(report.verdict.details.contains { $0.hasPrefix("Neither ranks these leads better than chance") })
    }
}
