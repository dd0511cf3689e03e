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
    /// Several plans' weighted mean.
    case blend([BlendPart])
    /// Own models for some segments of the leads.
    indirect case segmented(SegmentPlan)

    /// A plan with its share of a blend.
    struct BlendPart: Sendable {
        let plan: ModelPlan
        let weight: Double
    }

    var kind: String {
        switch self {
        case .logistic, .shaped, .elasticNet: "logistic"
        case .additive, .boosted: "boosted"
        case .blend: "blend"
        case .segmented: "segmented"
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
        case .shaped(.evidence, _): "logistic with WoE"
        case .shaped(.steps, let hyperparameters): "logistic with steps (λ \(Int(hyperparameters.l2Regularization)))"
        case .boosted(let hyperparameters): Self.name(of: hyperparameters)
        case .blend(let parts): "blend of " + parts.map(\.plan.name).joined(separator: " + ")
        case .segmented(let plan): "segments of \"\(plan.feature)\""
        }
    }

    private static func name(of boosting: GradientBoostingTrainer.Hyperparameters) -> String {
        let usual = GradientBoostingTrainer.Hyperparameters()
        var particulars: [String] = []
        if boosting.maxLeafCount != usual.maxLeafCount { particulars.append("\(boosting.maxLeafCount) leaves") }
        if boosting.categorical.minEncodedLevelCount == nil { particulars.append("levels as such") }
        return particulars.isEmpty ? "boosted" : "boosted (\(particulars.joined(separator: ", ")))"
    }

    /// Whether the plan is preferred to a flexible one that is not clearly better.
    var isSimple: Bool {
        switch self {
        case .logistic, .elasticNet, .shaped(.splines, _), .shaped(.evidence, _): true
        case .shaped(.steps, _), .additive, .boosted, .blend, .segmented: false
        }
    }

    func fitted(
        to dataset: Dataset, validation: Dataset? = nil, on pool: WorkerPool
    ) throws(Diagnostic) -> (model: StoredModel, report: FitReport) {
        if case .blend(let parts) = self { return try Self.blended(parts, dataset, on: pool) }
        if case .segmented(let plan) = self { return try plan.fitted(to: dataset, on: pool) }
        return try Diagnostic.translating { () throws(LearningError) in
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
            case .blend, .segmented: throw .numericalFailure("a blend or segments within another model")
            }
        }
    }

    private static func blended(
        _ parts: [BlendPart], _ dataset: Dataset, on pool: WorkerPool
    ) throws(Diagnostic) -> (model: StoredModel, report: FitReport) {
        let fits = try pool.fits(parts.count, rows: dataset.rowCount) { index throws(Diagnostic) in
            try parts[index].plan.fitted(to: dataset, on: pool)
        }
        let model = try Diagnostic.translating { () throws(StorageError) in
            try BlendedModel(zip(parts, fits).map { BlendedModel.Part(weight: $0.weight, model: $1.model) })
        }
        var report = FitReport(
            iterations: fits.map(\.report.iterations).max() ?? 0, converged: fits.allSatisfy(\.report.converged),
            trainingLoss: zip(parts, fits).reduce(0) { $0 + $1.0.weight * $1.1.report.trainingLoss })
        report.warnings = fits.flatMap(\.report.warnings)
        return (.blended(model), report)
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
            var settings = [
                "trees": "\(hyperparameters.treeCount)", "leaves": "\(hyperparameters.maxLeafCount)",
                "learning_rate": "\(hyperparameters.learningRate)",
                "l2_regularization": "\(hyperparameters.l2Regularization)",
                "min_samples_per_leaf": "\(hyperparameters.minSamplesPerLeaf)",
            ]
            if let depth = hyperparameters.maxDepth { settings["max_depth"] = "\(depth)" }
            if hyperparameters.featureSamplingPerTree < 1 {
                settings["features_per_tree"] = "\(hyperparameters.featureSamplingPerTree)"
                settings["features_per_split"] = "\(hyperparameters.featureSamplingPerNode)"
            }
            if hyperparameters.validationMetric != .logLoss {
                settings["validation_metric"] = hyperparameters.validationMetric.rawValue
            }
            if hyperparameters.seedCount > 1 { settings["seeds"] = "\(hyperparameters.seedCount)" }
            let groups = hyperparameters.interactionConstraints
            if !groups.isEmpty { settings["interaction_groups"] = "\(groups.count)" }
            return settings
        case .blend(let parts):
            return ["blend": parts.map { "\($0.plan.name) \(percent($0.weight))" }.joined(separator: ", ")]
        case .segmented(let plan):
            return plan.common.settings.merging([
                "common_model": plan.common.name,
                "segments": "\(plan.feature): "
                    + plan.own.map { "\($0.level) (\($0.plan.name))" }.joined(separator: ", "),
            ]) { _, new in new }
        }
    }
}
