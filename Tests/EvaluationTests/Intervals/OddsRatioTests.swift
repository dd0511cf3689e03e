import Testing

@testable import Evaluation

@Suite struct OddsRatioTests {
    @Test func equalsStatsmodels() throws {
        let golden = try PairedGolden.load().oddsRatios
        #expect(golden.count == 4)
        for expected in golden {
            let n = expected.counts
            let found = try #require(OddsRatio(won: n[0], lost: n[1], othersWon: n[2], othersLost: n[3]))
            #expect(isClose(found.ratio.value, expected.ratio))
            #expect(isClose(found.ratio.low, expected.low, tolerance: 1e-10))
            #expect(isClose(found.ratio.high, expected.high, tolerance: 1e-10))
            #expect(isClose(found.pValue, expected.p, tolerance: 1e-10))
        }
    }

    @Test func needsSomethingToCompare() {
        #expect(OddsRatio(won: 0, lost: 0, othersWon: 3, othersLost: 4) == nil)
        #expect(OddsRatio(won: 3, lost: 4, othersWon: 0, othersLost: 0) == nil)
        #expect(OddsRatio(won: 3, lost: 0, othersWon: 4, othersLost: 0) == nil)
        #expect(OddsRatio(won: 3, lost: 0, othersWon: 0, othersLost: 4) != nil)
    }
}
