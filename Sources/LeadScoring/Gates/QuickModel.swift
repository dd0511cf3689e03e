import BoostedTrees
import Evaluation
import FeatureExtraction
import Foundation
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

    /// What leaving columns out costs.
    struct Loss: Sendable {
        /// AUC, the mean over the folds.
        let value: Double
        /// Of the paired difference (DeLong), over the folds.
        let standardError: Double

        /// The loss is at least this, 95 % sure.
        var atLeast: Double { value - 1.645 * standardError }
    }

    /// For each set of columns what leaving them out as well costs. The fits run side by side.
    func losses(of sets: [Set<String>], removed: Set<String>) throws(Diagnostic) -> [Loss] {
        let features = dataset.features.schema.features
        let parts = ([removed] + sets.map { removed.union($0) }).map { columns in
            features.indices.filter { !columns.contains(features[$0].field) }
        }
        let judged = try pool.tryMap(parts.count * Self.foldCount) { task throws(Diagnostic) in
            try outcomes(features: parts[task / Self.foldCount], test: task % Self.foldCount)
        }
        return sets.indices.map { set in
            let pairs = (0..<Self.foldCount).compactMap { fold in
                try? PairedAUCComparison(judged[fold], judged[(set + 1) * Self.foldCount + fold])
            }
            // With fewer than two won leads in a fold nothing is known of the loss.
            guard pairs.count == Self.foldCount else { return Loss(value: 0, standardError: .infinity) }
            return Loss(
                value: pairs.reduce(0) { $0 + $1.difference.value } / Double(pairs.count),
                standardError: pairs.reduce(0) { $0 + pow($1.standardError, 2) }.squareRoot() / Double(pairs.count))
        }
    }

    private func outcomes(features: [Int], test: Int) throws(Diagnostic) -> ScoredOutcomes {
        let part = dataset.selecting(features: features)
        let train = part.selecting(rows: fold.indices.filter { fold[$0] != test })
        let held = part.selecting(rows: fold.indices.filter { fold[$0] == test })
        let scores = try Diagnostic.translating { () throws(LearningError) in
            guard !features.isEmpty else { return [Double](repeating: 0, count: held.rowCount) }
            return try trainer.fitted(to: train, on: pool).model.logOdds(of: held.features, on: pool)
        }
        return try Diagnostic.translating { () throws(EvaluationError) in
            try ScoredOutcomes(logOdds: scores, labels: held.labels)
        }
    }
}
