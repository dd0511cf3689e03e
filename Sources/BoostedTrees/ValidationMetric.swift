import LearningCore

extension GradientBoostingTrainer {
    /// What validation rows are judged by, tree after tree, and so how many trees are best. Each is written as a loss, lower is
    /// better; the trees themselves always lower the log loss.
    ///
    /// With p the probability, y the outcome, w the weight, W their sum and W₁, W₀ those of won and lost rows:
    ///
    ///     logLoss             −1/W Σ w (y ln p + (1 − y) ln(1 − p)), in nats
    ///     brier               1/W Σ w (p − y)²
    ///     rocAUC              1 − AUC = 1/(W₁ W₀) Σ w_i w_j (1 if p_i < p_j, ½ if p_i = p_j)  over won i and lost j
    ///     averagePrecision    1 − 1/W₁ Σ w_i P_i  over won i, P_i the share of won among the rows scored like i or higher
    ///
    /// The last two see the order of the rows alone: choose them for who is called first, the first two for probabilities.
    public enum ValidationMetric: String, Sendable, CaseIterable {
        case logLoss = "log_loss"
        case brier
        case rocAUC = "roc_auc"
        case averagePrecision = "average_precision"
    }
}

extension GradientBoostingTrainer.ValidationMetric {
    /// Whether only the order of the rows counts; there is no such order of rows of one outcome.
    var ranks: Bool { self == .rocAUC || self == .averagePrecision }

    /// The loss of a row; its mean is the metric's, unless that ranks.
    @inline(__always)
    func loss(logOdds: Double, won: Bool) -> Double {
        guard self == .brier else { return LogisticLoss.loss(logOdds: logOdds, won: won) }
        let distance = LogisticLoss.probability(logOdds: logOdds) - (won ? 1 : 0)
        return distance * distance
    }

    /// The loss of a metric that ranks. Equal scores count as in `Evaluation`'s metrics of the same names.
    ///
    /// - Parameters:
    ///   - logOdds: finite, fewer than 2³¹; rows of both outcomes have weight.
    ///   - weights: `nil` means all 1.
    /// - Complexity: O(rows).
    func loss(ranking logOdds: [Double], labels: [Bool], weights: [Double]?) -> Double {
        let order = ScoreOrder.falling(logOdds, labels: labels, weights: weights)
        /// Weights of the rows scored higher than those at hand.
        var (wonAbove, lostAbove) = (0.0, 0.0)
        var (misplacedPairs, precision) = (0.0, 0.0)
        var start = 0
        while start < order.count {
            var (won, lost, end) = (0.0, 0.0, start)
            while end < order.count, order[end].key == order[start].key {
                let weight = weights?[order[end].row] ?? 1
                if order[end].isWon { won += weight } else { lost += weight }
                end += 1
            }
            misplacedPairs += won * (lostAbove + 0.5 * lost)
            wonAbove += won
            lostAbove += lost
            if won > 0 { precision += won * wonAbove / (wonAbove + lostAbove) }
            start = end
        }
        return self == .rocAUC ? misplacedPairs / (wonAbove * lostAbove) : 1 - precision / wonAbove
    }
}
