import Foundation
import LearningCore
import Tabular
import Testing

@testable import LeadScoring

@Suite struct NextEventTests {
    /// In this world who opens often on the first day wins: for some lead just below a grade more openings are the way, and
    /// scoring the log with these openings added gives what was promised.
    @Test func whatIsPromisedComesTrueWhenTheEventsHappen() throws {
        let world = try LeadsInTime()
        let artifact = try world.train { $0.columns.excluded = ["opens_in_all", "opens_known"] }.artifact
        var request = ExplanationRun.Request(source: LeadSource(path: world.leads.path), id: "")
        request.events = LeadSource(path: world.events.path)
        request.asOf = AsOf("24h")
        var tried = 0
        for lead in 0..<60 {
            request.id = "L\(lead)"
            let explanation = try ExplanationRun(artifact, request, on: Leads.pool).explain()
            guard let change = explanation.change, change.isEvent else { continue }
            tried += 1
            #expect(change.field == "email_open" && change.score > explanation.score)
            let (from, to) = (try #require(Int(change.from)), try #require(Int(change.to)))
            #expect((1...3).contains(to - from))
            let stamp = LeadsInTime.stamp(Double(lead) * 3 + 24)
            let events = try String(contentsOfFile: world.events.path, encoding: .utf8)
            let more = (0..<to - from).map { _ in "L\(lead),\(stamp),email_open\n" }.joined()
            let grown = try ScratchFile(events + more, name: "events.csv")
            var later = request
            later.events = LeadSource(path: grown.path)
            let then = try ExplanationRun(artifact, later, on: Leads.pool).explain()
            #expect(then.score == change.score && then.grade == change.grade)
            #expect(explanation.summary().contains("email_open now, \(to) in all instead of \(from)"))
            if tried == 3 { break }
        }
        #expect(tried > 0)
    }
}
