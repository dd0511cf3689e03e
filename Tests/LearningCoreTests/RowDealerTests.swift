import LearningCore
import Testing

@Suite struct RowDealerTests {
    private func hashes(_ values: [Int]) -> [UInt64] { values.map { SplitMix64.mix(UInt64($0)) } }

    @Test(arguments: [1, 2, 5, 8]) func everyPartGetsItsShareOfEitherOutcome(parts: Int) {
        let labels = (0..<1_003).map { $0 % 10 == 0 }
        let dealer = RowDealer(hashes: hashes(Array(0..<1_003)), labels: labels, partCount: parts)
        for won in [true, false] {
            let rows = labels.indices.filter { labels[$0] == won }
            let sums = (0..<parts).map { part in rows.reduce(0) { $0 + dealer.units(ofRow: $1, inPart: part) } }
            #expect((sums.max() ?? 0) - (sums.min() ?? 0) <= 1)
            #expect(sums.reduce(0, +) == rows.count)
        }
    }

    @Test func equalRowsAreSpread() {
        let dealer = RowDealer(
            hashes: hashes([Int](repeating: 7, count: 80)), labels: [Bool](repeating: true, count: 80), partCount: 8)
        for part in 0..<8 { #expect((0..<80).reduce(0) { $0 + dealer.units(ofRow: $1, inPart: part) } == 10) }
    }

    /// What a part gets of each kind of row depends neither on the order of rows nor on how weight is written.
    @Test func aWeightIsTheRowRepeatedWhateverTheOrder() {
        let kinds = Array(0..<60)
        let labels = kinds.map { $0 % 3 == 0 }
        let counts = kinds.map { $0 % 20 }
        let weighted = RowDealer(hashes: hashes(kinds), labels: labels, units: counts, partCount: 5)
        let repeated = (0..<20).reversed().flatMap { round in kinds.filter { counts[$0] > round } }
        let single = RowDealer(hashes: hashes(repeated), labels: repeated.map { labels[$0] }, partCount: 5)
        for kind in kinds {
            for part in 0..<5 {
                let rows = repeated.indices.filter { repeated[$0] == kind }
                let found = rows.reduce(0) { $0 + single.units(ofRow: $1, inPart: part) }
                #expect(found == weighted.units(ofRow: kind, inPart: part))
            }
        }
    }
}
