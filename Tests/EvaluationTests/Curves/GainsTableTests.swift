import Evaluation
import Testing

@Suite struct GainsTableTests {
    @Test func slicesAddUp() throws {
        for seed in 0..<6 {
            let outcomes = try RandomLeads(
                rows: 133, seed: UInt64(seed), decimals: [nil, 1][seed % 2], weighted: seed > 2
            ).outcomes()
            let slices = try #require(GainsTable(of: outcomes)).slices
            #expect(slices.map(\.number) == Array(1...10))
            #expect(isClose(slices.reduce(0) { $0 + $1.rows }, outcomes.ranking.total))
            #expect(isClose(slices.reduce(0) { $0 + $1.won }, outcomes.ranking.totalWon))
            #expect(slices.last?.cumulativeCapture == 1 && slices.last?.cumulativeLift == 1)
            #expect(slices.allSatisfy { $0.won >= 0 && $0.rate <= 1 + 1e-12 })
        }
    }

    @Test func agreesWithLiftAndCapture() throws {
        let outcomes = try RandomLeads(rows: 200, seed: 5, decimals: 2).outcomes()
        let slices = try #require(GainsTable(of: outcomes, sliceCount: 20)).slices
        for (number, fraction) in [(1, 0.05), (2, 0.1), (4, 0.2)] {
            let slice = slices[number - 1]
            #expect(isClose(slice.cumulativeCapture, try #require(Capture(at: fraction).value(of: outcomes))))
            #expect(isClose(slice.cumulativeLift, try #require(Lift(at: fraction).value(of: outcomes))))
        }
        #expect(isClose(slices[0].lift, slices[0].cumulativeLift))
    }

    @Test func needsAWonRow() throws {
        #expect(GainsTable(of: try ScoredOutcomes(probabilities: [0.3], labels: [false])) == nil)
    }
}
