import BoostedTrees
import Evaluation
import FeatureExtraction
import LeadHistory
import LearningCore
import Tabular

/// A small boosted model, cross-validated, for asking what a column is worth beside all others. It need not be the best
/// model: a leak costs any model a lot.
struct QuickModel: Sendable {
    private static let foldCount = 3
    private let dataset: Dataset
    private let fold: [Int]
    private let pool: WorkerPool
    private let trainer: GradientBoostingTrainer

    static var hyperparameters: GradientBoostingTrainer.Hyperparameters {
        var hyperparameters = GradientBoostingTrainer.Hyperparameters()
        hyperparameters.treeCount = 30
        hyperparameters.maxLeafCount = 10
        hyperparameters.learningRate = 0.25
        return hyperparameters
    }

    init(
        _ frame: DataFrame, _ events: SnapshotEvents?, _ labels: [Bool], _ recipe: LeadRecipe, seed: UInt64,
        on pool: WorkerPool
    ) throws(Diagnostic) {
        let matrix = try Diagnostic.translating { () throws(ExtractionError) in
            try recipe.fitted(to: frame, events: events, on: pool).matrix(from: frame, events: events, on: pool)
        }
        dataset = try Diagnostic.translating { () throws(LearningError) in
            try Dataset(features: matrix, labels: labels)
        }
        trainer = try Diagnostic.translating { () throws(LearningError) in
            try GradientBoostingTrainer(Self.hyperparameters)
        }
        self.pool = pool
        fold = labels.indices.map { Int(SplitMix64.mix(~seed ^ UInt64($0)) % UInt64(Self.foldCount)) }
    }

    /// For each set of columns the mean AUC over the folds without their features. The fits run side by side.
    func aucs(without sets: [Set<String>]) throws(Diagnostic) -> [Double] {
        let features = dataset.features.schema.features
        let parts = sets.map { columns in features.indices.filter { !columns.contains(features[$0].field) } }
        let aucs = try pool.tryMap(sets.count * Self.foldCount) { task throws(Diagnostic) in
            try auc(features: parts[task / Self.foldCount], test: task % Self.foldCount)
        }
        return sets.indices.map { set in
            aucs[set * Self.foldCount..<(set + 1) * Self.foldCount].reduce(0, +) / Double(Self.foldCount)
        }
    }

    private func auc(features: [Int], test: Int) throws(Diagnostic) -> Double {
        guard !features.isEmpty else { return 0.5 }
        let part = dataset.selecting(features: features)
        let train = part.selecting(rows: fold.indices.filter { fold[$0] != test })
        let held = part.selecting(rows: fold.indices.filter { fold[$0] == test })
        let scores = try Diagnostic.translating { () throws(LearningError) in
            try trainer.fitted(to: train, on: pool).model.logOdds(of: held.features, on: pool)
        }
        let outcomes = try Diagnostic.translating { () throws(EvaluationError) in
            try ScoredOutcomes(logOdds: scores, labels: held.labels)
        }
        return ROCAUC().value(of: outcomes) ?? 0.5
    }
}
