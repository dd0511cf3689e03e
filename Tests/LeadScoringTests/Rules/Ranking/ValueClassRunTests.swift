import Foundation
import LearningCore
import RuleScoring
import Testing

@testable import LeadScoring

@Suite struct ValueClassRunTests {
    /// Expected values 50, 30, 10, 6, 4 of 100: the first two make 80, the next two cross 95.
    private static let leads = "id,value,p\ne,8,0.5\na,100,0.5\nd,12,.5\nb,60,.5\nc,20,0.5\n"

    private static func result(
        _ leads: String = leads, scores: String? = nil, column: String? = nil, value: String? = "value"
    ) throws -> ValueClassRun.Result {
        let file = try ScratchFile(leads)
        let scores = try scores.map { try ScratchFile($0) }
        let origin: ScoredTableRequest.Origin =
            scores.map { .file($0.path, column: column) } ?? .column(column ?? "p")
        let request = ScoredTableRequest(source: LeadSource(path: file.path), origin: origin)
        return try ValueClassRun(request, value: value).result(on: WorkerPool(threadCount: 2))
    }

    @Test func theGoldenVector() throws {
        let result = try Self.result()
        #expect(result.classes.map(\.rawValue) == ["C", "A", "B", "A", "B"])
        #expect(result.expected == [4, 50, 6, 30, 10])
        let report = ValueClassReport(result, valueColumn: "value")
        #expect(report.classes.map(\.leads) == [2, 2, 1])
        #expect(report.classes.map(\.share) == [0.8, 0.16, 0.04])
        #expect(report.notes == [])
    }

    /// Joined by id whatever the order, whether or not a spreadsheet's guard stands before it; a lead without a score counts
    /// for nothing.
    @Test func scoresOfAFile() throws {
        let leads = "id,value\n=x,10\ny,10\nz,10\n"
        let result = try Self.result(leads, scores: "id,probability,score\nz,0.2,9\n'=x,0.4,70\n")
        #expect(result.table.percents.map { $0.isNaN ? -1 : $0 } == [40, -1, 20])
        #expect(result.table.isProbability)
        #expect(result.classes.map(\.rawValue) == ["A", "C", "A"])
        #expect(ValueClassReport(result, valueColumn: nil).notes == ["1 leads have no score and count for nothing"])
        let points = try Self.result(leads, scores: "id,probability,score\nz,0.2,9\n'=x,0.4,70\n", column: "score")
        #expect(!points.table.isProbability)
        #expect(points.table.percents[0] == 70)
    }

    /// `leadscore score` numbers the rows when the model knows no id.
    @Test func scoresByRow() throws {
        let result = try Self.result("lead_id,value\nq,1\nr,1\n", scores: "row,probability\n2,0.2\n1,0.1\n")
        #expect(result.table.percents == [10, 20])
    }

    @Test func blankAndNegativeValues() throws {
        let result = try Self.result("id,value,p\na,,0.5\nb,-5,0.5\nc,5,0.5\n")
        #expect(result.expected == [0, 0, 2.5])
        #expect(result.classes.map(\.rawValue) == ["C", "C", "A"])
        #expect(ValueClassReport(result, valueColumn: "value").notes.count == 2)
    }

    @Test func whatIsNoScoreIsRefused() throws {
        for (scores, column, code) in [
            ("id,probability\na,140\n", nil, "E131"), ("id,chance\na,0.4\n", nil, "E101"),
            ("id,probability\na,0.4\n", "chance", "E101"), ("who,probability\na,0.4\n", nil, "E101"),
        ] {
            let fault = #expect(throws: Diagnostic.self) { try Self.result(scores: scores, column: column) }
            #expect(fault?.code == code)
        }
    }
}
