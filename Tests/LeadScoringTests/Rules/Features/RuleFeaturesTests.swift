import Evaluation
import FeatureExtraction
import Foundation
import LeadHistory
import LearningCore
import ModelStorage
import RuleScoring
import Tabular
import Testing

@testable import LeadScoring

@Suite struct RuleFeaturesTests {
    /// Opens on the first day, sums that decay, and things a model must not be shown: the outcome, a total that is filled
    /// in later, and the events that end a case.
    private static let rules = """
        schema: leadscore.rules/1
        name: trial
        fields: {result: [outcome], total: [opens_in_all]}
        axes:
          fit: {min: -50, max: 100, groups: [size]}
          engagement: {min: 0, max: 200, groups: [mail, end]}
        groups:
          size:
            rules:
              - {id: large, when: {attr: size, gte: 60}, points: 12}
              - {id: small, when: {attr: size, lt: 10}, points: -7}
              - {id: everybody, points: 3}
              - {id: won, when: {attr: result, eq: won}, points: 50}
              - {id: busy, when: {attr: total, gte: 8}, points: 50}
          mail:
            rules:
              - {id: opened, when: {event: email_open}, points: 4, repeat: {mode: per_event}, decay: {type: half_life, half_life: 12h}}
              - {id: any, when: {event: any}, points: 1, repeat: {mode: per_event}}
              - {id: colleague, when: {event: email_open, scope: account}, points: 9}
          end:
            rules:
              - {id: signed, when: {event: contract_signed}, points: 90}
        """

    private static func train(
        _ world: LeadsInTime, rules text: String = rules, _ change: (inout TrainingRequest) -> Void = { _ in }
    ) throws -> TrainingRun.Result {
        let file = try ScratchFile(text, name: "rules.yaml")
        return try world.train {
            $0.rules = file.path
            change(&$0)
        }
    }

    @Test func pointsBecomeFeatures() throws {
        let result = try Self.train(LeadsInTime(count: 400))
        let names = result.artifact.features.inputs.map(\.name)
        for name in [
            "rules: fit", "rules: engagement", "rule: large points", "rule: small points", "rule: opened points",
            "rule: any points",
        ] { #expect(names.contains(name)) }
        // What is the same for all, or must not be seen, is no feature.
        for name in ["everybody", "won", "busy", "signed", "colleague"] {
            #expect(!names.contains("rule: \(name) points"))
        }
        let stored = try #require(result.artifact.rules)
        #expect(stored.columns == ["size": .number])
        #expect(stored.hiddenTypes == ["case_declined", "contract_signed"])
        let warnings = result.report.warnings
        #expect(warnings.contains { $0.contains("\"opens_in_all\", \"outcome\"") })
        #expect(warnings.contains { $0.contains("account or contact") })
        #expect(result.report.notes == ["6 of 11 columns of points of the rules \"trial\" are features"])
        #expect(ModelInspection(of: result.artifact).summary.contains("Rules \"trial\": 6 of the features"))
    }

    /// The same numbers as `rules score` gives as of the snapshot, for rules that ask for nothing hidden.
    @Test func theColumnsAreThePointsOfTheRules() throws {
        let world = try LeadsInTime(count: 200)
        let text = """
            schema: leadscore.rules/1
            axes: {engagement: {min: 0, max: 200, groups: [mail]}}
            groups:
              mail:
                rules:
                  - {id: opened, when: {event: email_open}, points: 4, repeat: {mode: per_event}, decay: {type: half_life, half_life: 12h}}
            """
        let artifact = try Self.train(world, rules: text).artifact
        let events = LeadSource(path: world.events.path)
        let judged = try JudgedLeads(artifact, LeadSource(path: world.leads.path), events: events, on: Leads.pool)
        guard case .number(let found)? = judged.frame["rules: engagement"]?.values else {
            Issue.record("no column of points")
            return
        }
        let file = try ScratchFile(text, name: "rules.yaml")
        let prepared = try RuleScoringRun(
            RuleFiles.load(file.path), source: LeadSource(path: world.leads.path), events: world.events.path,
            asOf: .time(0)
        ).prepared(on: Leads.pool)
        let asOf = try #require(judged.asOf)
        for (place, row) in judged.rows.enumerated() {
            let points = prepared.plan.explanation(ofRow: row, asOf: asOf[place]).axes[0].points.value
            #expect(found[place] == points)
        }
        #expect(Set(found).count > 20)
    }

    /// Scoring needs no rule file, gives the same bytes through a saved file, and what training saw.
    @Test func theModelKeepsItsRules() throws {
        let world = try LeadsInTime(count: 300)
        let artifact = try Self.train(world).artifact
        let read = try ModelArtifact(decoding: artifact.encoded())
        #expect(read.rules == artifact.rules)
        let events = LeadSource(path: world.events.path)
        func scores(_ artifact: ModelArtifact, threads: Int) throws -> [LeadScore] {
            var scores: [LeadScore] = []
            _ = try ScoringRun(
                artifact, source: LeadSource(path: world.leads.path), events: events, asOf: AsOf("24h"), reasons: 3,
                on: WorkerPool(threadCount: threads)
            ).run(begin: { _, _ in }) { scores += $0.scores }
            return scores
        }
        let mine = try scores(artifact, threads: 1)
        #expect(try scores(read, threads: 4) == mine)
        let judged = try JudgedLeads(artifact, LeadSource(path: world.leads.path), events: events, on: Leads.pool)
        let direct = try LeadScorer(read).scores(of: judged.frame, events: judged.events, reasons: 3, on: Leads.pool)
        #expect(judged.rows.map { mine[$0] } == direct)
        let result = try EvaluationRun(
            read, source: LeadSource(path: world.leads.path), events: events, on: Leads.pool
        ).run()
        #expect(result.isTrainingData)
        // A table without the columns of points, as a library user has it.
        let bare = DataFrame(
            judged.frame.columns.filter { !$0.name.hasPrefix("rule") }, rowCount: judged.frame.rowCount)
        #expect(
            try LeadScorer(read).scores(of: bare, events: judged.events, reasons: 3, on: Leads.pool) == direct)
    }

    /// The replay law: as of a day the points never change, though the log grows.
    @Test(arguments: [200.0, 500, 900])
    func thePointsOfADayNeverChange(day: Double) throws {
        let stored = try #require(try Self.train(LeadsInTime(count: 400)).artifact.rules)
        let features = try RuleFeatures(stored)
        func columns(_ world: LeadsInTime) throws -> [Column] {
            let source = LeadSource(path: world.leads.path)
            let table = try TableReader(path: source.path, pool: Leads.pool).read(.inferAll)
            let id = try #require(table.frame["id"])
            let log = try EventTable(LeadSource(path: world.events.path), columns: [:], on: Leads.pool)
                .log(of: id, id: "id", on: Leads.pool)
            let snapshots = (0..<table.frame.rowCount).map {
                Snapshot(row: $0, asOf: LeadsInTime.start + day * LeadsInTime.hour)
            }
            return try features.adding(
                to: table.frame, events: SnapshotEvents(log: log, snapshots: snapshots), on: Leads.pool
            ).columns.filter { $0.name.hasPrefix("rule") }
        }
        let then = try columns(LeadsInTime(count: 400, logEnds: day))
        #expect(then.count == stored.features.count)
        let now = try columns(LeadsInTime(count: 400))
        for (left, right) in zip(then, now) {
            #expect(left.name == right.name)
            let pairs = zip(left.numbers ?? [], right.numbers ?? [])
            #expect(pairs.allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN })
        }
    }

    /// Without events the rules on attributes alone are scored; words for yes and no are compared as they stand.
    @Test func attributesAlone() throws {
        var leads = Leads(count: 400, seed: 3) { row, _ in row % 4 == 0 ? 0.8 : 0.2 }
        leads.add("opted in") { $0 % 4 == 0 ? "y" : "n" }
        leads.add("size") { String($0 % 7) }
        let file = try ScratchFile(leads.csv)
        let rules = try ScratchFile(
            """
            schema: leadscore.rules/1
            groups:
              g:
                rules:
                  - {id: both, when: {all: [{attr: opted_in, eq: y}, {attr: size, lt: 4}]}, points: 5}
                  - {id: event, when: {event: email_open}, points: 5}
            """, name: "rules.yaml")
        var request = TrainingRequest(source: LeadSource(path: file.path), label: "outcome")
        request.rules = rules.path
        request.model = .logistic
        request.effort = .quick
        let result = try TrainingRun(request, on: Leads.pool).run()
        #expect(result.artifact.rules?.columns == ["opted in": .text, "size": .number])
        #expect(result.artifact.rules?.features == ["rules: score", "rule: both points"])
        #expect(result.report.warnings.contains { $0.contains("--events FILE") })
        var count = 0
        _ = try ScoringRun(result.artifact, source: LeadSource(path: file.path), reasons: 2, on: Leads.pool).run(
            begin: { _, _ in }
        ) { count += $0.scores.count }
        #expect(count == 400)
    }

    /// Personas part the leads: each gets a model of its own where that pays (R-PER-1), and scoring needs no rule file.
    @Test func aModelForEachPersona() throws {
        var leads = Leads(count: 3_000, seed: 21) { row, _ in
            // What wins one kind of lead loses the other.
            (row % 2 == 0) == (row % 10 < 5) ? 0.8 : 0.2
        }
        leads.add("title") { $0 % 2 == 0 ? "chief of staff \($0 % 7)" : "clerk \($0 % 7)" }
        leads.add("visits") { String($0 % 10) }
        let file = try ScratchFile(leads.csv)
        let rules = try ScratchFile(
            """
            schema: leadscore.rules/1
            personas: [{id: boss, when: {attr: title, contains: chief}}, {id: default}]
            groups: {g: {rules: [{id: busy, when: {attr: visits, gte: 7}, points: 5}]}}
            """, name: "rules.yaml")
        var request = TrainingRequest(source: LeadSource(path: file.path), label: "outcome")
        request.rules = rules.path
        request.columns.segment = RuleFeatures.personaColumn
        request.model = .logistic
        request.effort = .quick
        let result = try TrainingRun(request, on: Leads.pool).run()
        #expect(result.artifact.rules?.features.contains(RuleFeatures.personaColumn) == true)
        #expect(result.report.segments.map(\.value).sorted() == ["boss", "default"])
        #expect(result.report.segments.count { $0.hasOwnModel } > 0)
        let read = try ModelArtifact(decoding: result.artifact.encoded())
        var scores: [LeadScore] = []
        _ = try ScoringRun(read, source: LeadSource(path: file.path), on: Leads.pool).run(begin: { _, _ in }) {
            scores += $0.scores
        }
        #expect(scores.count == 3_000)
        // Without rules there is no such column.
        request.rules = nil
        #expect((diagnosed { try TrainingRun(request, on: Leads.pool).run() } as? Diagnostic)?.code == "E101")
    }

    @Test func rulesThatCannotBeUsed() throws {
        let world = try LeadsInTime(count: 200)
        let head = "schema: leadscore.rules/1\ngroups: {g: {rules: [{id: a, points: 1"
        #expect((diagnosed { try Self.train(world, rules: head + "}]}}") } as? Diagnostic)?.code == "E132")
        #expect(
            (diagnosed { try Self.train(world, rules: head + ", when: {attr: outcome, eq: won}}]}}") } as? Diagnostic)?
                .code == "E132")
        #expect((diagnosed { try Self.train(world, rules: head) } as? Diagnostic)?.exitStatus == 78)
        #expect((diagnosed { try world.train { $0.rules = "nowhere.yaml" } } as? Diagnostic)?.code == "E211")
        let forged = StoredRules(name: "x", text: "{", columns: [:], hiddenTypes: [], features: ["rules: score"])
        #expect((diagnosed { try RuleFeatures(forged) } as? Diagnostic)?.code == "E401")
    }
}
