import LearningCore
import Testing

@testable import RuleScoring

@Suite struct RepetitionTests {
    private func chosen(_ times: [Double], gap: Double = 0, cap: Int = .max, window: Double = .infinity) -> [Double] {
        var times = times
        Repetition.choose(from: &times, gap: gap, cap: cap, window: window)
        return times
    }

    @Test func theFirstOfABurstCounts() {
        #expect(chosen([0, 10, 29, 30, 45, 61], gap: 30) == [0, 30, 61])
    }

    @Test func theMostRecentCountUnderACap() {
        #expect(chosen([1, 2, 3, 4, 5, 6, 7], cap: 5, window: 100) == [3, 4, 5, 6, 7])
        #expect(chosen([0, 50, 99, 100], cap: 2, window: 100) == [0, 99, 100])
    }

    @Test func gapAndCapTogether() {
        // Three bursts, of which two count: the most recent, each with its first event.
        #expect(chosen([0, 5, 100, 105, 200, 205], gap: 30, cap: 2, window: 1_000) == [100, 200])
        // Taking the first of each burst before looking at the cap would let the event at 50 lower the count to one.
        #expect(chosen([0, 61, 75], gap: 30, cap: 1, window: 60).count == 2)
        #expect(chosen([0, 50, 61, 75], gap: 30, cap: 1, window: 60).count == 2)
    }

    /// Against every subset of up to nine events: what is chosen keeps the limits, and no larger choice does.
    @Test func noChoiceIsLarger() {
        var chance = SeededGenerator(seed: 3)
        for _ in 0..<CaseCount.value {
            let times = Self.randomTimes(&chance, most: 9)
            let (gap, cap, window) = Self.randomLimits(&chance)
            let found = chosen(times, gap: gap, cap: cap, window: window)
            #expect(Self.keeps(found, gap, cap, window))
            #expect(Set(found).isSubset(of: Set(times)))
            var largest = 0
            for subset in 0..<(1 << times.count) where subset.nonzeroBitCount > largest {
                let part = times.indices.filter { subset & (1 << $0) != 0 }.map { times[$0] }
                if Self.keeps(part, gap, cap, window) { largest = part.count }
            }
            #expect(found.count == largest)
        }
    }

    /// One event more never makes fewer count (R-RULE-5).
    @Test func moreEventsNeverCountLess() {
        var chance = SeededGenerator(seed: 5)
        for _ in 0..<2 * CaseCount.value {
            let times = Self.randomTimes(&chance, most: 30)
            let (gap, cap, window) = Self.randomLimits(&chance)
            let more = (times + [Double(chance.nextIndex(below: 200))]).sorted()
            #expect(
                chosen(more, gap: gap, cap: cap, window: window).count
                    >= chosen(times, gap: gap, cap: cap, window: window).count)
        }
    }

    private static func randomTimes(_ chance: inout SeededGenerator, most: Int) -> [Double] {
        (0..<chance.nextIndex(below: most + 1)).map { _ in Double(chance.nextIndex(below: 200)) }.sorted()
    }

    private static func randomLimits(_ chance: inout SeededGenerator) -> (Double, Int, Double) {
        let gap = chance.nextIndex(below: 3) == 0 ? 0 : Double(chance.nextIndex(below: 40))
        guard chance.nextIndex(below: 4) > 0 else { return (gap, .max, .infinity) }
        return (gap, 1 + chance.nextIndex(below: 4), Double(1 + chance.nextIndex(below: 120)))
    }

    private static func keeps(_ times: [Double], _ gap: Double, _ cap: Int, _ window: Double) -> Bool {
        for (place, time) in times.enumerated() {
            if place > 0, time - times[place - 1] < gap { return false }
            if place >= cap, time - times[place - cap] < window { return false }
        }
        return true
    }
}
