import Evaluation
import Foundation
import LearningCore
import ModelStorage
import Tabular
import Testing

@testable import LeadScoring

@Suite struct ModelReportTests {
    private struct World {
        let leads: ScratchFile
        let model: String

        /// Leads of which one column decides much, but not so much that it is taken for a leak, one a little, one nothing.
        init(holdout: Double?) throws {
            var leads = Leads(count: 600, seed: 7) { row, _ in row % 3 == 0 ? 0.6 : row % 5 == 0 ? 0.25 : 0.12 }
            leads.add("strong") { $0 % 3 == 0 ? "yes please" : "no thanks" }
            leads.add("weak") { $0 % 5 == 0 ? "often" : "seldom" }
            leads.add("nothing") { "\($0 % 7)" }
            leads.add("made") { "2025-\($0 / 50 < 9 ? "0" : "")\($0 / 50 + 1)-15" }
            let file = try ScratchFile(leads.csv)
            var request = TrainingRequest(source: LeadSource(path: file.path), label: "outcome")
            request.columns.time = "made"
            request.model = .logistic
            request.effort = .quick
            request.holdout = holdout
            model = URL(fileURLWithPath: file.path).deletingLastPathComponent().appendingPathComponent("m").path
            _ = try TrainingRun(request, on: Leads.pool).train(savingTo: model)
            self.leads = file
        }

        func report(_ change: (inout ModelReportRun.Request) -> Void = { _ in }) throws -> ModelReport {
            var request = ModelReportRun.Request(modelPath: model, source: LeadSource(path: leads.path))
            change(&request)
            return try ModelReportRun(try ModelFiles.load(model), request, on: Leads.pool).run()
        }
    }

    @Test func ofTheTrainingTableTheHeldOutLeadsAreJudged() throws {
        let world = try World(holdout: 0.2)
        let report = try world.report()
        let holdout = try #require(try ModelFiles.load(world.model).provenance.holdout)
        #expect(report.leads.scope == .heldOut && report.leads.rows == holdout.rows)
        // The figures are those training itself found.
        let auc = try #require(holdout.metrics.first { $0.name == "roc_auc" })
        #expect(abs((report.evaluation["roc_auc"]?.value ?? 0) - auc.value) < 1e-12)
        #expect(try World(holdout: nil).report().leads.scope == .training)
    }

    @Test func theStrongestColumnIsTheFirstDriver() throws {
        let drivers = try World(holdout: 0.2).report().background.drivers
        #expect(drivers.first?.field == "strong")
        #expect(drivers.first?.raises?.name == "yes please" && drivers.first?.lowers?.name == "no thanks")
        #expect(zip(drivers, drivers.dropFirst()).allSatisfy { $0.effect >= $1.effect })
    }

    @Test func partsAddUpToTheWhole() throws {
        let world = try World(holdout: nil)
        let report = try world.report { $0.segment = "weak" }
        for parts in [report.time, report.segment] {
            let parts = try #require(parts).parts
            #expect(parts.reduce(0) { $0 + $1.rows } == report.leads.rows)
            #expect(parts.reduce(0) { $0 + $1.positives } == report.leads.positives)
        }
        #expect(report.time?.parts.map(\.name).first == "2025-01" && report.time?.parts.count == 12)
        #expect(report.histogram.reduce(0, +) == report.leads.rows)
    }

    @Test func capacityAndProfitFollowFromTheGains() throws {
        let world = try World(holdout: nil)
        let report = try world.report {
            $0.capacity = .leads(90)
            $0.value = 100
            $0.cost = 20
        }
        let asked = try #require(report.capacity.first { $0.isAsked })
        #expect(asked.leads == 90 && abs(asked.share - 0.15) < 1e-12)
        let profit = try #require(report.profit)
        let gains = try #require(report.curves.first { $0.kind == .gains })
        for (point, gain) in zip(profit.points, gains.points) {
            let expected =
                100 * gain.height.value * Double(report.leads.positives) - 20 * gain.x * Double(report.leads.rows)
            #expect(abs(point.profit.value - expected) < 1e-6)
        }
        #expect(profit.points.allSatisfy { $0.profit.value <= profit.best.profit.value })
        #expect(profit.flatFrom <= profit.best.share && profit.best.share <= profit.flatTo)
        #expect(abs(profit.points[100].profit.value - (100 * Double(report.leads.positives) - 12_000)) < 1e-6)
    }

    @Test func examplesAreTheOnesTheyAreCalled() throws {
        let chosen = ExampleLead.chosen(
            logOdds: [3, 2, 1, 0, -1, -2, -3], labels: [true, true, false, true, false, true, false])
        #expect(chosen.map(\.row) == [0, 1, 2, 3, 6, 5])
        #expect(chosen.map(\.role) == [.best, .best, .best, .middle, .lowest, .lowestWon])
        #expect(ExampleLead.chosen(logOdds: [], labels: []).isEmpty)
        #expect(ExampleLead.chosen(logOdds: [1], labels: [false]).map(\.row) == [0])
    }

    @Test func numbersAreGroupedInQuartersWithTiesTogether() {
        let column = Column(name: "n", values: .number([1, 2, 3, 4, 5, 6, 7, 8, .nan]), states: nil)
        #expect(ColumnGroups(column).groups.map(\.rows) == [[0, 1], [2, 3], [4, 5], [6, 7]])
        let tied = Column(name: "n", values: .number([Double](repeating: 1, count: 9) + [2]), states: nil)
        let groups = ColumnGroups(tied).groups
        #expect(groups.map(\.name) == ["1", "2"] && groups.map(\.rows.count) == [9, 1])
        let words = Column(
            name: "w", values: .text(.dictionary(codes: [0, 1, 1, -1, -1], levels: ["a", "b"])),
            states: [.value, .value, .value, .absent, .placeholder])
        #expect(ColumnGroups(words).groups.map(\.name) == ["b", "a", "blank", "nothing chosen"])
    }

    @Test func manyMonthsBecomeQuartersOrYears() {
        let month = 30.5 * 86_400
        let few = TimeParts.calendarParts((0..<12).map { Double($0) * 30.44 * 86_400 + 14 * 86_400 })
        #expect(few.names.first == "1970-01" && few.names.count == 12)
        let more = TimeParts.calendarParts((0..<60).map { Double($0) * month })
        #expect(more.names.first == "1970 Q1" && more.names.count <= 24)
        let many = TimeParts.calendarParts((0..<1_000).map { Double($0) * month })
        #expect(many.names.count <= 24 && many.names.allSatisfy { $0.count == 4 })
        #expect(TimeParts.calendarParts([.nan]).names.isEmpty)
    }

    @Test func theCommandNamesWhatBearsOnThePageAlone() {
        let words = [
            "/usr/bin/leadscore", "report", "m", "my leads.csv", "-o", "x.html", "--threads=3", "--seed", "4", "-q",
            "--open",
        ]
        #expect(Toolkit.commandLine(words) == "leadscore report m 'my leads.csv' --seed 4")
    }
}
