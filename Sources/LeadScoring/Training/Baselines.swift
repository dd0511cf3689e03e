import Evaluation
import FeatureExtraction
import Foundation
import LearningCore
import LinearModels

/// What a model has to beat, on the same held-out leads.
public struct Baselines: Sendable, Encodable {
    /// Log loss of giving every lead the won rate of the training leads.
    public let constantLogLoss: Double
    /// The column that tells most alone, by its out-of-fold AUC on the training leads; leaks do not count.
    public let bestColumn: String?
    public let bestColumnAUC: Double?
    /// Naive Bayes from counts, as some CRMs have it.
    public let naiveBayesAUC: Double?
    public let naiveBayesLogLoss: Double?

    private enum CodingKeys: String, CodingKey {
        case constantLogLoss = "constant_log_loss"
        case bestColumn = "best_column"
        case bestColumnAUC = "best_column_roc_auc"
        case naiveBayesAUC = "naive_bayes_roc_auc"
        case naiveBayesLogLoss = "naive_bayes_log_loss"
    }

    init(train: Dataset, test: Dataset, _ gates: LeadGates, on pool: WorkerPool) throws(Diagnostic) {
        let rate = Double(train.positiveCount) / Double(train.rowCount)
        let z = log(rate / (1 - rate))
        constantLogLoss =
            test.labels.reduce(0) { $0 + LogisticLoss.loss(logOdds: z, won: $1) } / Double(max(test.rowCount, 1))
        let best = gates.evidence.filter { !gates.leaks.contains($0.column) }
            .max { ($0.aloneAUC ?? 0, $1.column) < ($1.aloneAUC ?? 0, $0.column) }
        bestColumn = best?.column
        bestColumnAUC = best?.aloneAUC
        let logOdds = try Diagnostic.translating { () throws(LearningError) in
            try NaiveBayesTrainer().fitted(to: train, on: pool).model.logOdds(of: test.features, on: pool)
        }
        let outcomes = try Diagnostic.translating { () throws(EvaluationError) in
            try ScoredOutcomes(logOdds: logOdds, labels: test.labels)
        }
        naiveBayesAUC = ROCAUC().value(of: outcomes)
        naiveBayesLogLoss = LogLoss().value(of: outcomes)
    }

    /// For a terminal.
    var line: String {
        var words = ["the won rate for all: log loss \(decimal(constantLogLoss, 3))"]
        if let bestColumn, let auc = bestColumnAUC { words.append("\"\(bestColumn)\" alone: AUC \(decimal(auc, 3))") }
        if let auc = naiveBayesAUC, let loss = naiveBayesLogLoss {
            words.append("naive Bayes: AUC \(decimal(auc, 3)), log loss \(decimal(loss, 3))")
        }
        return "  to beat: " + words.joined(separator: "; ")
    }
}
