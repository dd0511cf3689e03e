import Evaluation
import FeatureExtraction
import Foundation
import LeadHistory
import LearningCore
import ModelStorage
import Tabular
import Testing

@testable import LeadScoring

@Suite struct LeadsInTimeTests {
    @Test func eventsUpToTheSnapshotAreLearnedFromAndTheEndIsNot() throws {
        let report = try LeadsInTime().train().report
        let history = try #require(report.history)
        #expect(report.holdout?.split == "time")
        #expect((report.holdout?.report["roc_auc"]?.value ?? 0) > 0.7)
        #expect(Set(history.caseEnding.map(\.type)) == ["contract_signed", "case_declined"])
        // Whatever the tables hold by now, the end included, gives the outcome away.
        let xray = try #require(report.xray)
        #expect((xray.views[1].auc?.value ?? 0) > 0.99)
        #expect((xray.borrowed ?? 0) > 0.05)
    }

    @Test func nothingIsLost() throws {
        let history = try #require(try LeadsInTime().train().report.history)
        let events = try #require(history.events)
        #expect(
            events.rows == events.kept + events.rejected + events.withoutLead + events.withoutTime + events.orphans
                + events.repeated)
        let snapshots = history.snapshots
        let leftOut = [
            snapshots.alreadyClosed, snapshots.immature, snapshots.stillOpen, snapshots.afterTheData,
            snapshots.withoutCreation, snapshots.ignored, snapshots.wonWithoutTime,
        ]
        #expect(snapshots.candidates == snapshots.used + leftOut.reduce(0, +))
        #expect(snapshots.candidates == 600)
        #expect(snapshots.stillOpen > 20)
    }

    @Test func aTotalFilledInLaterIsALeakAndAnEarlyCountIsNone() throws {
        let report = try LeadsInTime().train().report
        let leaks = report.excluded.filter { $0.kind == .leak || $0.kind == .suspect }.map(\.column)
        #expect(leaks == ["opens_in_all"])
        let kept = try LeadsInTime().train { $0.allowedLeaks = ["opens_in_all"] }
        #expect(kept.report.keptLeaks == ["opens_in_all"])
        #expect(kept.artifact.features.inputs.map(\.name).contains("opens_in_all"))
    }

    @Test func eventFeaturesAreSteeredFromTheFile() throws {
        let world = try LeadsInTime(count: 300)
        func train(_ block: String) throws -> TrainingRun.Result {
            let file = try ScratchFile(
                """
                label: outcome
                events: \(world.events.path)
                snapshot-age: 24h
                model: boosted
                trees: 5
                event-features: \(block)
                """, name: "leadscore.yaml")
            let settings = try Settings(file: file.path, environment: [:])
            return try TrainingRun(TrainingRequest(settings, table: world.leads.path), on: Leads.pool).run()
        }
        let few = try train("{max-features: 3, windows: [6h]}").artifact.features.events
        #expect(few?.steps.count == 3)
        let open = try train("{only: [email_open], windows: [6h]}").artifact.features
        let names = open.schema.features.map(\.name)
        #expect(names.contains("events: count, 6 h") && !names.contains { $0.contains("7 d") && $0.contains("count") })
        // A type that ends a case is no feature, though it is asked for.
        let ends = try train("{only: [email_open, contract_signed]}").artifact.features.events
        #expect(ends?.steps.contains { "\($0)".contains("contract_signed") } == false)
        let fault = try #require(diagnosed { try train("{exclude: [email_opn]}") } as? Diagnostic)
        #expect(fault.code == "E102" && fault.evidence == ["did you mean \"email_open\"?"])
        #expect(fault.location?.hasSuffix("leadscore.yaml:6:28") == true, "\(fault.location ?? "")")
    }

    @Test func caseEndingTypesCanBeKeptByHandAndAreNamedAllTheSame() throws {
        let result = try LeadsInTime().train {
            $0.allowedLeaks = ["contract_signed", "case_declined"]
            // At an age at which some are closed but for the paperwork.
            $0.history.ages = [240 * LeadsInTime.hour]
        }
        #expect(result.report.history?.caseEnding.count == 2)
    }

    @Test(arguments: [[24.0], [24, 72]])
    func threadsDoNotChangeAByte(ages: [Double]) throws {
        let world = try LeadsInTime(count: 300)
        let files = try [1, 2, 4, 8].map { threads in
            let request = world.request { $0.history.ages = ages.map { $0 * LeadsInTime.hour } }
            return try TrainingRun(request, on: WorkerPool(threadCount: threads)).run().artifact.encoded()
        }
        #expect(Set(files).count == 1)
    }

    @Test func aModelWithEventsComesBackWhole() throws {
        let artifact = try LeadsInTime(count: 300).train().artifact
        let read = try ModelArtifact(decoding: artifact.encoded())
        #expect(read.features == artifact.features)
        #expect(read.input == artifact.input)
        #expect(read.features.events != nil)
    }

    /// The replay law: what was scored on a day is scored again for that day, to the last bit, though the log has grown.
    @Test(arguments: [400.0, 900, 1_500])
    func theScoresOfADayNeverChange(day: Double) throws {
        let artifact = try LeadsInTime().train { $0.history.ages = [24 * LeadsInTime.hour, 120 * LeadsInTime.hour] }
            .artifact
        let asOf = AsOf.time(LeadsInTime.start + day * LeadsInTime.hour)
        func scores(_ world: LeadsInTime) throws -> [LeadScore] {
            var scores: [LeadScore] = []
            _ = try ScoringRun(
                artifact, source: LeadSource(path: world.leads.path), events: LeadSource(path: world.events.path),
                asOf: asOf, reasons: 3, on: Leads.pool
            ).run(begin: { _, _ in }) { scores += $0.scores }
            return scores
        }
        let then = try scores(LeadsInTime(logEnds: day))
        #expect(then.count == 600)
        #expect(try scores(LeadsInTime()) == then)
    }

    /// Training, evaluation and scoring walk the same path.
    @Test func aSnapshotOfTrainingIsAScoreAsOfThatAge() throws {
        let world = try LeadsInTime()
        let artifact = try world.train().artifact
        let events = LeadSource(path: world.events.path)
        let judged = try JudgedLeads(artifact, LeadSource(path: world.leads.path), events: events, on: Leads.pool)
        let direct = try LeadScorer(artifact).scores(of: judged.frame, events: judged.events, on: Leads.pool)
        var scores: [LeadScore] = []
        _ = try ScoringRun(
            artifact, source: LeadSource(path: world.leads.path), events: events, asOf: AsOf("24h"), on: Leads.pool
        ).run(begin: { _, _ in }) { scores += $0.scores }
        #expect(judged.rows.map { scores[$0] } == direct)
        let result = try EvaluationRun(
            artifact, source: LeadSource(path: world.leads.path), events: events, on: Leads.pool
        )
        .run()
        #expect(result.isTrainingData)
        #expect(result.rows == judged.labels.count)
    }

    @Test(arguments: [300.0, 500])
    func aHorizonCountsWhatIsStillOpenAndWhatCameTooLate(hours: Double) throws {
        let world = try LeadsInTime()
        let table = try LeadTable.read(
            LeadSource(path: world.leads.path), LeadTable.Columns(label: "outcome"), mapping: LabelMapping(),
            on: Leads.pool)
        var request = HistoryRequest()
        request.horizon = hours * LeadsInTime.hour
        let moments = try LeadMoments(table, request, timeColumn: nil, on: Leads.pool)
        #expect(moments.report.stillOpen == 0)
        #expect(hours == 300 ? moments.report.lateWins > 20 : moments.report.immature > 10)
        let end = moments.report.dataEnd
        for (snapshot, isWon) in zip(moments.snapshots, moments.labels) {
            #expect(snapshot.asOf <= end - hours * LeadsInTime.hour)
            let closed = moments.cases.closed[snapshot.row]
            let wonInTime =
                moments.cases.outcomes[snapshot.row] == .won && closed <= snapshot.asOf + hours * LeadsInTime.hour
            #expect(isWon == wonInTime)
        }
    }

    @Test func snapshotsOfALeadStayTogether() throws {
        let world = try LeadsInTime()
        let request = world.request { $0.history.ages = [24, 48, 96].map { $0 * LeadsInTime.hour } }
        let table = try LeadTable.read(
            request.source, request.columns, mapping: request.mapping, history: request.history, on: Leads.pool)
        let leads = try ClosedLeads(table, request, on: Leads.pool)
        let split = try leads.order.holdout(labels: leads.labels, fraction: 0.2, seed: 0)
        let train = Set(split.train.map { leads.rows[$0] })
        #expect(train.isDisjoint(with: split.test.map { leads.rows[$0] }))
        #expect(leads.frame[SnapshotFrame.ageColumn] != nil)
    }
}

@Suite struct HistoryFaultTests {
    private func code(_ body: () throws -> Void) -> String? { (diagnosed(body) as? Diagnostic)?.code }

    @Test func whatIsMissingIsSaid() throws {
        let world = try LeadsInTime(count: 300)
        let artifact = try world.train().artifact
        let leads = LeadSource(path: world.leads.path)
        let events = LeadSource(path: world.events.path)
        #expect(code { _ = try EvaluationRun(artifact, source: leads, on: Leads.pool).run() } == "E140")
        #expect(code { try ScoringRun(artifact, source: leads, on: Leads.pool).scoreNothing() } == "E140")
        let plain = try world.train { $0.history = HistoryRequest() }.artifact
        #expect(code { try ScoringRun(plain, source: leads, events: events, on: Leads.pool).scoreNothing() } == "E103")
        #expect(
            code { try ScoringRun(plain, source: leads, asOf: AsOf("24h"), on: Leads.pool).scoreNothing() } == "E103")
        #expect(
            code {
                try ScoringRun(artifact, source: leads, events: events, asOf: AsOf("no column"), on: Leads.pool)
                    .scoreNothing()
            } == "E130")
        #expect(
            diagnosed {
                try ScoringRun(artifact, source: leads, events: events, asOf: AsOf("outcome"), on: Leads.pool)
                    .scoreNothing()
            } is TabularError)
        #expect(code { _ = try world.train { $0.history.eventColumns = ["lead": "nowhere"] } } == "E140")
        #expect(code { _ = try world.train { $0.history.eventColumns = ["leads": "lead_id"] } } == "E103")
        #expect(code { _ = try world.train { $0.history.outcomeTime = "nowhere" } } == "E101")
        #expect(code { _ = try world.train { $0.history.outcomeTime = "size" } } == "E141")
        #expect(code { _ = try world.train { $0.columns.time = "size" } } == "E141")
        #expect(code { _ = try world.train { $0.history.ages = [1e9] } } == "E120")
    }

    @Test func eventsThatCannotBeReadAreRejectedByLine() throws {
        let world = try LeadsInTime(count: 300)
        let text = try String(contentsOfFile: world.events.path, encoding: .utf8)
        let damaged = try ScratchFile(
            text.replacing("L7,2", with: "L7,not a time 2", maxReplacements: 1), name: "events.csv")
        let failing =
            diagnosed { try world.train { $0.history.events = LeadSource(path: damaged.path) } } as? Diagnostic
        #expect(failing?.code.hasPrefix("E2") == true)
        #expect(failing?.description.contains("not a time") == false)
        let result = try world.train {
            var source = LeadSource(path: damaged.path)
            source.options.badRows = .reject(limit: nil)
            $0.history.events = source
        }
        #expect(result.report.history?.events?.rejected == 1)
    }
}

extension ScoringRun {
    fileprivate func scoreNothing() throws { _ = try run(begin: { _, _ in }) { _ in } }
}
