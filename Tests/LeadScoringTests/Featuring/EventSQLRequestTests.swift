import FeatureExtraction
import Foundation
import LearningCore
import ModelStorage
import Testing

@testable import LeadScoring

/// A trained model's features, as a file and as a query.
@Suite struct EventSQLRequestTests {
    private static let artifact = Result { try LeadsInTime(count: 300).train { $0.treeCount = 5 }.artifact }

    private func answer(_ change: (inout EventSQLRequest) -> Void = { _ in }) throws -> String {
        var request = EventSQLRequest(dialect: "postgres")
        change(&request)
        return try request.answer(for: Self.artifact.get()).text
    }

    @Test func theModelKnowsItsColumnsAndItsAge() throws {
        let artifact = try Self.artifact.get()
        let answer = try EventSQLRequest(dialect: "duckdb").answer(for: artifact)
        let features = try #require(artifact.features.events).steps
        for step in features { #expect(answer.text.contains("\"\(step.feature.name)\"")) }
        #expect(answer.text.contains("epoch_us(CAST(\"created_at\" AS TIMESTAMPTZ)) / 1e6 + 86400.0e0"))
        #expect(answer.text.contains("SELECT DISTINCT \"id\" AS lead"))
        #expect(answer.summary.hasPrefix("\(features.count) of \(features.count) event features written"))
        #expect(answer.summary.contains("of the leads' columns are not part of it"))
    }

    @Test func namesAndTimesCanBeSaid() throws {
        let text = try answer {
            $0.leadsTable = "crm.leads"
            $0.eventsTable = "log"
            $0.id = "key"
            $0.asOf = "scored_at"
            $0.eventColumns = ["lead": "who", "time": "at", "type": "what", "order": "seq", "id": "nr"]
        }
        for words in [
            "\"crm\".\"leads\"", "\"log\"", "\"key\" AS lead", "\"scored_at\"", "\"who\" AS lead", "\"at\"", "\"what\"",
            "\"seq\" AS place", "\"nr\" AS event_id",
        ] {
            #expect(text.contains(words), "\(words)")
        }
        #expect(try answer { $0.asOf = "7d" }.contains("+ 604800.0e0"))
        #expect(try answer { $0.asOf = "2024-01-01" }.contains("1704067200.0e0 AS as_of"))
        #expect(try answer { $0.asOf = "now" }.contains("CURRENT_TIMESTAMP"))
    }

    @Test func whatCannotBeIsNamed() throws {
        func message(_ change: (inout EventSQLRequest) -> Void) -> String {
            do {
                _ = try answer(change)
                return ""
            } catch {
                return "\(error)"
            }
        }
        #expect(message { $0.dialect = "postgre" }.contains("did you mean \"postgres\"?"))
        #expect(message { $0.eventColumns = ["tpye": "x"] }.contains("--event-column names \"tpye\""))
        let plain = try LeadsInTime(count: 300).train { $0.history = HistoryRequest() }.artifact
        #expect {
            _ = try EventSQLRequest(dialect: "spark").answer(for: plain)
        } throws: {
            "\($0)".contains("knows no events")
        }
    }

    @Test func theMatrixIsWhatTheModelScores() throws {
        let world = try LeadsInTime(count: 300)
        let artifact = try Self.artifact.get()
        let output = try ScratchFile("")
        let run = ScoringRun(
            artifact, source: LeadSource(path: world.leads.path), events: LeadSource(path: world.events.path),
            asOf: .age(86_400), on: Leads.pool)
        let summary = try #require(try run.writeFeatures(to: output.path))
        #expect(summary.scored == 300 && summary.featureText(output: nil).contains("300 written"))
        let lines = try String(contentsOfFile: output.path, encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 301)
        var matrix: FeatureMatrix?
        _ = try run.walk(begin: { _, _ in }) { _, _, frame, events in
            matrix = try artifact.features.matrix(from: frame, events: events, on: Leads.pool)
        }
        let features = try #require(matrix)
        let size = try #require(features.schema.index(of: "size"))
        guard case .numeric(let sizes) = features.columns[size] else { throw NotNumeric() }
        let place = try #require(lines[0].split(separator: ",").firstIndex { $0 == "size" })
        for (row, line) in lines.dropFirst().enumerated() {
            #expect(line.hasPrefix("L\(row),"))
            let cell = line.split(separator: ",", omittingEmptySubsequences: false)[place]
            #expect(Double(cell) == sizes[row])
        }
    }

    private struct NotNumeric: Error {}
}
