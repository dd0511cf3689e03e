import LearningCore
import RuleScoring
import Testing

@testable import LeadScoring

@Suite struct RuleDataReportTests {
    private static let rules = """
        schema: leadscore.rules/1
        axes:
          fit: {min: 0, max: 100, groups: [who]}
          engagement: {min: 0, max: 100, groups: [what]}
        groups:
          who: {rules: [{id: good, when: {attr: fit, eq: good}, points: 80}]}
          what: {rules: [{id: busy, when: {attr: busy, eq: "yes"}, points: 80}]}
        personas:
          - {id: boss, when: {attr: title, contains: chief}}
          - {id: buyer, when: {attr: title, contains: purchas}}
          - {id: default}
        """

    private static func report(_ csv: String, value: String? = "value") throws -> RuleDataReport {
        let leads = try ScratchFile(csv)
        let file = try ScratchFile(rules, name: "rules.yaml")
        var run = RuleScoringRun(try RuleFiles.load(file.path), source: LeadSource(path: leads.path), asOf: .time(0))
        run.label = "outcome"
        return try run.dataReport(mapping: LabelMapping(), value: value, on: Leads.pool)
    }

    /// 40 good and busy leads, a quarter of them won at 100 and 300 each; 40 that are neither, three quarters won, worth
    /// nothing that is known.
    private static let cells: String = {
        var csv = "title,fit,busy,value,outcome\n"
        for row in 0..<40 {
            csv += "chief of purchasing,good,yes,\(row < 5 ? 100 : 300),\(row < 10 ? "won" : "lost")\n"
            csv += "clerk,bad,no,,\(row < 30 ? "won" : "lost")\n"
        }
        return csv + "purchaser,good,no,50,lost\n"
    }()

    @Test func cellsAndWhatTheyBring() throws {
        let report = try Self.report(Self.cells)
        let best = try #require(report.cells.first { $0.cell == "A1" })
        #expect([best.leads, best.closed, best.won] == [40, 40, 10])
        #expect(best.share == 0.25)
        // A quarter won, worth 200 on average.
        #expect(best.expectedValue == 50)
        #expect(best.isInverted)
        let worst = try #require(report.cells.first { $0.cell == "D4" })
        #expect(worst.expectedValue == nil)
        #expect(!worst.isInverted)
        let few = try #require(report.cells.first { $0.cell == "A4" })
        #expect(few.isTooFew)
        #expect(few.expectedValue == 0)
        #expect(report.summary.contains { $0.contains("50 a lead   inverted") })
        #expect(try Self.report(Self.cells, value: nil).cells.allSatisfy { $0.expectedValue == nil })
    }

    @Test func personasAndWhoIsLeft() throws {
        let report = try Self.report(Self.cells)
        #expect(
            report.personas == [
                RuleDataReport.Persona(persona: "boss", leads: 40, overlapping: 0),
                RuleDataReport.Persona(persona: "buyer", leads: 1, overlapping: 40),
                RuleDataReport.Persona(persona: "default", leads: 40, overlapping: 0),
            ])
        #expect(report.summary.contains { $0.hasPrefix("buyer") && $0.hasSuffix("40 more are an earlier one") })
    }

    @Test func theColumnOfValuesMustBeThere() throws {
        #expect((diagnosed { try Self.report(Self.cells, value: "worth") } as? Diagnostic)?.code == "E101")
    }
}
