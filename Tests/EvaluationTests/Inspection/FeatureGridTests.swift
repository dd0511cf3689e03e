import Evaluation
import LearningCore
import Testing

@Suite struct FeatureGridTests {
    @Test(arguments: [4, 7, 10])
    func gridsAreInverseQuantiles(count: Int) throws {
        let golden = try InspectionGolden.load()
        let matrix = try golden.dataset().features
        let grid = FeatureGrid(of: 1, in: matrix, intervals: count)
        let expected = try #require(golden.quantiles["\(count)"])
        #expect(grid.values == expected.map(FeatureValue.number))
        #expect(grid.counts.reduce(0, +) == 400 && grid.missingCount == 0)
        // Each part but the first holds its share of the rows, give or take equal values.
        #expect(grid.counts.dropFirst().allSatisfy { abs($0 - 400 / count) <= 4 })
        for (row, place) in grid.places.enumerated() {
            #expect(golden.z[row] <= expected[place] && (place == 0 || golden.z[row] > expected[place - 1]))
        }
    }

    @Test func strangeColumnsHaveStrangeGrids() throws {
        let schema = try FeatureSchema([
            Feature(name: "n", kind: .numeric), Feature(name: "c", kind: .categorical(levels: ["a", "b", "c"])),
        ])
        func grid(_ feature: Int, _ numbers: [Double], _ codes: [Int32]) throws -> FeatureGrid {
            let matrix = try FeatureMatrix(schema: schema, columns: [.numeric(numbers), .categorical(codes)])
            return FeatureGrid(of: feature, in: matrix, intervals: 3)
        }
        let blank = try grid(0, [.nan, .nan], [-1, -1])
        #expect(blank.values.isEmpty && blank.missingCount == 2)
        #expect(try grid(1, [.nan, .nan], [-1, -1]).values.isEmpty)
        #expect(try grid(0, [5, 5, 5], [0, 0, 0]).values == [.number(5)])
        #expect(try grid(0, [0, -0.0, 1], [0, 0, 0]).values.count == 2)
        let levels = try grid(1, [1, 1, 1, 1], [2, 0, -1, 2])
        #expect(levels.values == [.level(0), .level(2)] && levels.places == [1, 0, -1, 1] && levels.counts == [1, 2])
        // Most values equal: their edge comes once.
        let tied = try grid(0, [1, 2, 2, 2, 2, 2, 2, 3, 4, 5], [Int32](repeating: 0, count: 10))
        #expect(tied.values == [.number(1), .number(2), .number(5)])
    }
}
