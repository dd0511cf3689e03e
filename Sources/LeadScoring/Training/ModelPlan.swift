import BoostedTrees
import LearningCore
import LinearModels
import ModelStorage

/// A kind of model with everything decided but the leads: fits a model to any of them.
enum ModelPlan: Sendable {
    case logistic(LogisticRegressionTrainer.Hyperparameters)
    case splines(LogisticRegressionTrainer.Hyperparameters)
    case boosted(GradientBoostingTrainer.Hyperparameters)

    var kind: String {
        switch self {
        case .logistic, .splines: "logistic"
        case .boosted: "boosted"
        }
    }

    func fitted(
        to dataset: Dataset, validation: Dataset? = nil, on pool: WorkerPool
    ) throws(Diagnostic) -> (model: StoredModel, report: FitReport) {
        try Diagnostic.translating { () throws(LearningError) in
            switch self {
            case .logistic(let hyperparameters):
                let fit = try LogisticRegressionTrainer(hyperparameters)
                    .fitted(to: dataset, validation: validation, on: pool)
                return (.logistic(fit.model), fit.report)
            case .splines(let hyperparameters):
                let fit = try SplineRegressionTrainer(hyperparameters)
                    .fitted(to: dataset, validation: validation, on: pool)
                return (.splines(fit.model), fit.report)
            case .boosted(let hyperparameters):
                let fit = try GradientBoostingTrainer(hyperparameters)
                    .fitted(to: dataset, validation: validation, on: pool)
                return (.boosted(fit.model), fit.report)
            }
        }
    }

    /// Hyperparameters by name, for the model's record.
    var settings: [String: String] {
        switch self {
        case .logistic(let hyperparameters):
            return ["l2_regularization": "\(hyperparameters.l2Regularization)", "numbers": "straight"]
        case .splines(let hyperparameters):
            return ["l2_regularization": "\(hyperparameters.l2Regularization)", "numbers": "splines"]
        case .boosted(let hyperparameters):
            return [
                "trees": "\(hyperparameters.treeCount)", "leaves": "\(hyperparameters.maxLeafCount)",
                "learning_rate": "\(hyperparameters.learningRate)",
                "l2_regularization": "\(hyperparameters.l2Regularization)",
                "min_samples_per_leaf": "\(hyperparameters.minSamplesPerLeaf)",
            ]
        }
    }
}
