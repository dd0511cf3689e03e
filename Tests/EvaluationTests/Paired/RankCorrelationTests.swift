import LearningCore
import Testing

@testable import Evaluation

@Suite struct RankCorrelationTests {
    @Test func equalsSciPyAndR() throws {
        let golden = try PairedGolden.load().correlations
        #expect(golden.count == 4)
        for expected in golden {
            let found = try #require(RankCorrelation(expected.x, expected.y))
            #expect(isClose(found.spearman, expected.spearman))
            #expect(isClose(found.kendall, expected.kendall))
        }
    }

    @Test(arguments: 0..<20)
    func kendallIsTheCountOfPairs(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let x = (0..<37).map { _ in Double(generator.nextIndex(below: 6)) }
        let y = (0..<37).map { _ in Double(generator.nextIndex(below: 4)) }
        var (agreeing, opposed, inFirst, inSecond) = (0.0, 0.0, 0.0, 0.0)
        for i in x.indices {
            for j in 0..<i {
                let product = (x[i] - x[j]) * (y[i] - y[j])
                if product > 0 { agreeing += 1 }
                if product < 0 { opposed += 1 }
                if x[i] != x[j] { inFirst += 1 }
                if y[i] != y[j] { inSecond += 1 }
            }
        }
        let found = try #require(RankCorrelation(x, y))
        #expect(isClose(found.kendall, (agreeing - opposed) / (inFirst * inSecond).squareRoot()))
    }

    @Test func onlyRanksMatter() throws {
        let x = [3.0, 1, 4, 1, 5, 9, 2, 6]
        let y = [2.0, 7, 1, 8, 2, 8, 1, 8]
        let plain = try #require(RankCorrelation(x, y))
        let bent = try #require(RankCorrelation(x.map { $0 * $0 * $0 - 5 }, y))
        #expect(bent == plain)
        let reversed = try #require(RankCorrelation(x.map { -$0 }, y))
        #expect(isClose(reversed.kendall, -plain.kendall) && isClose(reversed.spearman, -plain.spearman))
        let same = try #require(RankCorrelation(x, x))
        #expect(isClose(same.kendall, 1) && isClose(same.spearman, 1))
    }

    @Test func whatIsConstantHasNone() {
        #expect(RankCorrelation([1, 1, 1], [1, 2, 3]) == nil)
        #expect(RankCorrelation([1, 2, 3], [5, 5, 5]) == nil)
        #expect(RankCorrelation([], []) == nil && RankCorrelation([1], [2]) == nil)
        #expect(RankCorrelation([1, 2], [1]) == nil)
    }
}
