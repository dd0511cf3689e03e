import LearningCore
import TestSupport
import Testing

@testable import BoostedTrees

@Suite struct ForestExplainerTests {
    private let pool = WorkerPool(threadCount: 2)

    private func model(trees: Int, leaves: Int, _ dataset: Dataset) throws -> GradientBoostingModel {
        var hyperparameters = GradientBoostingTrainer.Hyperparameters()
        hyperparameters.treeCount = trees
        hyperparameters.maxLeafCount = leaves
        hyperparameters.minSamplesPerLeaf = 2
        hyperparameters.categorical.minSamplesPerLevel = 1
        return try GradientBoostingTrainer(hyperparameters).fitted(to: dataset, on: pool).model
    }

    private func explainer(_ model: GradientBoostingModel) -> ForestExplainer {
        ForestExplainer(trees: model.trees, base: model.baseLogOdds, schema: model.schema, on: pool)
    }

    /// A row's contributions are the same to the last bit, looked up or computed, alone or among others.
    @Test(arguments: [2, 8, 31])
    func tablesHoldWhatIsComputed(leaves: Int) throws {
        let dataset = LawfulData.dataset(rows: 900, seed: UInt64(leaves))
        let explainer = explainer(try model(trees: 4, leaves: leaves, dataset))
        let tables = try #require(explainer.tables(on: pool))
        let looked = explainer.contributions(to: dataset.features, tables, on: pool)
        #expect(looked == explainer.contributions(to: dataset.features, nil, on: pool))
        for row in [0, 63, 64, 511, 512, 899] {
            let alone = explainer.contributions(to: dataset.features.selecting(rows: [row]), tables, on: pool)
            #expect(alone.values == Array(looked[row: row]))
        }
    }

    /// However a tree is cut, its parts add up to the tree.
    @Test(arguments: [1, 3, 5, 10])
    func partsAddUpToTheTree(questions: Int) throws {
        let dataset = LawfulData.dataset(rows: 700, seed: 9)
        let model = try model(trees: 3, leaves: 40, dataset)
        let rows = 0..<200
        for tree in model.trees {
            let whole = ForestExplainer(explainers: [TreeExplainer(tree, mostQuestions: nil)], of: [tree], model)
            let cut = ForestExplainer(explainers: [TreeExplainer(tree, mostQuestions: questions)], of: [tree], model)
            #expect(cut.explainers[0].parts.count > 1)
            let one = whole.contributions(to: dataset.features, rows: rows, .init(whole.explainers, nil))
            let other = cut.contributions(to: dataset.features, rows: rows, .init(cut.explainers, nil))
            #expect(zip(one, other).allSatisfy { abs($0 - $1) < 1e-13 })
        }
    }

    /// The runs of a tree are all its leaves, each once.
    @Test func partsHoldEveryLeafOnce() throws {
        let dataset = LawfulData.dataset(rows: 700, seed: 3)
        for tree in try model(trees: 3, leaves: 50, dataset).trees {
            let parts = TreeExplainer(tree, mostQuestions: 6).parts
            let values = parts.flatMap { part in
                part.edges.array(2 * part.questionCount).filter { $0.child < 0 && $0.value != 0 }.map(\.value)
            }
            #expect(values.sorted() == tree.arrays.leafValues.filter { $0 != 0 }.sorted())
        }
    }

    /// A forest too large for tables is explained without, one part a tree.
    @Test func forestsTooLargeForTablesAreComputed() throws {
        let dataset = LawfulData.dataset(rows: 500, seed: 7)
        let model = try model(trees: 3, leaves: 31, dataset)
        let small = ForestExplainer(
            trees: model.trees, base: model.baseLogOdds, schema: model.schema, mostNumbers: 1_000, on: pool)
        #expect(small.tableQuestions == nil && small.tables(on: pool) == nil)
        #expect(small.explainers.allSatisfy { $0.parts.count == 1 })
        let rows = 0..<100
        let whole = explainer(model)
        let expected = whole.contributions(to: dataset.features, rows: rows, .init(whole.explainers, nil))
        let found = small.contributions(to: dataset.features, rows: rows, .init(small.explainers, nil))
        #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-13 })
    }

    /// A batch that is worth tables says the same as one that is not.
    @Test func aModelSaysTheSameInBatchesOfAnySize() throws {
        let dataset = LawfulData.dataset(rows: 700, seed: 5)
        let model = try model(trees: 3, leaves: 8, dataset)
        let rows = (0..<5_000).map { $0 % 700 }
        let few = try model.contributions(to: dataset.features, on: pool)
        let many = try model.contributions(to: dataset.features.selecting(rows: rows), on: pool)
        #expect(rows.indices.allSatisfy { Array(many[row: $0]) == Array(few[row: rows[$0]]) })
        #expect(try model.contributions(to: dataset.features, on: pool) == few)
    }
}

extension ForestExplainer {
    fileprivate init(explainers: [TreeExplainer], of trees: [DecisionTree], _ model: GradientBoostingModel) {
        self.init(explainers: explainers, trees: trees, base: 0, schema: model.schema, tableQuestions: nil)
    }
}
