import LearningCore
import TestSupport
import Testing

@testable import BoostedTrees

/// Scoring in batches of 64 rows against walking the trees row by row.
@Suite struct ForestTests {
    private let pool = WorkerPool(threadCount: 2)

    private func model(leaves: Int, trees: Int = 12, bins: Int = 255, rows: Int = 2_000) throws -> GradientBoostingModel
    {
        var hyperparameters = GradientBoostingTrainer.Hyperparameters()
        hyperparameters.treeCount = trees
        hyperparameters.maxLeafCount = leaves
        hyperparameters.minSamplesPerLeaf = 3
        hyperparameters.maxBinCount = bins
        hyperparameters.categorical.minSamplesPerLevel = 1
        let data = LawfulData.dataset(rows: rows, seed: UInt64(leaves))
        return try GradientBoostingTrainer(hyperparameters).fitted(to: data, on: pool).model
    }

    private func expectTheSame(_ model: GradientBoostingModel, _ matrix: FeatureMatrix) throws {
        let found = try model.logOdds(of: matrix, on: pool)
        let walked = (0..<matrix.rowCount).map { row in
            model.trees.reduce(model.baseLogOdds) { $0 + $1.value(matrix, row: row) }
        }
        #expect(found.map(\.bitPattern) == walked.map(\.bitPattern))
        let alone = try (0..<matrix.rowCount).map { try Self.logOdds(model, Self.numbers(matrix, row: $0)) }
        #expect(alone.map(\.bitPattern) == walked.map(\.bitPattern))
    }

    private static func logOdds(_ model: GradientBoostingModel, _ row: [Double]) throws -> Double {
        try model.logOdds(ofRow: row.span)
    }

    private static func numbers(_ matrix: FeatureMatrix, row: Int) -> [Double] {
        matrix.columns.map { column in
            switch column {
            case .numeric(let values): values[row]
            case .categorical(let codes): Double(codes[row])
            }
        }
    }

    @Test(arguments: [2, 8, 9, 31, 32, 33, 40, 64, 65, 200])
    func batchesAgreeWithWalking(leaves: Int) throws {
        let model = try model(leaves: leaves)
        for rows in [15, 16, 63, 64, 65, 500] {
            try expectTheSame(model, LawfulData.dataset(rows: rows, seed: 77).features)
        }
    }

    @Test func valuesOnAndAroundThresholdsGoTheRightWay() throws {
        let model = try model(leaves: 16)
        let schema = model.schema
        let thresholds = model.trees.flatMap { tree in
            (0..<tree.splitCount).filter { !tree.isCategorical($0) }.map { tree.arrays.thresholds[$0] }
        }
        let values = thresholds.flatMap { [$0.nextDown, $0, $0.nextUp] }.filter(\.isFinite) + [.nan, 0, -0.0]
        let columns = schema.features.map { feature -> FeatureColumn in
            guard let levels = feature.levelCount else { return .numeric(values) }
            return .categorical(values.indices.map { Int32($0 % (levels + 1)) - 1 })
        }
        try expectTheSame(model, FeatureMatrix(schema: schema, columns: columns))
    }

    /// Imported models may have more thresholds on a feature than a byte can tell apart.
    @Test func moreThresholdsThanCodes() throws {
        let schema = try FeatureSchema([Feature(name: "x", kind: .numeric)])
        let trees = try (0..<300).map { number in
            var arrays = DecisionTree.Arrays()
            arrays.features = [0]
            arrays.thresholds = [number == 7 ? .greatestFiniteMagnitude : Double(number * 37 % 300)]
            arrays.levelSetOffsets = [0, 0]
            arrays.missingGoesLeft = [number % 3 == 0]
            arrays.leftChildren = [~1]
            arrays.rightChildren = [~0]
            arrays.splitGains = [1]
            arrays.splitCovers = [2]
            arrays.leafValues = [Double(number), 0.001 * Double(number)]
            arrays.leafCovers = [1, 1]
            return try DecisionTree(arrays)
        }
        let model = try GradientBoostingModel(schema: schema, baseLogOdds: -3, trees: trees)
        let values = (0..<700).map { $0 == 99 ? Double.nan : Double($0) / 2 - 10 }
        try expectTheSame(model, FeatureMatrix(schema: schema, columns: [.numeric(values)]))
    }

    @Test func noTreesAndNoRows() throws {
        let schema = try FeatureSchema([Feature(name: "x", kind: .numeric)])
        let model = try GradientBoostingModel(schema: schema, baseLogOdds: 0.5, trees: [])
        for rows in [0, 1, 100] {
            let matrix = try FeatureMatrix(schema: schema, columns: [.numeric(.init(repeating: 1, count: rows))])
            #expect(try model.logOdds(of: matrix, on: pool) == .init(repeating: 0.5, count: rows))
        }
        #expect(try Self.logOdds(model, [1]) == 0.5)
        let empty = try GradientBoostingModel(schema: FeatureSchema([]), baseLogOdds: 0.5, trees: [])
        #expect(try Self.logOdds(empty, []) == 0.5)
    }

    /// A row comes without a matrix that was checked: what fits no feature is named, and nothing is looked up by it.
    @Test func aRowThatDoesNotFitIsRefused() throws {
        let model = try model(leaves: 8)
        let row = Self.numbers(LawfulData.dataset(rows: 1, seed: 7).features, row: 0)
        #expect(throws: LearningError.schemaMismatch(expected: "5 features", found: "4 values")) {
            try Self.logOdds(model, Array(row.dropLast()))
        }
        for (index, feature) in model.schema.features.enumerated() {
            let levels = feature.levelCount.map(Double.init)
            let wrong = levels.map { [$0, -2, 0.5, .nan, .infinity, 1e300] } ?? [.infinity, -.infinity]
            for value in wrong {
                var changed = row
                changed[index] = value
                #expect(throws: LearningError.invalidValue(feature: feature.name, row: 0)) {
                    try Self.logOdds(model, changed)
                }
            }
            var missing = row
            missing[index] = levels == nil ? .nan : -1
            #expect(try Self.logOdds(model, missing).isFinite)
        }
    }
}

/// The plain walk, which the kernels are compared with.
extension DecisionTree {
    /// The leaf a row falls into.
    fileprivate func leaf(_ matrix: FeatureMatrix, row: Int) -> Int {
        guard splitCount > 0 else { return 0 }
        var next: Int32 = 0
        while next >= 0 {
            let split = Int(next)
            let goesLeft =
                switch matrix.columns[Int(arrays.features[split])] {
                case .numeric(let values): goesLeft(split, value: values[row])
                case .categorical(let codes): goesLeft(split, code: codes[row])
                }
            next = goesLeft ? arrays.leftChildren[split] : arrays.rightChildren[split]
        }
        return Int(~next)
    }

    fileprivate func value(_ matrix: FeatureMatrix, row: Int) -> Double { arrays.leafValues[leaf(matrix, row: row)] }
}
