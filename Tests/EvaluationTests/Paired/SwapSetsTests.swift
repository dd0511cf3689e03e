import LearningCore
import Testing

@testable import Evaluation

@Suite struct SwapSetsTests {
    /// Two scores of the same leads; the second is heavily tied.
    private func pair(rows: Int = 300, seed: UInt64 = 6) throws -> (ScoredOutcomes, ScoredOutcomes) {
        let leads = RandomLeads(rows: rows, seed: seed)
        var generator = SeededGenerator(seed: seed, stream: 3)
        let points = leads.probabilities.map { ((0.5 * $0 + 0.5 * generator.nextUniform()) * 6).rounded() }
        return (try leads.outcomes(), try ScoredOutcomes(logOdds: points, labels: leads.labels))
    }

    @Test(arguments: [0.0, 10, 61.5, 300])
    func setsAddUp(capacity: Double) throws {
        let (first, second) = try pair()
        let sets = try SwapSets(first, second, capacity: capacity)
        let cells = [sets.both, sets.firstOnly, sets.secondOnly, sets.neither]
        #expect(isClose(cells.reduce(0) { $0 + $1.leads }, 300))
        #expect(isClose(cells.reduce(0) { $0 + $1.won }, first.ranking.totalWon))
        #expect(isClose(sets.both.leads + sets.firstOnly.leads, capacity))
        #expect(isClose(sets.both.leads + sets.secondOnly.leads, capacity))
        #expect(isClose(sets.both.won + sets.firstOnly.won, first.ranking.wonWithin(best: capacity)))
        #expect(isClose(sets.both.won + sets.secondOnly.won, second.ranking.wonWithin(best: capacity)))
        #expect((0...1).contains(sets.overlap))
    }

    /// Counts are what a random order of the ties gives on average.
    @Test func tiesAreExpectations() throws {
        let (first, second) = try pair(rows: 60)
        let sets = try SwapSets(first, second, capacity: 20)
        let chosen = TopSelection(of: first, capacity: 20).chances.map { $0 > 0.5 }
        var generator = SeededGenerator(seed: 8)
        let runs = 4_000
        var both = 0
        var wonBySecond = 0
        for _ in 0..<runs {
            let noise = (0..<60).map { _ in generator.nextUniform() }
            let order = (0..<60).sorted { (second.scores[$0], noise[$0]) > (second.scores[$1], noise[$1]) }
            for row in order.prefix(20) {
                if chosen[row] { both += 1 }
                if !chosen[row], first.labels[row] { wonBySecond += 1 }
            }
        }
        // Standard errors of the means are about 0.02.
        #expect(abs(Double(both) / Double(runs) - sets.both.leads) < 0.1)
        #expect(abs(Double(wonBySecond) / Double(runs) - sets.secondOnly.won) < 0.1)
    }

    @Test func theOrderOfTheFileDoesNotMatter() throws {
        let (first, second) = try pair()
        let order = Array((0..<300).reversed())
        let turned = try SwapSets(
            ScoredOutcomes(probabilities: order.map { first.scores[$0] }, labels: order.map { first.labels[$0] }),
            ScoredOutcomes(logOdds: order.map { second.scores[$0] }, labels: order.map { second.labels[$0] }),
            capacity: 45)
        let plain = try SwapSets(first, second, capacity: 45)
        #expect(isClose(turned.both.leads, plain.both.leads) && isClose(turned.both.won, plain.both.won))
        #expect(isClose(turned.mcNemar.midPValue, plain.mcNemar.midPValue))
    }

    @Test func aScoreSharesAllChoicesWithItself() throws {
        let first = try RandomLeads(rows: 100, seed: 3).outcomes()
        let sets = try SwapSets(first, first, capacity: 30)
        #expect(isClose(sets.overlap, 1) && sets.firstOnly.leads == 0 && sets.firstOnly.rate == nil)
        #expect(sets.mcNemar.midPValue == 1)
    }

    @Test func refusesOtherLeads() throws {
        let first = try ScoredOutcomes(logOdds: [1, 2], labels: [true, false])
        let other = try ScoredOutcomes(logOdds: [1, 2], labels: [true, true])
        #expect(throws: EvaluationError.differentLeads(row: 1)) { try SwapSets(first, other, capacity: 1) }
    }
}
