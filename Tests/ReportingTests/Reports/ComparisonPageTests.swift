import Evaluation
import Foundation
import LearningCore
import Testing

@testable import LeadScoring
@testable import Reporting

@Suite struct ComparisonPageTests {
    @Test func thePageSaysWhatTheComparisonFound() throws {
        let sample = try SampleComparison()
        let html = try PageRenderer.html.text(of: sample.page)
        let sections = html.components(separatedBy: "<section id=\"").dropFirst().map {
            String($0.prefix { $0 != "\"" })
        }
        #expect(
            sections == [
                "deciles", "capacity", "profit", "swap", "calibration", "ranking", "time", "segments", "drivers",
                "rules",
                "examples", "quality", "origin",
            ])
        let tables = HTMLTables(html).rows
        let report = sample.report
        let figures = try #require(tables["ranking-t1"])
        let auc = try #require(figures.first { $0[0] == "ROC AUC" })
        #expect(auc[1] == NumberText.value(report.model.metrics["roc_auc"]) { NumberText.fixed($0, 4) })
        #expect(auc[3] == NumberText.value(report.rules.metrics["roc_auc"]) { NumberText.fixed($0, 4) })
        #expect(auc[5] == NumberText.fixed(report.difference.rocAUC.value, 4))
        let swap = try #require(tables["swap-f1-t1"]).dropFirst()
        let cells = [report.swap.both, report.swap.modelOnly, report.swap.rulesOnly, report.swap.neither]
        for (row, cell) in zip(swap, cells) {
            #expect(row[1] == NumberText.count(cell.leads) && row[2] == NumberText.count(cell.won))
        }
        let leads = cells.reduce(0) { $0 + $1.leads }
        #expect(abs(leads - Double(report.leads.compared)) < 1e-6)
        let policies = try #require(tables["capacity-t1"]).dropFirst()
        #expect(policies.map { $0[0] } == report.policies.map { $0.policy })
        #expect(sample.page.verdict.headline.hasSuffix(".") && !sample.page.verdict.headline.contains(":"))
        #expect(html.utf8.count <= 300_000 && !html.contains("<script") && !html.contains("<b>partner"))
    }

    @Test func theToneIsTheVerdicts() throws {
        let sample = try SampleComparison()
        let tones: [Verdict.Outcome: Page.Verdict.Tone] = [
            .better: .good, .notDistinguishable: .open, .worse: .warning,
        ]
        #expect(sample.page.verdict.tone == tones[sample.report.verdict.outcome])
    }

    @Test func everyChartKeepsItsLaws() throws {
        for figure in try SampleComparison().page.sections.flatMap(\.figures) {
            try expectLaws(of: figure.chart, "\(figure.title)")
        }
        let report = try SampleReport.shared.get().report()
        for figure in Page(report).sections.flatMap(\.figures) { try expectLaws(of: figure.chart, "\(figure.title)") }
    }

    @Test func markdownHasEveryTable() throws {
        let page = try SampleComparison().page
        let text = try PageRenderer.markdown.text(of: page)
        let headings = text.split(separator: "\n").filter { $0.hasPrefix("## ") }.count
        #expect(headings == page.sections.count)
        let tables = page.sections.flatMap { $0.tables + $0.figures.map(\.table) }
        #expect(text.components(separatedBy: "\n|---").count - 1 == tables.count)
        #expect(
            text.hasPrefix("# Model against rules&#58; leads.csv") || text.hasPrefix("# Model against rules: leads.csv")
        )
    }
}
