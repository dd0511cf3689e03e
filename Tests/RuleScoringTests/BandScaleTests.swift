import LearningCore
import Testing

@testable import RuleScoring

@Suite struct BandScaleTests {
    /// Ranges of whole numbers are taken just when every percentage of 0…100 has exactly one band (0 may be left out at
    /// the bottom, as in golden vector 11) and they come from the best to the worst.
    @Test func takesPartitionsOnly() {
        var chance = SeededGenerator(seed: 23)
        var taken = 0
        for _ in 0..<CaseCount.value {
            let ranges = Self.randomRanges(&chance)
            let text = ranges.enumerated().map { "\("ABCDEFGH".map(String.init)[$0]): \($1.0)-\($1.1)" }.joined(
                separator: ", ")
            let codes = RuleBench.problems("thresholds: {letters: {\(text)}}\ngroups: {g: {rules: []}}").map(\.code)
            let owners = (0...100).map { value in ranges.count { $0.0 <= value && value <= $0.1 } }
            let isPartition = owners.dropFirst().allSatisfy { $0 == 1 } && owners[0] <= 1
            let falls = zip(ranges, ranges.dropFirst()).allSatisfy { $0.0 > $1.0 } && ranges.allSatisfy { $0.0 <= $0.1 }
            let fits = ranges.allSatisfy { $0.1 <= 100 }
            #expect(codes.isEmpty == (isPartition && falls && fits), "\(text): \(codes)")
            if codes.isEmpty { taken += 1 }
        }
        #expect(taken > CaseCount.value / 10 && taken < CaseCount.value * 9 / 10)
    }

    /// Partitions, and partitions with one end moved.
    private static func randomRanges(_ chance: inout SeededGenerator) -> [(Int, Int)] {
        var cuts = Set<Int>()
        for _ in 0..<chance.nextIndex(below: 5) { cuts.insert(2 + chance.nextIndex(below: 98)) }
        let ends = [101] + cuts.sorted(by: >) + [chance.nextIndex(below: 2)]
        var ranges = zip(ends, ends.dropFirst()).map { ($1, $0 - 1) }
        if chance.nextIndex(below: 2) == 0 {
            let place = chance.nextIndex(below: ranges.count)
            let shift = chance.nextIndex(below: 5) - 2
            if chance.nextIndex(below: 2) == 0 {
                ranges[place].0 = max(0, ranges[place].0 + shift)
            } else {
                ranges[place].1 += shift
            }
        }
        return ranges
    }

    @Test func everyPercentageHasOneBand() {
        for percent in stride(from: 0.0, through: 100, by: 0.01) {
            let position = BandScale.letters.position(of: percent)
            #expect(position == (percent >= 75 ? 0 : percent >= 50 ? 1 : percent >= 25 ? 2 : 3))
        }
    }

    @Test func thirds() {
        #expect(BandScale.letters.nameInThirds(of: 100) == "A+")
        #expect(BandScale.letters.nameInThirds(of: 75) == "A−")
        #expect(BandScale.letters.nameInThirds(of: 62.5) == "B")
        #expect(BandScale.letters.nameInThirds(of: 74.9) == "B+")
        #expect(BandScale.letters.nameInThirds(of: 0) == "D−")
    }

    @Test func refusesWhatIsNoScale() {
        #expect(BandScale([]) == nil)
        #expect(BandScale([BandScale.Band(name: "A", from: 50)]) == nil)
        #expect(BandScale([BandScale.Band(name: "A", from: 0), BandScale.Band(name: "B", from: 50)]) == nil)
    }
}
