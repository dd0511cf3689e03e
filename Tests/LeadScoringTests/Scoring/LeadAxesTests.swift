import FeatureExtraction
import Foundation
import LearningCore
import ModelStorage
import RuleScoring
import Tabular
import Testing

@testable import LeadScoring

@Suite struct LeadAxesTests {
    /// Leads whose chance hangs on what they are (`size`) and on what they did (`visits`).
    private func world(count: Int = 1_200) -> Leads {
        var generator = SeededGenerator(seed: 31)
        let sizes = (0..<count).map { _ in generator.nextIndex(below: 101) }
        let visits = (0..<count).map { _ in generator.nextIndex(below: 41) }
        var leads = Leads(count: count, seed: 32) { row, _ in
            LogisticLoss.probability(logOdds: 0.03 * Double(sizes[row] - 50) + 0.08 * Double(visits[row] - 20))
        }
        leads.add("size") { "\(sizes[$0])" }
        leads.add("visits") { "\(visits[$0])" }
        leads.add("worth") { $0 % 7 == 3 ? "" : "\(100 + $0)" }
        return leads
    }

    private func artifact(
        _ leads: Leads, _ change: (inout TrainingRequest) -> Void = { _ in }
    ) throws -> ModelArtifact {
        let file = try ScratchFile(leads.csv)
        var request = TrainingRequest(source: LeadSource(path: file.path), label: "outcome")
        request.model = .logistic
        // As the settings have it.
        (request.value, request.columns.excluded) = ("worth", ["worth"])
        change(&request)
        return try TrainingRun(request, on: Leads.pool).run().artifact
    }

    private func wishes(_ change: (inout LeadScorer.Wishes) -> Void = { _ in }) -> LeadScorer.Wishes {
        var wishes = LeadScorer.Wishes()
        wishes.axes = true
        change(&wishes)
        return wishes
    }

    /// Each axis follows its own column alone, and is spread evenly over training leads.
    @Test func eachAxisRanksByItsOwnFields() throws {
        let leads = world()
        let scorer = LeadScorer(try artifact(leads))
        #expect(scorer.artifact.axes?.implicitFields == ["visits"])
        let frame = try leads.frame()
        let scores = try scorer.scores(of: frame, wishes(), on: Leads.pool)
        for (column, axis) in [("size", \LeadAxes.fit), ("visits", \LeadAxes.engagement)] {
            guard case .number(let values)? = frame[column]?.values else { throw Missing() }
            let placed = try scores.map { try #require($0.axes?[keyPath: axis]) }
            for (one, other) in zip(values.indices, values.indices.dropFirst()) where values[one] != values[other] {
                #expect((values[one] < values[other]) == (placed[one] < placed[other]))
            }
            for share in [25.0, 50, 75] {
                #expect(abs(Double(placed.count { $0 < share }) / 12 - share) < 4)
            }
        }
        for score in scores {
            let axes = try #require(score.axes)
            let (fit, engagement) = (try #require(axes.fit), try #require(axes.engagement))
            let letter = fit >= 75 ? 0 : fit >= 50 ? 1 : fit >= 25 ? 2 : 3
            let number = engagement >= 75 ? 0 : engagement >= 50 ? 1 : engagement >= 25 ? 2 : 3
            #expect(axes.cell == ["A", "B", "C", "D"][letter] + "\(number + 1)")
            #expect(axes.action == ScoreMatrix.standardCell(letter: letter, engagementClass: number).action)
        }
    }

    @Test func anAxisWithoutFieldsIsAbsent() throws {
        let leads = world()
        let fitOnly = try artifact(leads) { $0.implicit = ["visits": false] }
        let scores = try LeadScorer(fitOnly).scores(of: leads.frame(), wishes(), on: Leads.pool)
        #expect(scores.allSatisfy { $0.axes?.engagement == nil && $0.axes?.action == nil })
        #expect(scores.allSatisfy { ["A", "B", "C", "D"].contains($0.axes?.cell ?? "") })
        #expect(fitOnly.axes?.words(of: fitOnly.features.schema).contains("no engagement axis") == true)
        let doneOnly = try artifact(leads) { $0.implicit = ["size": true] }
        #expect(doneOnly.axes?.fit == [])
        #expect(throws: Diagnostic.self) { try artifact(leads) { $0.implicit = ["worth": true] } }
    }

    @Test func expectedValueIsChanceTimesWorth() throws {
        let leads = world()
        let artifact = try artifact(leads)
        #expect(artifact.input.valueColumn == "worth")
        #expect(artifact.features.inputs.allSatisfy { $0.name != "worth" })
        let frame = try leads.frame()
        let scores = try LeadScorer(artifact).scores(of: frame, wishes { $0.value = "worth" }, on: Leads.pool)
        for (row, score) in scores.enumerated() {
            #expect(score.expectedValue == (row % 7 == 3 ? nil : score.probability * Double(100 + row)))
        }
    }

    /// The file says what the library says; asking for more changes no other cell.
    @Test(arguments: [ScoreFormat.csv, .jsonLines])
    func whatIsWrittenIsWhatTheLibrarySays(format: ScoreFormat) throws {
        let leads = world(count: 300)
        let artifact = try artifact(world())
        let file = try ScratchFile(leads.csv)
        let wishes = wishes { ($0.reasons, $0.value, $0.ranges) = (2, "worth", true) }
        let run = ScoringRun(
            artifact, source: LeadSource(path: file.path), wishes, grades: try GradeBands(option: "hot:60,cold"),
            on: Leads.pool)
        let target = try ScratchFile("", name: "scores")
        _ = try run.write(to: target.path, as: format)
        let read = try TableReader(path: target.path, pool: Leads.pool).read(.inferAll).frame
        let scores = try LeadScorer(artifact, grades: run.scorer.grades).scores(
            of: leads.frame(), run.wishes, on: Leads.pool)
        #expect(read.rowCount == scores.count)
        for (row, score) in scores.enumerated() {
            func text(_ name: String) throws -> String { try CellText.text(of: #require(read[name]), at: row) }
            func number(_ name: String) throws -> Double {
                guard case .number(let values)? = read[name]?.values else { throw Missing() }
                return values[row]
            }
            #expect(try number("probability") == score.probability)
            #expect(try text("grade") == (score.score >= 60 ? "hot" : "cold"))
            #expect(try text("class") == score.axes?.cell)
            #expect(try text("action") == score.axes?.action)
            #expect(try abs(number("fit") - (score.axes?.fit ?? -1)) <= 0.05 + 1e-9)
            #expect(try abs(number("engagement") - (score.axes?.engagement ?? -1)) <= 0.05 + 1e-9)
            for (place, reason) in score.reasons.enumerated() {
                #expect(try text("reason_\(place + 1)") == reason.description)
            }
            let worth = try number("expected_value")
            #expect(score.expectedValue.map { abs(worth - $0) <= 0.005 + 1e-9 } ?? worth.isNaN)
        }
    }

    @Test func anOldModelSaysThatItHasNoAxes() throws {
        let plain = try artifact(world())
        let old = try ModelArtifact(
            input: plain.input, features: plain.features, model: plain.model, reference: plain.reference,
            provenance: plain.provenance, rows: plain.rows, positives: plain.positives)
        #expect(throws: Diagnostic.self) {
            try LeadScorer(old).scores(of: world().frame(), wishes(), on: Leads.pool)
        }
    }

    private struct Missing: Error {}
}
