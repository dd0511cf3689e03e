import BoostedTrees
import Evaluation
import FeatureExtraction
import LearningCore
import Tabular

/// A small boosted model, cross-validated, for asking what a column is worth beside all others.
struct QuickModel {
    private static let foldCount = 3
    private let dataset: Dataset
    private let fold: [Int]
    private let pool: WorkerPool
    private let trainer: GradientBoostingTrainer

    init(
        _ frame: DataFrame, _ labels: [Bool], _ recipe: FeatureRecipe, seed: UInt64, on pool: WorkerPool
    ) throws(Diagnostic) {
        let dataset = try Diagnostic.translating { () throws(ExtractionError) in
            try recipe.fitted(to: frame, on: pool).matrix(from: frame, on: pool)
        }
        self.dataset = try Diagnostic.translating { () throws(LearningError) in
            try Dataset(features: dataset, labels: labels)
        }
        self.pool = pool
        fold = labels.indices.map { Int(SplitMix64.mix(~seed ^ UInt64($0)) % UInt64(Self.foldCount)) }
        var hyperparameters = GradientBoostingTrainer.Hyperparameters()
        hyperparameters.treeCount = 50
        hyperparameters.maxLeafCount = 15
        hyperparameters.learningRate = 0.15
        trainer = try Diagnostic.translating { () throws(LearningError) in
            try GradientBoostingTrainer(hyperparameters)
        }
    }

    /// The mean AUC over the folds, without the features of some columns.
    func auc(without columns: Set<String>) throws(Diagnostic) -> Double {
        let features = dataset.features.schema.features
        let kept = features.indices.filter { !columns.contains(features[$0].field) }
        guard !kept.isEmpty else { return 0.5 }
        let part = dataset.selecting(features: kept)
        var sum = 0.0
        for test in 0..<Self.foldCount {
            let train = part.selecting(rows: fold.indices.filter { fold[$0] != test })
            let held = part.selecting(rows: fold.indices.filter { fold[$0] == test })
            let scores = try Diagnostic.translating { () throws(LearningError) in
                try trainer.fitted(to: train, on: pool).model.logOdds(of: held.features, on: pool)
            }
            let outcomes = try Diagnostic.translating { () throws(EvaluationError) in
                try ScoredOutcomes(logOdds: scores, labels: held.labels)
            }
            sum += ROCAUC().value(of: outcomes) ?? 0.5
        }
        return sum / Double(Self.foldCount)
    }
}
