import BoostedTrees
import LearningCore
import TestSupport
import Testing

@Suite struct FeatureImportanceTests {
    @Test func sumsOverSplits() throws {
        let arrays = DecisionTreeTests.arrays
        let model = try GradientBoostingModel(
            schema: DecisionTreeTests.schema(), baseLogOdds: 0, trees: [DecisionTree(arrays), DecisionTree(arrays)])
        #expect(model.featureImportance.gain == [10, 4])
        #expect(model.featureImportance.splitCount == [2, 2])
    }

    /// In the synthetic world the first number has weight 1, the second −0.5, the third none.
    @Test func ranksFeaturesByTheirEffect() throws {
        let pool = WorkerPool(threadCount: 2)
        let sample = SyntheticWorld().sample(rows: 3_000, seed: 4).dataset
        var hyperparameters = GradientBoostingTrainer.Hyperparameters()
        hyperparameters.treeCount = 20
        let model = try GradientBoostingTrainer(hyperparameters).fitted(to: sample, on: pool).model
        let part = sample.features.selecting(rows: Array(0..<300))
        for importance in [model.featureImportance.gain, try model.meanAbsoluteContributions(to: part, on: pool)] {
            #expect(importance[0] > importance[1] && importance[1] > importance[2])
        }
        let none = try model.meanAbsoluteContributions(to: sample.features.selecting(rows: []), on: pool)
        #expect(none == [0, 0, 0, 0])
    }
}
