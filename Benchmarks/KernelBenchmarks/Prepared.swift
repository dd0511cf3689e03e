import BoostedTrees
import LearningCore
import LinearModels
import Tabular

/// What benchmarks start from, made once per process.
enum Prepared {
    static func table() throws -> DataFrame {
        try TableReader(path: MadeUpLeads.shared.file.path, pool: WorkerPool()).read(.inferAll).frame
    }

    static func logisticTrainer() throws -> LogisticRegressionTrainer { try LogisticRegressionTrainer() }

    static func boostingTrainer() throws -> GradientBoostingTrainer {
        var hyperparameters = GradientBoostingTrainer.Hyperparameters()
        hyperparameters.treeCount = 100
        return try GradientBoostingTrainer(hyperparameters)
    }

    static let logisticModel = Result {
        try logisticTrainer().fitted(to: MadeUpLeads.shared.dataset, validation: nil, on: WorkerPool()).model
    }

    static let boostingModel = Result {
        try boostingTrainer().fitted(to: MadeUpLeads.shared.dataset, validation: nil, on: WorkerPool()).model
    }

    /// The scores the boosted model gives its own training leads: many different ones, some of them equal.
    static let logOdds = Result {
        try boostingModel.get().logOdds(of: MadeUpLeads.shared.dataset.features, on: WorkerPool())
    }
}
