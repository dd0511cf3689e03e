import Evaluation
import LearningCore
import Testing

@Suite struct SplitterTimeTests {
    /// Times with many ties, in no order.
    private func times(rows: Int, distinct: Int, seed: UInt64) -> [Double] {
        var generator = SeededGenerator(seed: seed)
        return (0..<rows).map { _ in Double(generator.nextIndex(below: distinct)) * 86_400 }
    }

    private func expectOlder(_ split: Split, times: [Double]) throws {
        let newestTrain = try #require(split.train.map { times[$0] }.max())
        let oldestTest = try #require(split.test.map { times[$0] }.min())
        #expect(newestTrain < oldestTest)
    }

    @Test(arguments: [0.05, 0.2, 0.5, 0.9])
    func theNewestRowsAreTheTest(fraction: Double) throws {
        let times = times(rows: 300, distinct: 90, seed: 1)
        let split = try Splitter.timeOrdered(times: times, testFraction: fraction)
        expectPartition(split, rows: 300)
        try expectOlder(split, times: times)
        #expect(split.excluded.isEmpty)
        // A day has 300 / 90 rows on average, so the nearest boundary is close.
        #expect(abs(Double(split.test.count) - 300 * fraction) <= 6)
    }

    @Test func aTimeIsNeverOnBothSides() throws {
        let times: [Double] = [1, 1, 1, 1, 1, 1, 1, 2, 2, 2]
        #expect(try Splitter.timeOrdered(times: times, testFraction: 0.1).test == [7, 8, 9])
        #expect(try Splitter.timeOrdered(times: times, testFraction: 0.9).test == [7, 8, 9])
    }

    @Test func ofTwoEquallyCloseCutsTheLaterIsTaken() throws {
        let split = try Splitter.timeOrdered(times: [1, 2, 2, 3], testFraction: 0.5)
        #expect(split.test == [3])
    }

    @Test func aGroupOfTheTestPartIsNotTrainedOn() throws {
        let times = (0..<100).map(Double.init)
        // Accounts 0…19 come back every 20 rows until row 60; later rows are accounts of their own, but for account 5.
        let groups = (0..<100).map { $0 == 95 ? 5 : $0 < 60 ? $0 % 20 : 1_000 + $0 }
        let split = try Splitter.timeOrdered(times: times, testFraction: 0.2, groups: groups)
        expectPartition(split, rows: 100)
        #expect(split.test == Array(80..<100))
        #expect(split.excluded == [5, 25, 45])
        try expectOlder(split, times: times)
    }

    @Test func rollingOriginTestsEachLaterRowOnce() throws {
        for count in [1, 3, 5] {
            let times = times(rows: 400, distinct: 120, seed: 2)
            let splits = try Splitter.rollingOrigin(times: times, count: count, initialFraction: 0.4)
            #expect(splits.count == count)
            var tested: [Int] = []
            for split in splits {
                expectPartition(split, rows: 400)
                try expectOlder(split, times: times)
                #expect(Set(tested).isSubset(of: split.train))
                tested += split.test
                #expect(abs(Double(split.test.count) - 240 / Double(count)) <= 12)
            }
            #expect(Set(tested).count == tested.count)
            let first = try #require(splits.first).train
            #expect((first + tested).sorted() == Array(0..<400))
        }
    }

    @Test func rollingOriginUsesEveryBoundaryWhenThereAreFew() throws {
        let splits = try Splitter.rollingOrigin(times: [1, 2, 3, 3, 3, 3, 3, 3, 4], count: 3)
        #expect(splits.map(\.test) == [[1], [2, 3, 4, 5, 6, 7], [8]])
        #expect(splits.map(\.train) == [[0], [0, 1], [0, 1, 2, 3, 4, 5, 6, 7]])
    }

    @Test func rollingOriginKeepsGroupsApart() throws {
        let times = (0..<90).map(Double.init)
        let groups = (0..<90).map { $0 % 30 == 0 ? 0 : $0 }
        for split in try Splitter.rollingOrigin(times: times, count: 2, groups: groups) {
            expectPartition(split, rows: 90)
            #expect(Set(split.train.map { groups[$0] }).isDisjoint(with: split.test.map { groups[$0] }))
        }
    }

    @Test func refusesTheImpossible() {
        #expect(throws: EvaluationError.tooFewDistinct(.times, found: 1, needed: 2)) {
            try Splitter.timeOrdered(times: [4, 4, 4], testFraction: 0.3)
        }
        #expect(throws: EvaluationError.tooFewDistinct(.times, found: 0, needed: 2)) {
            try Splitter.timeOrdered(times: [], testFraction: 0.3)
        }
        #expect(throws: EvaluationError.tooFewDistinct(.times, found: 2, needed: 4)) {
            try Splitter.rollingOrigin(times: [4, 4, 5], count: 3)
        }
        for bad in [Double.nan, .infinity] {
            #expect(throws: EvaluationError.invalidTime(row: 1)) {
                try Splitter.timeOrdered(times: [4, bad, 4], testFraction: 0.3)
            }
        }
        #expect(throws: EvaluationError.invalidFraction("0.0")) {
            try Splitter.timeOrdered(times: [1, 2], testFraction: 0)
        }
        #expect(throws: EvaluationError.invalidFoldCount(0, minimum: 1)) {
            try Splitter.rollingOrigin(times: [1, 2], count: 0)
        }
        #expect(throws: EvaluationError.invalidFoldCount(.max, minimum: 1)) {
            try Splitter.rollingOrigin(times: [1, 2], count: .max)
        }
        #expect(throws: EvaluationError.tooFewDistinct(.times, found: 2, needed: .max)) {
            try Splitter.rollingOrigin(times: [1, 2], count: .max - 1)
        }
        #expect(throws: EvaluationError.emptyPart(.train)) {
            try Splitter.timeOrdered(times: [1, 2, 3], testFraction: 0.3, groups: [7, 7, 7])
        }
        #expect(throws: EvaluationError.oneClass(.test, won: true)) {
            try Splitter.timeOrdered(
                times: [1, 2, 3, 4], testFraction: 0.5, labels: [true, false, true, true])
        }
        #expect(throws: EvaluationError.unequalLengths(name: "labels", expected: 2, found: 1)) {
            try Splitter.timeOrdered(times: [1, 2], testFraction: 0.5, labels: [true])
        }
    }
}
