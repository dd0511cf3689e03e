import Evaluation
import FeatureExtraction
import Foundation
import LeadHistory
import LearningCore
import ModelStorage
import Tabular
import Testing

@testable import LeadScoring

/// A made-up world whose leads are described by a history: what a lead uses changes on its first day when it will be won,
/// and what sales wrote at the end stands in the table as well as, dated, in the history.
struct AttributesInTime {
    let leads: ScratchFile
    let history: ScratchFile

    /// - Parameter day: what became known later than so many hours after the first lead is not written yet.
    init(count: Int = 300, seed: UInt64 = 1, until day: Double = .infinity) throws {
        var generator = SeededGenerator(seed: seed)
        var leads = "id,created_at,size,stage,closed_at,outcome\n"
        var rows = ""
        func add(_ row: Int, _ field: String, _ value: String, _ time: Double) {
            if time <= day { rows += "L\(row),\(field),\(value),\(LeadsInTime.stamp(time))\n" }
        }
        for row in 0..<count {
            let created = Double(row) * 3
            let wins = generator.nextUniform() < 0.4
            let isKeen = generator.nextUniform() < (wins ? 0.8 : 0.2)
            let closed = created + 100 + 300 * generator.nextUniform()
            leads += "L\(row),\(LeadsInTime.stamp(created)),\(generator.nextIndex(below: 9)),"
            leads += "\(wins ? "signed" : "dead"),\(LeadsInTime.stamp(closed)),\(wins ? "won" : "lost")\n"
            add(row, "crm", ["none", "hubspot"][generator.nextIndex(below: 2)], created)
            if isKeen { add(row, "crm", "rival", created + 20 * generator.nextUniform()) }
            add(row, "stage", "new", created)
            add(row, "stage", wins ? "signed" : "dead", closed)
            add(row, "outcome", wins ? "won" : "lost", closed)
        }
        self.leads = try ScratchFile(leads)
        self.history = try ScratchFile("lead_id,field,value,known_at\n" + rows, name: "history.csv")
    }

    func request(_ change: (inout TrainingRequest) -> Void = { _ in }) -> TrainingRequest {
        var request = TrainingRequest(source: LeadSource(path: leads.path), label: "outcome")
        request.source.attributes = AttributeSource(path: history.path)
        request.model = .boosted
        request.treeCount = 10
        change(&request)
        return request
    }

    func train(_ change: (inout TrainingRequest) -> Void = { _ in }) throws -> TrainingRun.Result {
        try TrainingRun(request(change), on: Leads.pool).run()
    }

    /// Scores by id as of a time, with the history of some world.
    func scores(_ artifact: ModelArtifact, asOf: AsOf?) throws -> [String: Double] {
        var source = LeadSource(path: leads.path)
        source.attributes = AttributeSource(path: history.path)
        var scores: [String: Double] = [:]
        _ = try ScoringRun(artifact, source: source, asOf: asOf, on: Leads.pool).run(begin: { _, _ in }) { block in
            for (id, score) in zip(block.ids, block.scores) { scores[id] = score.logOdds }
        }
        return scores
    }
}

@Suite struct AttributesInTimeTests {
    @Test func whatWasKnownAtTheSnapshotIsLearnedFromAndTheEndIsNot() throws {
        let result = try AttributesInTime().train()
        let report = result.report
        #expect((report.holdout?.report["roc_auc"]?.value ?? 0) > 0.65)
        // "signed" and "dead" stand in the table, and in the history with the time at which they became known.
        #expect(!report.leaks.contains { $0.column == "stage" })
        let inputs = result.artifact.features.inputs.map(\.name)
        #expect(inputs.contains("crm") && inputs.contains("crm: changes") && inputs.contains("crm: days since change"))
        // The window of 90 d says nothing else of leads that are a day old.
        #expect(!inputs.contains("crm: changes, 90 d") && !inputs.contains("outcome"))
        // What sales wrote at the end gives the outcome away, and is what today's tables would borrow.
        let xray = try #require(report.xray)
        #expect((xray.views[1].auc?.value ?? 0) > 0.99 && (xray.borrowed ?? 0) > 0.05)
        let attributes = try #require(report.history?.attributes)
        #expect(attributes.fields == ["crm", "stage"])
        #expect(attributes.onlyInTable == ["stage": 0])
        // The stages of the end; the history of the outcome itself is left out and counts as kept only.
        #expect(attributes.late == 300 && attributes.leadsWithoutValues == 0)
        #expect(
            attributes.rows == attributes.kept + attributes.rejected + attributes.withoutLead + attributes.withoutField
                + attributes.withoutTime + attributes.orphans + attributes.repeated)
        #expect(report.history?.snapshots.ages == [HistoryRequest.defaultAge])
    }

    @Test func theModelKeepsWhatItNeedsAndNoMore() throws {
        let artifact = try AttributesInTime().train().artifact
        let read = try ModelArtifact(decoding: artifact.encoded())
        #expect(read.input == artifact.input)
        // All leads had the same stage at a day's age: nothing of it is used.
        #expect(read.input.history?.attributes?.fields == ["crm"])
        #expect(read.input.formats["crm"]?.type == .text)
        #expect(LeadScorer(read).readPlan.columns["crm"] == nil)
        let without = try AttributesInTime().train { $0.columns.excluded = ["crm"] }
        #expect(without.artifact.input.history?.attributes == nil)
    }

    /// The replay law: what was scored on a day is scored again for that day, to the last bit, though the history has grown.
    @Test(arguments: [300.0, 700]) func theScoresOfADayNeverChange(day: Double) throws {
        let artifact = try AttributesInTime().train().artifact
        let asOf = AsOf.time(LeadsInTime.start + day * LeadsInTime.hour)
        let then = try AttributesInTime(until: day).scores(artifact, asOf: asOf)
        let now = try AttributesInTime().scores(artifact, asOf: asOf)
        #expect(then == now && now.count == 300)
        // The last that was known by then is the moment, unless another is said.
        #expect(try AttributesInTime().scores(artifact, asOf: nil) != now)
    }

    @Test func evaluationSeesWhatTrainingSaw() throws {
        let world = try AttributesInTime()
        let result = try world.train { $0.holdout = nil }
        var source = LeadSource(path: world.leads.path)
        source.attributes = AttributeSource(path: world.history.path)
        let judged = try EvaluationRun(result.artifact, source: source, on: Leads.pool).run()
        #expect(judged.isTrainingData && judged.history?.attributes?.fields == ["crm"])
        let counts = try #require(judged.history?.attributes)
        #expect(counts.otherFields == 900 && counts.rows == counts.kept + counts.otherFields)
        #expect(throws: Diagnostic.self) {
            _ = try EvaluationRun(result.artifact, source: LeadSource(path: world.leads.path), on: Leads.pool).run()
        }
    }

    @Test func aHistoryIsAskedForAndRefusedWhereItDoesNotBelong() throws {
        let world = try AttributesInTime()
        let artifact = try world.train().artifact
        let missing = diagnosed {
            try ScoringRun(artifact, source: LeadSource(path: world.leads.path), on: Leads.pool)
                .run(begin: { _, _ in }) { _ in }
        }
        #expect((missing as? Diagnostic)?.code == "E142")
        var source = LeadSource(path: world.leads.path)
        source.attributes = AttributeSource(path: world.history.path)
        let plain = try world.train {
            $0.source.attributes = nil
            $0.columns.excluded = ["stage"]
        }
        let unwanted = diagnosed {
            try ScoringRun(plain.artifact, source: source, on: Leads.pool).run(begin: { _, _ in }) { _ in }
        }
        #expect((unwanted as? Diagnostic)?.code == "E103")
    }

    @Test func columnsMayBeNamedAndFieldsTypedAndExcluded() throws {
        let world = try AttributesInTime()
        let text = try String(contentsOfFile: world.history.path, encoding: .utf8)
        let renamed = try ScratchFile(
            text.replacing("lead_id,field,value,known_at", with: "wer,was,ist,seit"), name: "history.csv")
        let columns = ["lead": "wer", "field": "was", "value": "ist", "known_at": "seit"]
        let request = { (columns: [String: String]) in
            world.request {
                $0.columns.id = "id"
                $0.source.attributes = AttributeSource(path: renamed.path, columns: columns)
                $0.source.roles["stage"] = .ignored
            }
        }
        let named = try TrainingRun(request(columns), on: Leads.pool).run()
        #expect(named.artifact.input.history?.attributes?.columns == columns)
        let unnamed = diagnosed { try TrainingRun(request([:]), on: Leads.pool).run() }
        #expect((unnamed as? Diagnostic)?.code == "E142")
        let mistyped = diagnosed {
            try TrainingRun(world.request { $0.columns.excluded = ["cmr"] }, on: Leads.pool).run()
        }
        #expect((mistyped as? Diagnostic)?.code == "E101")
    }

    @Test(arguments: [1, 4]) func threadsDoNotChangeAByte(threads: Int) throws {
        let world = try AttributesInTime(count: 200)
        let one = try TrainingRun(world.request(), on: WorkerPool(threadCount: 2)).run().artifact.encoded()
        let other = try TrainingRun(world.request(), on: WorkerPool(threadCount: threads)).run().artifact.encoded()
        #expect(one == other)
    }

    @Test func checkListsTheFieldsAsTheSnapshotsSeeThem() throws {
        let world = try AttributesInTime()
        let report = try CheckRun(world.request(), on: Leads.pool).run()
        let stage = try #require(report.columns.first { $0.name == "stage" })
        #expect(stage.role == "ignored")
        #expect(report.columns.contains { $0.name == "crm" && $0.alone ?? 0 > 0.6 })
        #expect(report.summary(leads: "leads.csv").contains("--attributes"))
    }
}
