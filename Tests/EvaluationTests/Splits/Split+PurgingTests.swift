import Evaluation
import LearningCore
import Testing

@Suite struct SplitPurgingTests {
    private let times: [Double] = {
        var generator = SeededGenerator(seed: 5)
        return (0..<300).map { _ in Double(generator.nextIndex(below: 90)) }
    }()

    /// What came of a training row must be known before the first test row comes in, and no more rows go than must.
    @Test(arguments: [0.0, 1, 7, 30, 1_000]) func labelsThatLookIntoTheTestPartAreNotTrainedOn(days: Double) throws {
        var splits = [try Splitter.timeOrdered(times: times, testFraction: 0.2)]
        splits += try Splitter.rollingOrigin(times: times, count: 3)
        for plain in splits {
            let split = plain.purged(times: times, lookahead: days)
            let start = try #require(split.test.map { times[$0] }.min())
            #expect(split.test == plain.test)
            #expect(split.train == plain.train.filter { times[$0] + days <= start })
            #expect((split.train + split.test + split.excluded).sorted() == Array(0..<300))
        }
    }

    /// In a split at random there is no later time to look into but that of the oldest test row.
    @Test func rowsOfTheTimeOfTheTestPartStay() throws {
        let split = try Splitter.timeOrdered(times: times, testFraction: 0.2)
        #expect(split.purged(times: times, lookahead: 0) == split)
        #expect(split.purged(times: times.map { _ in 1 }, lookahead: 5) == split)
    }
}
