import LeadScoring

@testable import Reporting

/// The sample's model beside rules, and the page of it.
struct SampleComparison {
    let report: ComparisonReport
    let page: Page

    /// The rules give a point a visit, and are compared on a table the model has not seen.
    init() throws {
        let sample = try SampleReport.shared.get()
        let artifact = try ModelFiles.load(sample.model)
        var request = ComparisonRequest(source: LeadSource(path: sample.leads), rules: .columns("visits"))
        request.capacity = .leads(100)
        request.segment = "source"
        request.valuePerWin = 200
        request.costPerContact = 30
        report = try ComparisonRun(artifact, request, on: SampleReport.pool).compare()
        var origin = ModelReportRun.Request(modelPath: sample.model, source: request.source)
        origin.command = "leadscore compare m.model leads.csv"
        page = Page(report, background: try ModelReportRun(artifact, origin, on: SampleReport.pool).background())
    }
}
