import BoostedTrees
import LearningCore
import TestSupport
import Testing

@Suite struct GradientBoostingModelRecodingTests {
    private let pool = WorkerPool(threadCount: 1)

    private func trained() throws -> (GradientBoostingModel, Dataset) {
        var hyperparameters = GradientBoostingTrainer.Hyperparameters()
        hyperparameters.treeCount = 10
        let data = LawfulData.dataset(rows: 800, seed: 4)
        return (try GradientBoostingTrainer(hyperparameters).fitted(to: data, on: pool).model, data)
    }

    /// Levels in another order, with one more that means missing, and rows written that way: the same scores.
    @Test func aRowInTheNewWritingScoresAsInTheOld() throws {
        let (model, data) = try trained()
        var features: [Feature] = []
        var columns: [FeatureColumn] = []
        var meanings: [Int: [Int32]] = [:]
        for (position, feature) in model.schema.features.enumerated() {
            guard case .categorical(let levels) = feature.kind,
                case .categorical(let codes) = data.features.columns[position]
            else {
                features.append(feature)
                columns.append(data.features.columns[position])
                continue
            }
            let count = Int32(levels.count)
            meanings[position] = (0..<count).map { count - 1 - $0 } + [-1]
            features.append(Feature(name: feature.name, kind: .categorical(levels: levels.reversed() + ["none"])))
            columns.append(.categorical(codes.map { $0 < 0 ? count : count - 1 - $0 }))
        }
        #expect(!meanings.isEmpty)
        let schema = try FeatureSchema(features)
        let recoded = try model.recoded(for: schema, meanings: meanings)
        let rewritten = try FeatureMatrix(schema: schema, columns: columns)
        #expect(
            try recoded.logOdds(of: rewritten, on: pool) == model.logOdds(of: data.features, on: pool))
    }

    /// A number of two values becomes a feature of two levels.
    @Test func numbersBecomeLevels() throws {
        var arrays = DecisionTree.Arrays()
        arrays.features = [0]
        arrays.thresholds = [0.5]
        arrays.levelSetOffsets = [0, 0]
        arrays.missingGoesLeft = [true]
        arrays.leftChildren = [-1]
        arrays.rightChildren = [-2]
        arrays.splitGains = [1]
        arrays.splitCovers = [2]
        arrays.leafValues = [-1, 2]
        arrays.leafCovers = [1, 1]
        let number = try FeatureSchema([Feature(name: "x", kind: .numeric)])
        let yesNo = try FeatureSchema([Feature(name: "x", kind: .categorical(levels: ["no", "yes"]))])
        let model = try GradientBoostingModel(schema: number, baseLogOdds: 0, trees: [DecisionTree(arrays)])
        let recoded = try model.recoded(for: yesNo, meanings: [0: [0, 1]])
        let matrix = try FeatureMatrix(schema: yesNo, columns: [.categorical([0, 1, -1])])
        #expect(try recoded.logOdds(of: matrix, on: pool) == [-1, 2, -1])
        #expect(throws: DecisionTreeError.self) { try model.recoded(for: yesNo, meanings: [:]) }
    }

    @Test func rescalingIsALineInLogOdds() throws {
        let (model, data) = try trained()
        let rescaled = try model.rescaled(slope: 0.7, intercept: -0.3)
        let found = try rescaled.logOdds(of: data.features, on: pool)
        let expected = try model.logOdds(of: data.features, on: pool).map { 0.7 * $0 - 0.3 }
        // Ten leaves are multiplied before they are added.
        for (found, expected) in zip(found, expected) { #expect(abs(found - expected) < 1e-12) }
        #expect(throws: DecisionTreeError.badNumber) { try model.rescaled(slope: .infinity, intercept: 0) }
    }
}
