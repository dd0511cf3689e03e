import LearningCore
import Testing

@testable import Evaluation

@Suite struct TopSelectionTests {
    @Test func tiesAtTheCutShareWhatIsLeft() throws {
        let outcomes = try ScoredOutcomes(
            logOdds: [1, 5, 3, 3, 3, 0], labels: [true, false, true, false, false, true])
        let two = TopSelection(of: outcomes, capacity: 2)
        #expect(areClose(two.chances, [0, 1, 1.0 / 3, 1.0 / 3, 1.0 / 3, 0]))
        #expect(TopSelection(of: outcomes, capacity: 4).chances == [0, 1, 1, 1, 1, 0])
        #expect(TopSelection(of: outcomes, capacity: 99).chances == [1, 1, 1, 1, 1, 1])
        #expect(TopSelection(of: outcomes, capacity: -1).chances == [0, 0, 0, 0, 0, 0])
    }

    @Test(arguments: [0.0, 1, 7.5, 40, 80])
    func agreesWithTheRanking(capacity: Double) throws {
        let outcomes = try RandomLeads(rows: 80, seed: 4, decimals: 1).outcomes()
        let selection = TopSelection(of: outcomes, capacity: capacity)
        #expect(isClose(selection.chances.reduce(0, +), capacity))
        let won = zip(selection.chances, outcomes.labels).reduce(0) { $1.1 ? $0 + $1.0 : $0 }
        #expect(isClose(won, outcomes.ranking.wonWithin(best: capacity)))
    }

    @Test func neededIsTheInverseOfWon() throws {
        let ranking = try RandomLeads(rows: 200, seed: 5, decimals: 2).outcomes().ranking
        for count in stride(from: 0.5, through: ranking.totalWon, by: 0.7) {
            let needed = ranking.weightNeeded(toWin: count)
            #expect(isClose(ranking.wonWithin(best: needed), count))
            // Nothing less would do.
            #expect(ranking.wonWithin(best: needed * 0.999_999) < count)
        }
        #expect(ranking.weightNeeded(toWin: 0) == 0)
        #expect(ranking.weightNeeded(toWin: ranking.totalWon + 1) == ranking.total)
    }
}
