import LearningCore
import ModelStorage
import Tabular
import Testing

@testable import LeadScoring

@Suite struct ReasonRatesTests {
    private func dataset(_ columns: [FeatureColumn], levels: [Int?], labels: [Bool]) throws -> Dataset {
        let features = levels.enumerated().map { place, count in
            Feature(
                name: "f\(place)",
                kind: count.map { .categorical(levels: (0..<$0).map { "L\($0)" }) } ?? .numeric)
        }
        return try Dataset(
            features: FeatureMatrix(schema: FeatureSchema(features), columns: columns), labels: labels)
    }

    @Test func everyLeadIsCountedOnce() throws {
        var generator = SeededGenerator(seed: 3)
        let count = 1_003
        let labels = (0..<count).map { _ in generator.nextUniform() < 0.3 }
        let numbers = (0..<count).map { $0 % 11 == 0 ? .nan : generator.nextUniform() * 100 }
        let visits = (0..<count).map { _ in Double(generator.nextIndex(below: 4)) }
        let codes = (0..<count).map { Int32($0 % 5) - 1 }
        let rates = ReasonRates(
            of: try dataset(
                [.numeric(numbers), .numeric(visits), .categorical(codes)], levels: [nil, nil, 4], labels: labels),
            on: Leads.pool)
        for table in rates.tables {
            #expect(table.leads.reduce(0, +) == count)
            #expect(table.won.reduce(0, +) == labels.count { $0 })
        }
        let table = rates.tables[0]
        #expect(table.cuts.count == 9 && !table.isWhole)
        // Bins of about equally many, and a last entry of those without a number.
        #expect(table.leads.dropLast().allSatisfy { (80...105).contains($0) })
        #expect(table.leads.last == (0..<count).count { $0 % 11 == 0 })
        let bin = (0..<count).filter { numbers[$0] >= table.cuts[3] && numbers[$0] < table.cuts[4] }
        #expect(table.leads[4] == bin.count && table.won[4] == bin.count { labels[$0] })
        // Four values are four bins.
        #expect(rates.tables[1].cuts == [1, 2, 3] && rates.tables[1].isWhole)
        #expect(rates.tables[2].leads.count == 5 && rates.tables[2].leads[4] == codes.count { $0 == -1 })
    }

    @Test func columnsWithoutValuesHaveNoBins() throws {
        let rates = ReasonRates(
            of: try dataset(
                [.numeric([.nan, .nan]), .numeric([7, 7])], levels: [nil, nil], labels: [true, false]),
            on: Leads.pool)
        #expect(rates.tables.map(\.cuts) == [[], []])
        #expect(rates.tables.map(\.leads) == [[0, 2], [2, 0]])
        #expect(rates.tables[0].entry(of: .nan) == 1 && rates.tables[1].entry(of: 9.0) == 0)
    }

    /// What decides is said first: for 95 of 100 leads that one column decides, it is the first reason.
    @Test(arguments: [ModelChoice.logistic, .boosted])
    func thePlantedDriverIsTheFirstReason(model: ModelChoice) throws {
        let count = 2_500
        var generator = SeededGenerator(seed: 11)
        let referred = (0..<count).map { _ in generator.nextUniform() < 0.25 }
        let others = (0..<4).map { _ in (0..<count).map { _ in generator.nextIndex(below: 21) } }
        func part(_ other: Int, _ row: Int) -> Double { 0.05 * (Double(others[other][row]) - 10) }
        var leads = Leads(count: count, seed: 12) { row, _ in
            LogisticLoss.probability(
                logOdds: -1 + (referred[row] ? 2.4 : 0) + others.indices.reduce(0) { $0 + part($1, row) })
        }
        leads.add("referred") { referred[$0] ? "friend" : "none" }
        for other in others.indices { leads.add("number\(other)") { "\(others[other][$0])" } }
        let file = try ScratchFile(leads.csv)
        var request = TrainingRequest(source: LeadSource(path: file.path), label: "outcome")
        request.model = model
        request.treeCount = 40
        request.allowedLeaks = ["referred"]
        let scorer = LeadScorer(try TrainingRun(request, on: Leads.pool).run().artifact)
        let scores = try scorer.scores(of: leads.frame(), reasons: 5, on: Leads.pool)
        // Against the average lead the driver adds 2.4 · 0.75 or takes 2.4 · 0.25.
        let decided = (0..<count).filter { row in
            let driver = referred[row] ? 1.8 : 0.6
            return driver > 2 * (others.indices.map { abs(part($0, row)) }.max() ?? 0)
        }
        let first = decided.count { scores[$0].reasons.first?.field == "referred" }
        #expect(decided.count > 500)
        #expect(Double(first) >= 0.95 * Double(decided.count))
        // And what stands behind it is what became of such leads.
        let row = try #require(decided.first { referred[$0] })
        let reason = try #require(scores[row].reasons.first)
        let rate = try #require(reason.rate)
        #expect(
            rate.leads == referred.count { $0 } && rate.won == (0..<count).count { referred[$0] && leads.labels[$0] })
        #expect(reason.description.contains(" of \(rate.leads) such leads won, all "))
    }
}
