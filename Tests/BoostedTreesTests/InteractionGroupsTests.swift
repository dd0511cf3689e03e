import LearningCore
import TestSupport
import Testing

@testable import BoostedTrees

@Suite struct InteractionGroupsTests {
    private let pool = WorkerPool(threadCount: 2)
    private let dataset = LawfulData.dataset(rows: 2_500, seed: 4)

    private func model(
        _ groups: [[String]], _ change: (inout GradientBoostingTrainer.Hyperparameters) -> Void = { _ in }
    ) throws -> GradientBoostingModel {
        var hyperparameters = GradientBoostingTrainer.Hyperparameters()
        hyperparameters.treeCount = 20
        hyperparameters.learningRate = 0.2
        hyperparameters.minSamplesPerLeaf = 10
        hyperparameters.interactionConstraints = groups
        change(&hyperparameters)
        return try GradientBoostingTrainer(hyperparameters).fitted(to: dataset, on: pool).model
    }

    /// The features on each path from the root to a leaf, by name.
    private func paths(of model: GradientBoostingModel) -> Set<Set<String>> {
        var paths: Set<Set<String>> = []
        for tree in model.trees {
            var above = [Set<String>](repeating: [], count: tree.splitCount)
            for split in 0..<tree.splitCount {
                let path = above[split].union([model.schema.features[Int(tree.arrays.features[split])].name])
                for child in [tree.arrays.leftChildren[split], tree.arrays.rightChildren[split]] {
                    if child >= 0 { above[Int(child)] = path } else { paths.insert(path) }
                }
            }
        }
        return paths
    }

    /// The law: a group holds all features of a path, whatever is sampled.
    @Test(arguments: [1.0, 0.5], [1.0, 0.6])
    func noPathMixesGroups(perNode: Double, perTree: Double) throws {
        let groups = [["number0", "level0"], ["number1", "level0"], ["number2", "number1"]]
        let model = try model(groups) {
            $0.featureSamplingPerNode = perNode
            $0.featureSamplingPerTree = perTree
        }
        let allowed = groups.map(Set.init) + [["level1"]]
        let paths = paths(of: model)
        for path in paths { #expect(allowed.contains { $0.isSuperset(of: path) }, "\(path.sorted())") }
        // The constraint is felt: there are paths of two features, and free trees mix what these must not.
        #expect(paths.contains { $0.count == 2 })
        let free = try self.paths(of: self.model([]))
        #expect(free.contains { path in !allowed.contains { $0.isSuperset(of: path) } })
    }

    /// In LightGBM's words: after the first split all groups that hold it stay open, after the second those that hold both.
    @Test func pathsNarrowTheGroups() throws {
        let schema = try FeatureSchema("abcde".map { Feature(name: String($0), kind: .numeric) })
        let groups = try #require(try InteractionGroups([["a", "b"], ["c", "a", "a"], ["c", "d"]], schema: schema))
        let afterA = groups.groups(holding: nil, and: 0)
        #expect(groups.features(in: afterA) == [true, true, true, false, false])
        let afterAC = groups.groups(holding: afterA, and: 2)
        #expect(groups.features(in: afterAC) == [true, false, true, false, false])
        #expect(groups.features(in: groups.groups(holding: nil, and: 4)) == [false, false, false, false, true])
        #expect(groups.join(0, 1) && groups.join(2, 0) && !groups.join(0, 3) && !groups.join(4, 0))
        #expect(try InteractionGroups([], schema: schema) == nil)
    }

    @Test func oneGroupOfAllConstrainsNothing() throws {
        #expect(try model([dataset.features.schema.features.map(\.name)]) == model([]))
    }

    /// Without any pair the log-odds are a sum of functions of one feature each: f(a, b) + f(a', b') = f(a, b') + f(a', b).
    @Test func featuresThatStandAloneAddUp() throws {
        let model = try model([[]])
        let columns = dataset.features.columns
        for feature in columns.indices {
            func scores(_ rows: [Int], with others: [Int]) throws -> [Double] {
                var mixed = columns.map { $0.selecting(rows) }
                mixed[feature] = columns[feature].selecting(others)
                return try model.logOdds(
                    of: FeatureMatrix(schema: dataset.features.schema, columns: mixed), on: pool)
            }
            let (some, others) = (Array(0..<300), Array(300..<600))
            let (aa, bb) = try (scores(some, with: some), scores(others, with: others))
            let (ab, ba) = try (scores(some, with: others), scores(others, with: some))
            for row in aa.indices { #expect(abs(aa[row] + bb[row] - ab[row] - ba[row]) < 1e-12) }
        }
    }

    @Test func additivePairsKeepToTheGroups() throws {
        var hyperparameters = AdditiveBoostingTrainer.Hyperparameters()
        hyperparameters.maxRoundCount = 30
        hyperparameters.interactionConstraints = [["number0", "level0"], ["number1", "number2"]]
        let fit = try AdditiveBoostingTrainer(hyperparameters).fitted(to: xor(), on: pool)
        let allowed: [Set<String>] = [["number0", "level0"], ["number1", "number2"]]
        let found = paths(of: fit.model).filter { $0.count > 1 }
        #expect(!found.isEmpty && found.allSatisfy(allowed.contains))
        hyperparameters.interactionConstraints = []
        let free = try AdditiveBoostingTrainer(hyperparameters).fitted(to: xor(), on: pool)
        #expect(paths(of: free.model).contains(["number0", "number1"]))
        hyperparameters.interactionConstraints = [["nobody"]]
        #expect(throws: LearningError.self) {
            try AdditiveBoostingTrainer(hyperparameters).fitted(to: dataset, on: pool)
        }
    }

    /// Won when the signs of two pairs of numbers agree: most of it lies in (number0, number1), some in (number1, number2).
    private func xor() throws -> Dataset {
        let numbers = dataset.features.columns.prefix(3).map { column -> [Double] in
            guard case .numeric(let values) = column else { return [] }
            return values
        }
        var generator = SeededGenerator(seed: 3)
        let labels = (0..<dataset.rowCount).map { row in
            let strong: Double = numbers[0][row] * numbers[1][row] > 0 ? 1.5 : -1.5
            let weak: Double = numbers[1][row] * numbers[2][row] > 0 ? 0.8 : -0.8
            return generator.nextUniform() < LogisticLoss.probability(logOdds: strong + weak)
        }
        return try Dataset(features: dataset.features, labels: labels)
    }

    @Test func unknownNamesAreRefused() {
        #expect(
            throws: LearningError.schemaMismatch(
                expected: "a feature \"nobody\" to constrain", found: "none of that name")
        ) {
            try model([["number0", "nobody"]])
        }
    }
}
