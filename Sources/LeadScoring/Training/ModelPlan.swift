import BoostedTrees
import LearningCore
import LinearModels
import ModelStorage

/// A kind of model with everything decided but the leads: fits a model to any of them.
enum ModelPlan: Sendable {
    case logistic(LogisticRegressionTrainer.Hyperparameters)
    case shaped(ShapeExpansion.Kind, LogisticRegressionTrainer.Hyperparameters)
    /// Logistic regression with a lasso that leaves features out.
    case elasticNet(ElasticNetTrainer.Hyperparameters)
    /// Boosted trees of one feature each, and of the strongest pairs.
    case additive(AdditiveBoostingTrainer.Hyperparameters)
    case boosted(GradientBoostingTrainer.Hyperparameters)

    var kind: String {
        switch self {
        case .logistic, .shaped, .elasticNet: "logistic"
        case .additive, .boosted: "boosted"
        }
    }

    /// What the plan is called among candidates.
    var name: String {
        switch self {
        case .logistic(let hyperparameters):
            hyperparameters == .init() ? "logistic" : "logistic (λ \(Int(hyperparameters.l2Regularization)))"
        case .elasticNet: "elastic net"
        case .additive: "additive"
        case .shaped(.splines, _): "logistic with splines"
        case .shaped(.steps, let hyperparameters): "logistic with steps (λ \(Int(hyperparameters.l2Regularization)))"
        case .boosted: "boosted"
        }
    }

    /// Whether the plan is preferred to a flexible one that is not clearly better.
    var isSimple: Bool {
        switch self {
        case .logistic, .elasticNet, .shaped(.splines, _): true
        case .shaped(.steps, _), .additive, .boosted: false
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
            case .shaped(let kind, let hyperparameters):
                let fit = try ShapedRegressionTrainer(kind, hyperparameters)
                    .fitted(to: dataset, validation: validation, on: pool)
                return (.shaped(fit.model), fit.report)
            case .elasticNet(let hyperparameters):
                let fit = try ElasticNetTrainer(hyperparameters)
                    .fitted(to: dataset, validation: validation, on: pool)
                return (.logistic(fit.model), fit.report)
            case .additive(let hyperparameters):
                let fit = try AdditiveBoostingTrainer(hyperparameters)
                    .fitted(to: dataset, validation: validation, on: pool)
                return (.boosted(fit.model), fit.report)
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
        case .shaped(let kind, let hyperparameters):
            return ["l2_regularization": "\(hyperparameters.l2Regularization)", "numbers": kind.rawValue]
        case .elasticNet(let hyperparameters):
            return ["l1_ratio": "\(hyperparameters.l1Ratio)", "numbers": "straight", "solver": "elastic net"]
        case .additive(let hyperparameters):
            return [
                "form": "additive", "pairs": "\(hyperparameters.maxPairCount)",
                "learning_rate": "\(hyperparameters.learningRate)",
                "l2_regularization": "\(hyperparameters.l2Regularization)",
            ]
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
