import Evaluation
import FeatureExtraction
import Foundation
import LearningCore
import ModelStorage
import Tabular
import Testing

@testable import LeadScoring

/// A user's own words, from the folder to the reason of a score.
@Suite struct WordTablesTests {
    /// Who is called as only this house calls its executives is won.
    private static func leads() throws -> ScratchFile {
        let titles = [
            "Obermotz", "Chief Wizard", "Sales Wizard Apprentice", "Gildenmeister", "Lehrling", "Praktikantin",
        ]
        var leads = Leads(count: 240, seed: 4) { row, _ in row % 6 < 2 ? 0.85 : 0.2 }
        leads.add("id") { "L\($0)" }
        // Hardly anybody is called exactly like another.
        leads.add("job_title") { "\(titles[$0 % 6]) \(["Nord", "Süd", "West", "Ost"][$0 % 4])\($0)" }
        leads.add("noise") { "\(($0 * 7) % 11)" }
        return try ScratchFile(leads.csv)
    }

    private static func folder(_ files: [String: String]) throws -> ScratchFile {
        let first = try ScratchFile("", name: "README")
        for (name, text) in files {
            let url = URL(fileURLWithPath: first.path).deletingLastPathComponent().appendingPathComponent(name)
            try Data(text.utf8).write(to: url)
        }
        return first
    }

    private static func path(_ folder: ScratchFile) -> String {
        URL(fileURLWithPath: folder.path).deletingLastPathComponent().path
    }

    private static let words =
        "executive,management,obermotz,chief wizard\ntrainee,-,apprentice,lehrling\n-,-,gildenmeister"

    private func settings(_ folder: String) throws -> Settings {
        let file = try ScratchFile(
            "label: outcome\nmodel: boosted\ntrees: 10\ntables: \(folder)\ncolumns:\n  job_title: {role: job_title}\n",
            name: "leadscore.yaml")
        return try Settings(file: file.path, environment: [:])
    }

    @Test func theModelReadsTheWordsWithoutTheFolder() throws {
        let leads = try Self.leads()
        var folder: ScratchFile? = try Self.folder(["job-titles.csv": Self.words])
        let request = try TrainingRequest(settings(Self.path(try #require(folder))), table: leads.path)
        folder = nil
        let result = try TrainingRun(request, on: Leads.pool).run()
        let features = result.artifact.features.schema.features
        let rank = try #require(features.first { $0.name == "job_title: rank" })
        #expect(rank.kind == .categorical(levels: ["trainee", "executive"]))
        #expect((result.report.holdout?.report["roc_auc"]?.value ?? 0) > 0.6)
        // The folder is gone, and the file comes back from its bytes.
        let read = try ModelArtifact(decoding: result.artifact.encoded())
        var scores: [[LeadScore]] = []
        for artifact in [result.artifact, read] {
            var found: [LeadScore] = []
            _ = try ScoringRun(artifact, source: LeadSource(path: leads.path), reasons: 3, on: Leads.pool)
                .run(begin: { _, _ in }) { found += $0.scores }
            scores.append(found)
        }
        #expect(scores[0] == scores[1] && scores[0].count == 240)
        // What the model looks at is said, not how the person is called.
        let reasons = scores[0].flatMap(\.reasons).filter { $0.field == "job_title" }
        #expect(reasons.contains { $0.value == "rank executive" })
        #expect(reasons.allSatisfy { !$0.value.contains("motz") && !$0.value.contains("Wizard") })
    }

    @Test func reasonsSayTheClassInTheLanguageOfTheReader() {
        #expect(ReasonLanguage.english.part("rank", "executive") == "rank executive")
        #expect(ReasonLanguage.german.part("rank", "executive") == "Rang executive")
        #expect(ReasonLanguage.english.part("department", nil) == "department not recognised")
        #expect(ReasonLanguage.german.part("size band", nil) == "Größenklasse nicht erkannt")
        for part in Normaliser.allCases.flatMap(\.parts) {
            #expect(ReasonLanguage.german.part(part, "x") != "\(part) x", "\(part)")
        }
    }

    @Test(arguments: [
        (["job-titles.csv": "boss,-,obermotz"], "job-titles.csv:1"), (["job-title.csv": "a,b,c"], "job-titles.csv"),
        (["countries.csv": "# ours\n\nAT,"], "countries.csv:3"),
    ])
    func aTableThatCannotBeUsedIsNamedWithItsLine(files: [String: String], place: String) throws {
        let folder = try Self.folder(files)
        let fault = diagnosed { try TrainingRequest(settings(Self.path(folder)), table: "leads.csv") } as? Diagnostic
        #expect(fault?.code == "E143" && fault?.message.contains(place) == true, "\(fault?.message ?? "")")
        let missing = diagnosed { try TrainingRequest(settings("/nowhere"), table: "leads.csv") } as? Diagnostic
        #expect(missing?.code == "E143")
    }
}
