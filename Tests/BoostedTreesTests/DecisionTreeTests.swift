import BoostedTrees
import LearningCore
import Testing

@Suite struct DecisionTreeTests {
    /// x0 ≤ 1 ? (level of x1 in {0, 2} ? 10 : 20) : 30
    static var arrays: DecisionTree.Arrays {
        var arrays = DecisionTree.Arrays()
        arrays.features = [0, 1]
        arrays.thresholds = [1, 0]
        arrays.levelSetOffsets = [0, 0, 1]
        arrays.levelSetWords = [0b101]
        arrays.missingGoesLeft = [true, false]
        arrays.leftChildren = [1, ~0]
        arrays.rightChildren = [~2, ~1]
        arrays.splitGains = [5, 2]
        arrays.splitCovers = [10, 6]
        arrays.leafValues = [10, 20, 30]
        arrays.leafCovers = [2, 4, 4]
        return arrays
    }

    static func schema() throws -> FeatureSchema {
        try FeatureSchema([
            Feature(name: "number", kind: .numeric),
            Feature(name: "level", kind: .categorical(levels: ["a", "b", "c"])),
        ])
    }

    @Test func rowsWalkToTheirLeaf() throws {
        let schema = try Self.schema()
        let matrix = try FeatureMatrix(
            schema: schema,
            columns: [
                .numeric([1, 1, 1, 1, 1.0000001, .nan, .nan]), .categorical([0, 1, 2, -1, 0, 2, -1]),
            ])
        let model = try GradientBoostingModel(schema: schema, baseLogOdds: 1, trees: [DecisionTree(Self.arrays)])
        #expect(try model.logOdds(of: matrix, on: WorkerPool(threadCount: 1)) == [11, 21, 11, 21, 31, 11, 21])
    }

    private static let damages: [String: @Sendable (inout DecisionTree.Arrays) -> Void] = [
        "child before parent": { $0.leftChildren[1] = 0 },
        "child is itself": { $0.leftChildren[0] = 0 },
        "child outside": { $0.rightChildren[1] = 7 },
        "two parents": { $0.rightChildren[0] = ~0 },
        "leaf outside": { $0.rightChildren[1] = ~9 },
        "lowest number": { $0.rightChildren[1] = .min },
        "not a number": { $0.leafValues[1] = .nan },
        "infinite threshold": { $0.thresholds[0] = .infinity },
        "no cover": { $0.leafCovers[0] = 0 },
        "negative gain": { $0.splitGains[0] = -1 },
        "negative feature": { $0.features[0] = -1 },
        "a value too few": { $0.leafValues.removeLast() },
        "a leaf too many": { $0.leafValues.append(0) },
        "set outside": { $0.levelSetOffsets[2] = 2 },
        "set backwards": { $0.levelSetOffsets = [0, 2, 1] },
        "set not from 0": { $0.levelSetOffsets = [1, 1, 1] },
        "no offsets": { $0.levelSetOffsets = [] },
    ]

    @Test(arguments: damages.keys.sorted())
    func damagedArraysAreRefused(name: String) throws {
        var arrays = Self.arrays
        _ = try DecisionTree(arrays)
        let damage = try #require(Self.damages[name])
        damage(&arrays)
        #expect(throws: DecisionTreeError.self) { try DecisionTree(arrays) }
    }

    @Test func treesThatDoNotFitTheSchemaAreRefused() throws {
        let schema = try Self.schema()
        for features: [Int32] in [[1, 1], [0, 0], [0, 2], [2, 1]] {
            var arrays = Self.arrays
            arrays.features = features
            let tree = try DecisionTree(arrays)
            #expect(throws: DecisionTreeError.self) {
                try GradientBoostingModel(schema: schema, baseLogOdds: 0, trees: [tree])
            }
        }
        #expect(throws: DecisionTreeError.badNumber) {
            try GradientBoostingModel(schema: schema, baseLogOdds: .nan, trees: [])
        }
    }

    /// Arrays of random numbers are almost never a tree, and when they are, walking them ends.
    @Test func randomArraysNeverCrash() throws {
        var generator = SeededGenerator(seed: 3)
        let schema = try Self.schema()
        let matrix = try FeatureMatrix(schema: schema, columns: [.numeric([0, 2]), .categorical([0, -1])])
        var accepted = 0
        for _ in 0..<3_000 {
            var arrays = Self.arrays
            for _ in 0...generator.nextIndex(below: 3) {
                let position = generator.nextIndex(below: 2)
                let value = Int32(generator.nextIndex(below: 9)) - 5
                switch generator.nextIndex(below: 4) {
                case 0: arrays.leftChildren[position] = value
                case 1: arrays.rightChildren[position] = value
                case 2: arrays.features[position] = value
                default: arrays.levelSetOffsets[position + 1] = value
                }
            }
            guard let tree = try? DecisionTree(arrays),
                let model = try? GradientBoostingModel(schema: schema, baseLogOdds: 0, trees: [tree])
            else { continue }
            accepted += 1
            #expect(try model.logOdds(of: matrix, on: WorkerPool(threadCount: 1)).allSatisfy(\.isFinite))
        }
        #expect(accepted > 0)
    }
}
