import Evaluation
import Foundation
import LearningCore
import ModelStorage
import Testing

@testable import LeadScoring

@Suite struct SegmentSelectionTests {
    /// Two segments in which size means the opposite, one too small for a model of its own, and one like the first.
    private static func leads(seed: UInt64) -> (csv: String, segments: [String]) {
        var generator = SeededGenerator(seed: seed)
        let names = (0..<3_000).map { row in row % 50 == 0 ? "tiny" : ["up", "down"][row % 2] }
        let size = names.map { _ in 4 * generator.nextUniform() - 2 }
        var leads = Leads(count: names.count, seed: seed) { row, _ in
            LogisticLoss.probability(logOdds: names[row] == "down" ? -1.5 * size[row] - 1 : 1.5 * size[row])
        }
        leads.add("kind") { names[$0] }
        leads.add("size") { "\(size[$0])" }
        return (leads.csv, names)
    }

    private func trained(
        segment: String?, threads: Int = 2, settings: (inout TrainingRequest) -> Void = { _ in }
    ) throws -> TrainingRun.Result {
        let file = try ScratchFile(Self.leads(seed: 11).csv)
        var request = TrainingRequest(source: LeadSource(path: file.path), label: "outcome")
        request.mapping = LabelMapping(won: ["won"], lost: ["lost"], ignored: [])
        request.columns.segment = segment
        request.model = .logistic
        request.effort = .quick
        settings(&request)
        return try TrainingRun(request, on: WorkerPool(threadCount: threads)).run()
    }

    @Test func segmentsThatDifferGetTheirOwnModels() throws {
        let common = try trained(segment: nil)
        let own = try trained(segment: "kind")
        let byName = Dictionary(uniqueKeysWithValues: own.report.segments.map { ($0.value, $0) })
        #expect(byName["up"]?.hasOwnModel == true && byName["down"]?.hasOwnModel == true)
        #expect(byName["tiny"]?.hasOwnModel == false && byName["tiny"]?.ownLogLoss == nil)
        for name in ["up", "down"] {
            let segment = try #require(byName[name])
            #expect(try #require(segment.ownLogLoss) < #require(segment.commonLogLoss) - 0.05)
        }
        guard case .segmented(let model) = own.artifact.model.base else {
            Issue.record("no own models")
            return
        }
        #expect(model.segments.count == 2)
        let (plain, better) = try (#require(common.report.holdout), #require(own.report.holdout))
        #expect(try #require(better.report["roc_auc"]).value > #require(plain.report["roc_auc"]).value + 0.05)
        #expect(own.report.settings["segments"]?.contains("down (logistic") == true)
        #expect(common.report.segments.isEmpty)
    }

    /// Segments whose leads are all alike are not worth models of their own: each would learn from fewer leads.
    @Test func segmentsThatAreAlikeStayTogetherOrLoseNothing() throws {
        let file = try ScratchFile(Self.leads(seed: 12).csv.replacing("down", with: "up"))
        var request = TrainingRequest(source: LeadSource(path: file.path), label: "outcome")
        request.mapping = LabelMapping(won: ["won"], lost: ["lost"], ignored: [])
        request.columns.segment = "kind"
        request.model = .logistic
        request.effort = .quick
        let report = try TrainingRun(request, on: Leads.pool).run().report
        for segment in report.segments where segment.hasOwnModel {
            #expect(abs(try #require(segment.ownLogLoss) - #require(segment.commonLogLoss)) < 0.01)
        }
    }

    @Test func theSameBytesAtAnyThreadCount() throws {
        let one = try trained(segment: "kind", threads: 1).artifact.encoded()
        #expect(try trained(segment: "kind", threads: 3).artifact.encoded() == one)
    }

    /// A fixed number of trees leaves nothing to choose: every segment with enough leads gets its own.
    @Test func aFixedPlanNeedsNoComparison() throws {
        let result = try trained(segment: "kind") {
            $0.model = .boosted
            $0.treeCount = 5
        }
        #expect(result.report.segments.filter(\.hasOwnModel).map(\.value).sorted() == ["down", "up"])
        #expect(result.report.segments.allSatisfy { $0.ownLogLoss == nil })
    }

    @Test(arguments: [("outcome", "E103"), ("nothing", "E101"), ("blank", "E123")])
    func aColumnThatDividesNothingIsNamed(_ column: String, code: String) throws {
        let error = diagnosed {
            let file = try ScratchFile(
                Self.leads(seed: 11).csv.replacing("kind,", with: "kind,blank,").replacing("\nup,", with: "\nup,,")
                    .replacing("\ndown,", with: "\ndown,,").replacing("\ntiny,", with: "\ntiny,,"))
            var request = TrainingRequest(source: LeadSource(path: file.path), label: "outcome")
            request.mapping = LabelMapping(won: ["won"], lost: ["lost"], ignored: [])
            request.columns.segment = column
            request.model = .logistic
            request.effort = .quick
            _ = try TrainingRun(request, on: Leads.pool).run()
        }
        let diagnostic = try #require(error as? Diagnostic)
        #expect(diagnostic.code == code)
    }
}
