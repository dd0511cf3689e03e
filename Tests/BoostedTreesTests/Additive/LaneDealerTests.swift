import LearningCore
import Testing

@testable import BoostedTrees

@Suite struct LaneDealerTests {
    private func dealer(_ bins: [UInt8], _ labels: [Bool], units: [Int32]? = nil, seed: UInt64 = 0) -> LaneDealer {
        LaneDealer(bins: [WorkingMemory(bins, padding: 0)], labels: labels, units: units, seed: seed)
    }

    @Test func everyLaneLeavesOutAnEighthOfEitherOutcome() {
        let bins = (0..<1_000).map { UInt8($0 % 251) }
        let labels = (0..<1_000).map { $0 % 10 == 0 }
        let dealt = dealer(bins, labels).leftOut
        for won in [true, false] {
            let sums = dealt.indices.filter { labels[$0] == won }.reduce(SIMD8<Int32>()) { $0 &+ dealt[$1] }
            #expect(sums.max() - sums.min() <= 1)
        }
        #expect(dealt.allSatisfy { $0.wrappedSum() == 1 })
    }

    /// Equal rows are dealt in turn, so that no lane leaves out all of them.
    @Test func equalRowsAreSpread() {
        let dealt = dealer([UInt8](repeating: 7, count: 80), [Bool](repeating: true, count: 80)).leftOut
        #expect(dealt.reduce(SIMD8<Int32>(), &+) == SIMD8(repeating: 10))
    }

    /// What the lanes leave out of each kind of row depends neither on the order of rows nor on how weight is written.
    @Test func aWeightIsTheRowRepeatedWhateverTheOrder() {
        let bins = (0..<60).map { UInt8($0) }
        let labels = bins.map { $0 % 3 == 0 }
        let counts = bins.map { 1 + Int32($0 % 20) }
        let weighted = dealer(bins, labels, units: counts, seed: 3)
        let repeated = (0..<20).reversed().flatMap { round in bins.indices.filter { counts[$0] > round } }
        let single = dealer(repeated.map { bins[$0] }, repeated.map { labels[$0] }, seed: 3)
        for row in bins.indices {
            let parts = repeated.indices.filter { repeated[$0] == row }
            #expect(parts.reduce(SIMD8<Int32>()) { $0 &+ single.leftOut[$1] } == weighted.leftOut[row])
            #expect(weighted.learned[row] &+ weighted.leftOut[row] == SIMD8(repeating: counts[row]))
        }
    }
}
