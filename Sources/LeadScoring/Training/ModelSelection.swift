import BoostedTrees
import Evaluation
import LearningCore
import LinearModels
import ModelStorage

/// Chooses the kind of model, and the number of trees, by cross-validated log loss on the training leads alone.
///
/// The folds are those of the hold-out in small: rolling origin in time, else grouped, else stratified. The number of
/// trees is the one with the lowest mean validation loss over the folds. With ``ModelChoice/auto`` the logistic
/// regression is taken unless the trees are better by more than one standard error of the difference over the folds.
struct ModelSelection {
    /// With more leads than this one fold says enough.
    static let manyRows = 50_000
    static let maximumTreeCount = 1_000
    static let patience = 40

    let request: TrainingRequest
    let pool: WorkerPool

    /// A candidate's mean log loss over the folds.
    struct Candidate: Sendable, Equatable {
        let kind: String
        let logLoss: Double
        let standardError: Double
        let treeCount: Int?
    }

    struct Choice: Sendable {
        let plan: ModelPlan
        /// What was compared; empty when nothing had to be.
        let candidates: [Candidate]
        let warnings: [String]
    }

    func choice(for dataset: Dataset, order: LeadOrder) throws(Diagnostic) -> Choice {
        let logistic = ModelPlan.logistic(LogisticRegressionTrainer.Hyperparameters())
        var boosting = boostingHyperparameters(dataset.features.schema)
        if request.model == .logistic { return Choice(plan: logistic, candidates: [], warnings: []) }
        if request.model == .boosted, let count = request.treeCount {
            boosting.treeCount = count
            return Choice(plan: .boosted(boosting), candidates: [], warnings: [])
        }
        let folds = try folds(of: dataset, order)
        let curve = try boostingCurve(boosting, dataset, folds)
        boosting.treeCount = curve.treeCount
        let boosted = Self.candidate("boosted", curve.losses, treeCount: curve.treeCount)
        if request.model == .boosted { return Choice(plan: .boosted(boosting), candidates: [boosted], warnings: []) }
        let losses = try logisticLosses(logistic, dataset, folds)
        let candidates = [Self.candidate("logistic", losses, treeCount: nil), boosted]
        let gains = zip(losses, curve.losses).map { $0 - $1 }
        let gain = gains.reduce(0, +) / Double(gains.count)
        let isClear = gain > Self.standardError(of: gains)
        return Choice(plan: isClear ? .boosted(boosting) : logistic, candidates: candidates, warnings: [])
    }

    private func boostingHyperparameters(_ schema: FeatureSchema) -> GradientBoostingTrainer.Hyperparameters {
        var boosting = GradientBoostingTrainer.Hyperparameters()
        boosting.seed = request.seed
        if let leaves = request.leafCount { boosting.maxLeafCount = leaves }
        if let rate = request.learningRate { boosting.learningRate = rate }
        for (column, rises) in request.monotone {
            for feature in schema.features where feature.name == column && feature.kind == .numeric {
                boosting.monotoneConstraints[feature.name] = rises ? .increasing : .decreasing
            }
        }
        return boosting
    }

    private func folds(of dataset: Dataset, _ order: LeadOrder) throws(Diagnostic) -> [Split] {
        let folds = try Diagnostic.translating { () throws(EvaluationError) in
            try order.folds(labels: dataset.labels, count: request.effort.foldCount, seed: request.seed)
        }
        return dataset.rowCount > Self.manyRows ? Array(folds.suffix(1)) : folds
    }

    /// The mean validation loss at the best common number of trees, per fold.
    private func boostingCurve(
        _ hyperparameters: GradientBoostingTrainer.Hyperparameters, _ dataset: Dataset, _ folds: [Split]
    ) throws(Diagnostic) -> (treeCount: Int, losses: [Double]) {
        var growing = hyperparameters
        growing.treeCount = request.treeCount ?? Self.maximumTreeCount
        growing.earlyStoppingRounds = request.treeCount == nil ? Self.patience : nil
        let plan = ModelPlan.boosted(growing)
        let curves = try pool.fits(folds.count, rows: dataset.rowCount) { index throws(Diagnostic) in
            let test = dataset.selecting(rows: folds[index].test)
            let fit = try plan.fitted(to: dataset.selecting(rows: folds[index].train), validation: test, on: pool)
            // Leads that allow not one split give no tree, and so no curve: the model is the base rate.
            let curve = fit.report.validationLosses
            return curve.isEmpty ? [try loss(of: fit.model, on: test)] : curve
        }
        let common = curves.map(\.count).min() ?? 0
        if let count = request.treeCount { return (count, curves.map { $0[min(count, $0.count) - 1] }) }
        let means = (0..<common).map { tree in curves.reduce(0) { $0 + $1[tree] } }
        let best = means.indices.min { means[$0] < means[$1] } ?? 0
        return (best + 1, curves.map { $0[best] })
    }

    private func logisticLosses(_ plan: ModelPlan, _ dataset: Dataset, _ folds: [Split]) throws(Diagnostic) -> [Double]
    {
        try pool.fits(folds.count, rows: dataset.rowCount) { index throws(Diagnostic) in
            let model = try plan.fitted(to: dataset.selecting(rows: folds[index].train), on: pool).model
            return try loss(of: model, on: dataset.selecting(rows: folds[index].test))
        }
    }

    /// The mean log loss, in nats.
    private func loss(of model: StoredModel, on test: Dataset) throws(Diagnostic) -> Double {
        let scores = try Diagnostic.translating { () throws(LearningError) in
            try model.logOdds(of: test.features, on: pool)
        }
        let sum = zip(scores, test.labels).reduce(0) { $0 + LogisticLoss.loss(logOdds: $1.0, won: $1.1) }
        return sum / Double(max(test.rowCount, 1))
    }

    private static func candidate(_ kind: String, _ losses: [Double], treeCount: Int?) -> Candidate {
        Candidate(
            kind: kind, logLoss: losses.reduce(0, +) / Double(max(losses.count, 1)),
            standardError: standardError(of: losses), treeCount: treeCount)
    }

    /// The standard error of a mean; 0 for a single value.
    static func standardError(of values: [Double]) -> Double {
        guard values.count > 1 else { return 0 }
        let mean = values.reduce(0, +) / Double(values.count)
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return (squares / Double(values.count - 1) / Double(values.count)).squareRoot()
    }
}
