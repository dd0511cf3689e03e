import BoostedTrees
import LearningCore
import TestSupport
import Testing

@Suite struct GradientBoostingTrainerTests {
    private let pool = WorkerPool(threadCount: 2)

    private static func small(_ change: (inout GradientBoostingTrainer.Hyperparameters) -> Void = { _ in }) throws
        -> GradientBoostingTrainer
    {
        var hyperparameters = GradientBoostingTrainer.Hyperparameters()
        hyperparameters.treeCount = 8
        hyperparameters.learningRate = 0.3
        hyperparameters.maxLeafCount = 8
        change(&hyperparameters)
        return try GradientBoostingTrainer(hyperparameters)
    }

    @Test func keepsTheLawsOfTrainers() throws {
        try TrainerLaws(Self.small()).checkAll()
    }
}
