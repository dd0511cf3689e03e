import LearningCore
import Testing

@testable import Evaluation

@Suite struct LevelOrderTests {
    private func order(_ codes: [Int32], _ levels: Int, _ others: [FeatureColumn]) throws -> [Int] {
        let features =
            [Feature(name: "levels", kind: .categorical(levels: (0..<levels).map { "L\($0)" }))]
            + others.enumerated().map { index, column in
                if case .numeric = column { return Feature(name: "f\(index)", kind: .numeric) }
                return Feature(name: "f\(index)", kind: .categorical(levels: ["a", "b", "c"]))
            }
        let matrix = try FeatureMatrix(schema: FeatureSchema(features), columns: [.categorical(codes)] + others)
        let grid = FeatureGrid(of: 0, in: matrix, intervals: 1)
        return LevelOrder(of: grid, places: grid.places, in: matrix).places
    }

    /// Levels whose rows lie along a line come in the line's order.
    @Test func neighboursAreAlike() throws {
        var generator = SeededGenerator(seed: 1)
        let positions = [2.0, 0, 3, 1, 4]
        let codes = (0..<1_000).map { Int32($0 % 5) }
        let along = codes.map { positions[Int($0)] + generator.nextUniform() * 6 }
        let noise = codes.map { _ in generator.nextUniform() }
        let found = try order(codes, 5, [.numeric(along), .numeric(noise)])
        // The side on which the first level lies is the beginning; it lies in the middle here, so either will do.
        #expect(found == [1, 3, 0, 2, 4] || found == [4, 2, 0, 3, 1])
    }

    @Test func sharesAndMissingValuesCount() throws {
        let codes: [Int32] = (0..<300).map { Int32($0 % 3) }
        // Level 0 and 2 are alike in shares, 1 is not.
        let shares = FeatureColumn.categorical(codes.enumerated().map { $1 == 1 ? 2 : Int32($0 / 3 % 2) })
        let found = try order(codes, 3, [shares])
        #expect(found == [0, 2, 1])
        let missing = FeatureColumn.numeric(codes.enumerated().map { $1 == 1 && $0 < 290 ? .nan : Double($0 / 3) })
        #expect(try order(codes, 3, [missing]) == [0, 2, 1])
    }

    @Test func withoutOthersTheOrderIsTheSchemas() throws {
        #expect(try order([2, 1, 0, 1], 3, []) == [0, 1, 2])
        #expect(try order([2, 1, 0, 1], 3, [.numeric([.nan, .nan, .nan, .nan])]) == [0, 1, 2])
        #expect(try order([1, 1], 2, [.numeric([1, 2])]) == [0])
    }
}
