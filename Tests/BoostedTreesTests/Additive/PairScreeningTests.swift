import LearningCore
import Testing

@testable import BoostedTrees

@Suite struct PairScreeningTests {
    private let pool = WorkerPool(threadCount: 2)

    /// Of all pairs the one whose quadrants the gradients follow comes first.
    @Test func theCrossedPairComesFirst() {
        var generator = SeededGenerator(seed: 4)
        let columns = (0..<5).map { _ in (0..<2_000).map { _ in UInt8(1 + generator.nextIndex(below: 8)) } }
        let sums = (0..<2_000).map { row -> (gradient: Int32, hessian: Int32) in
            let crossed = (columns[1][row] > 4) == (columns[3][row] > 3)
            return ((crossed ? 40 : -40) + Int32(generator.nextIndex(below: 200)) - 100, 25)
        }
        let slices = columns.indices.map {
            FeatureSlices(feature: $0, binWeights: [0] + .init(repeating: 1, count: 8), values: nil)
        }
        let screening = PairScreening(
            slices: slices, cells: columns.map { WorkingMemory($0, padding: 0) }, sums: sums, gradientUnit: 0.01,
            hessianUnit: 0.01, l2Regularization: 1)
        let found = screening.best(3, of: [0, 1, 2, 3, 4], on: pool)
        #expect(found.count == 3)
        #expect(found.first == .init(first: 1, second: 3))
        #expect(screening.best(3, of: [2], on: pool).isEmpty)
        #expect(screening.best(0, of: [1, 2], on: pool).isEmpty)
    }

    @Test func quadrantsAddUp() {
        var generator = SeededGenerator(seed: 8)
        let rows = (0..<300).map { _ in UInt8(generator.nextIndex(below: 4)) }
        let columns = (0..<300).map { _ in UInt8(generator.nextIndex(below: 3)) }
        let sums = (0..<300).map { _ in (gradient: Int32(generator.nextIndex(below: 9)) - 4, hessian: Int32(1)) }
        let grid = GridSums(
            WorkingMemory(rows, padding: 0), WorkingMemory(columns, padding: 0), width: 3, height: 4, sums: sums)
        for row in 0..<4 {
            for column in 0..<3 {
                let found = grid.quadrants(row, column)
                for (index, (isLow, isLeft)) in [(true, true), (true, false), (false, true), (false, false)]
                    .enumerated()
                {
                    let part = sums.indices.filter { (rows[$0] <= row) == isLow && (columns[$0] <= column) == isLeft }
                    #expect(found[index].gradient == part.reduce(0) { $0 + Int64(sums[$1].gradient) })
                    #expect(found[index].hessian == Int64(part.count))
                }
            }
        }
    }

    /// Slices hold neighbouring bins, missing alone, at most sixteen in all, and no bin of weight is cut.
    @Test(arguments: [1, 3, 16, 255]) func slicesAreNeighbours(binCount: Int) {
        let weights = (0...binCount).map { Double(1 + $0 % 5) }
        let slices = FeatureSlices(feature: 0, binWeights: weights, values: nil)
        #expect(slices.sliceOfBin[0] == 0)
        #expect(slices.count <= FeatureSlices.most)
        #expect(slices.sliceOfBin.dropFirst() == slices.sliceOfBin.dropFirst().sorted()[...])
        #expect(Set(slices.sliceOfBin).count == slices.count)
        let byValue = FeatureSlices(feature: 0, binWeights: weights, values: weights.indices.map { -Double($0) })
        #expect(byValue.sliceOfBin.dropFirst().reversed() == byValue.sliceOfBin.dropFirst().sorted())
    }
}
