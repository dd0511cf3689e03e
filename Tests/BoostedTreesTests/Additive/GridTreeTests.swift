import LearningCore
import Testing

@testable import BoostedTrees

@Suite struct GridTreeTests {
    private let pool = WorkerPool(threadCount: 1)
    private let schema = try? FeatureSchema([
        Feature(name: "number", kind: .numeric),
        Feature(name: "level", kind: .categorical(levels: (0..<70).map { "L\($0)" })),
    ])

    private func scores(_ grid: GridTree, _ numbers: [Double], _ codes: [Int32]) throws -> [Double] {
        let schema = try #require(schema)
        let tree = try #require(try grid.tree())
        let model = try GradientBoostingModel(schema: schema, baseLogOdds: 0, trees: [tree])
        let matrix = try FeatureMatrix(schema: schema, columns: [.numeric(numbers), .categorical(codes)])
        return try model.logOdds(of: matrix, on: pool)
    }

    /// Each bin of a number, and missing, keeps its value.
    @Test func aCurveOfANumberIsKept() throws {
        let thresholds = (0..<200).map { Double($0) * 0.5 }
        let mapper = BinMapper.numeric(thresholds: thresholds)
        let values = (0..<mapper.binCount).map { Double(($0 * 37) % 101) / 10 - 4 }
        let axis = GridAxis(feature: 0, mapper: mapper, values: values)
        let weights = [Double](repeating: 2, count: values.count)
        let grid = GridTree(axes: [axis], values: values, weights: weights, hessianPerWeight: 0.2)
        let numbers = [.nan, -5] + thresholds.flatMap { [$0, $0 + 0.25] }
        let found = try scores(grid, numbers, [Int32](repeating: -1, count: numbers.count))
        #expect(found == numbers.map { values[Int(mapper.bin(of: $0))] })
    }

    /// Levels without a training row follow missing values; without one of those either, the heavier side.
    @Test(arguments: [3.0, 0]) func aCurveOfLevelsIsKept(missingWeight: Double) throws {
        let bins = (0..<70).map { UInt8($0 < 65 ? $0 % 40 + 1 : 0) }
        let mapper = BinMapper.categorical(bins: bins, binCount: 41)
        let values = (0..<41).map { Double(($0 * 17) % 41) - 20 }
        let axis = GridAxis(feature: 1, mapper: mapper, values: values)
        var weights = [Double](repeating: 2, count: 41)
        weights[0] = missingWeight
        let grid = GridTree(
            axes: [axis], values: axis.bySlice(values), weights: axis.bySlice(weights), hessianPerWeight: 0.2)
        let codes = (-1..<70).map(Int32.init)
        let found = try scores(grid, [Double](repeating: 0, count: codes.count), codes)
        for (code, score) in zip(codes, found) where missingWeight > 0 || mapper.bin(of: code) > 0 {
            #expect(score == values[Int(mapper.bin(of: code))])
        }
        #expect(Set(found.suffix(5) + [found[0]]).count == 1)
    }

    /// Random surfaces with holes: every cell with a training row keeps its value, the others get one of those.
    @Test(arguments: 1...20) func aSurfaceIsKeptWhereThereAreRows(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let thresholds = (0..<40).map(Double.init)
        let number = BinMapper.numeric(thresholds: thresholds)
        let bins = (0..<70).map { UInt8($0 % 30 + 1) }
        let level = BinMapper.categorical(bins: bins, binCount: 31)
        let first = FeatureSlices(
            feature: 0, binWeights: (0..<42).map { _ in Double(generator.nextIndex(below: 5)) }, values: nil)
        let second = FeatureSlices(
            feature: 1, binWeights: (0..<31).map { _ in Double(generator.nextIndex(below: 5)) },
            values: (0..<31).map { _ in generator.nextUniform() })
        let cells = first.count * second.count
        let values = (0..<cells).map { _ in Double(generator.nextIndex(below: 4)) }
        let weights = (0..<cells).map { _ in Double(generator.nextIndex(below: 2)) }
        let grid = GridTree(
            axes: [GridAxis(first, mapper: number), GridAxis(second, mapper: level)], values: values, weights: weights,
            hessianPerWeight: 0.1)
        var (numbers, codes, expected) = ([Double](), [Int32](), [Double?]())
        for value in [Double.nan] + (-1...40).map({ Double($0) + 0.5 }) {
            for code in -1..<70 {
                numbers.append(value)
                codes.append(Int32(code))
                let row = Int(first.sliceOfBin[Int(number.bin(of: value))])
                let column = Int(second.sliceOfBin[Int(level.bin(of: Int32(code)))])
                let cell = row * second.count + column
                expected.append(weights[cell] > 0 ? values[cell] : nil)
            }
        }
        let found = try scores(grid, numbers, codes)
        for (score, expected) in zip(found, expected) {
            #expect(expected.map { $0 == score } ?? values.contains(score))
        }
    }

    @Test func nothingIsNoTree() throws {
        let axis = GridAxis(feature: 0, mapper: .numeric(thresholds: [1]), values: [0, 0, 0])
        let grid = GridTree(axes: [axis], values: [0, 0, 0], weights: [1, 1, 1], hessianPerWeight: 1)
        #expect(try grid.tree() == nil)
    }

    /// One value everywhere is a tree of one leaf: nothing is lost that the base does not know.
    @Test func aConstantIsALeaf() throws {
        let axis = GridAxis(feature: 0, mapper: .numeric(thresholds: [1]), values: [0, 2, 2])
        let grid = GridTree(axes: [axis], values: [0, 2, 2], weights: [0, 1, 1], hessianPerWeight: 1)
        #expect(try grid.tree()?.leafCount == 1)
    }
}
