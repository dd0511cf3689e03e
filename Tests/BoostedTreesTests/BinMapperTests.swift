import LearningCore
import TestSupport
import Testing

@testable import BoostedTrees

@Suite struct BinMapperTests {
    private func mapper(_ values: [Double], weights: [Double]? = nil, most: Int = 255) -> BinMapper {
        BinProfile(
            column: .numeric(values), levelCount: 0, rows: values.indices.map(Int32.init), weights: weights,
            maxBinCount: most
        ).mapper
    }

    @Test func fewDistinctValuesHaveBinsOfTheirOwn() {
        let mapper = mapper([3, 1, .nan, 2, 1])
        #expect(mapper == .numeric(thresholds: [1.5, 2.5]))
        #expect([1, 2, 3, 0.5, 9, 1.5].map(mapper.bin(of:)) == [1, 2, 3, 1, 3, 1])
        #expect(mapper.bin(of: Double.nan) == 0)
    }

    @Test func negativeNumbersAndZerosAreOrdered() {
        let mapper = mapper([-0.0, 0, -5, -1e300, 1e-300, 1e300])
        #expect(mapper.binCount == 7 - 1)
        #expect(mapper.bin(of: -0.0) == mapper.bin(of: 0.0))
        #expect([-1e300, -5, 0, 1e-300, 1e300].map(mapper.bin(of:)) == [1, 2, 3, 4, 5])
    }

    @Test(arguments: [2, 3, 16, 255])
    func manyValuesAreCutEvenly(most: Int) {
        var generator = SeededGenerator(seed: 1)
        let values = (0..<20_000).map { _ in generator.nextUniform() }
        let mapper = mapper(values, most: most)
        #expect(mapper.binCount == most + 1)
        var counts = [Int](repeating: 0, count: 256)
        for value in values { counts[Int(mapper.bin(of: value))] += 1 }
        let share = 20_000 / most
        for bin in 1...most { #expect(counts[bin] > share * 8 / 10 && counts[bin] < share * 12 / 10) }
    }

    @Test func aValueThatOutweighsABinHasOneToItself() {
        let values = (0..<10_000).map { $0 % 2 == 0 ? 0.0 : Double($0) }
        let mapper = mapper(values, most: 16)
        #expect(mapper.bin(of: 0.0) == 1)
        #expect(mapper.bin(of: 1.0) == 2)
        #expect(mapper.binCount == 17)
    }

    @Test func weightsCountAsRepeatedRows() {
        var generator = SeededGenerator(seed: 2)
        let values = (0..<2_000).map { _ in generator.nextUniform() }
        let weights = (0..<2_000).map { Double($0 % 4) }
        let repeated = values.indices.flatMap { [Double](repeating: values[$0], count: Int(weights[$0])) }
        let rows = values.indices.filter { weights[$0] > 0 }.map(Int32.init)
        let weighted = BinProfile(
            column: .numeric(values), levelCount: 0, rows: rows, weights: weights, maxBinCount: 50
        ).mapper
        #expect(weighted == mapper(repeated, most: 50))
    }

    @Test func neighbouringDoublesCanBeParted() {
        let low = 1.0
        let high = low.nextUp
        let threshold = ValueCounts.between(low, high)
        #expect(low <= threshold && threshold < high)
        #expect(ValueCounts.between(-.greatestFiniteMagnitude, .greatestFiniteMagnitude).isFinite)
        #expect(mapper([low, high]).bin(of: high) == 2)
    }

    @Test func frequentLevelsHaveBinsOfTheirOwn() {
        let codes: [Int32] = [2, 2, 2, 0, 0, 3, 4, -1]
        func levels(_ most: Int) -> BinMapper {
            BinProfile(
                column: .categorical(codes), levelCount: 6, rows: codes.indices.map(Int32.init), weights: nil,
                maxBinCount: most
            ).mapper
        }
        #expect(levels(255) == .categorical(bins: [2, 0, 1, 3, 4, 0], binCount: 5))
        #expect(levels(3) == .categorical(bins: [2, 0, 1, 3, 3, 0], binCount: 4))
        #expect(levels(3).bin(of: Int32(-1)) == 0)
    }

    @Test(arguments: [3, 40, 255])
    func profilesWeighTheBins(most: Int) {
        let dataset = LawfulData.dataset(rows: 700, seed: 3)
        for weights in [nil, (0..<700).map { Double($0 % 3) }] {
            let rows = (0..<700).filter { weights?[$0] != 0 }.map(Int32.init)
            for (feature, column) in zip(dataset.features.schema.features, dataset.features.columns) {
                let profile = BinProfile(
                    column: column, levelCount: feature.levelCount ?? 0, rows: rows, weights: weights,
                    maxBinCount: most)
                var expected = [Double](repeating: 0, count: profile.mapper.binCount)
                let bins = profile.mapper.bins(of: column)
                for row in rows { expected[Int(bins[Int(row)])] += weights?[Int(row)] ?? 1 }
                #expect(profile.binWeights == expected)
            }
        }
    }

    @Test func nothingButMissingIsOneBin() {
        #expect(mapper([.nan, .nan]).bin(of: Double.nan) == 0)
        #expect(mapper([]).binCount == 2)
    }

    @Test(arguments: [1, 63, 64, 65, 5_000])
    func radixSortIsASort(count: Int) {
        var generator = SeededGenerator(seed: UInt64(count))
        var keys = (0..<count).map { _ in generator.next() >> UInt64(generator.nextIndex(below: 60)) }
        let expected = keys.sorted()
        RadixSort.sort(&keys)
        #expect(keys == expected)
    }
}
