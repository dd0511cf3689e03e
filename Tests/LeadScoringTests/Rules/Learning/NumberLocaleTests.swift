import Evaluation
import Foundation
import LearningCore
import RuleScoring
import Testing

@testable import LeadScoring

@Suite struct NumberLocaleTests {
    /// Revenue decides; it is written `1.234,5` or `1234.5`.
    private static func learned(comma: Bool, mixed: Bool = false) throws -> RuleLearningRun.Result {
        var generator = SeededGenerator(seed: 4)
        let revenue = (0..<900).map { _ in (generator.nextUniform() * 50_000).rounded() / 10 }
        var leads = Leads(count: 900, seed: 5) { row, _ in revenue[row] > 2_500 ? 0.62 : 0.32 }
        leads.add("revenue") { row in
            let tenths = Int((revenue[row] * 10).rounded())
            let (whole, tenth) = (tenths / 10, tenths % 10)
            guard comma else { return "\(whole).\(tenth)" }
            let grouped = whole < 1_000 ? "\(whole)" : "\(whole / 1_000).\(String(format: "%03d", whole % 1_000))"
            return "\"\(grouped),\(tenth)\""
        }
        if mixed { leads.add("other") { "\(revenue[$0] * 2)" } }
        let file = try ScratchFile(leads.csv)
        var request = TrainingRequest(source: LeadSource(path: file.path), label: "outcome")
        request.split = .random
        request.effort = .quick
        return try RuleLearningRun(request, on: Leads.pool).run()
    }

    @Test func rulesOfCommasAreThoseOfPoints() throws {
        let point = try Self.learned(comma: false)
        let comma = try Self.learned(comma: true)
        #expect(point.rules.decimalMark == .point)
        #expect(comma.rules.decimalMark == .comma)
        #expect(
            comma.text.replacing("locale: de\n", with: "").components(separatedBy: "\n").dropFirst()
                == point.text.components(separatedBy: "\n").dropFirst())
        let auc = try #require(comma.report.holdout?.points.rocAUC)
        #expect(auc == point.report.holdout?.points.rocAUC)
        #expect(auc.value > 0.58)
    }

    /// One file has one decimal mark: what is written otherwise gets no rule, and that is said.
    @Test func columnsWrittenOtherwiseAreLeftOut() throws {
        let result = try Self.learned(comma: true, mixed: true)
        #expect(!result.text.contains("other"))
        #expect(result.report.warnings.contains { $0.contains("\"other\"") })
    }
}
