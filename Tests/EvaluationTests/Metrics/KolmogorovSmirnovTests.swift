import Evaluation
import Testing

@Suite struct KolmogorovSmirnovTests {
    @Test func isTheLargestGapOfTheROCCurve() throws {
        for seed in 0..<8 {
            let outcomes = try RandomLeads(rows: 80, seed: UInt64(seed), decimals: 1 + seed % 2).outcomes()
            let curve = try #require(ROCCurve(of: outcomes))
            let gap = curve.points.map { abs($0.truePositiveRate - $0.falsePositiveRate) }.max()
            #expect(isClose(try #require(KolmogorovSmirnov().value(of: outcomes)), try #require(gap)))
        }
    }
}
