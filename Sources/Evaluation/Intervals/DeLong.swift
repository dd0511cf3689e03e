import Foundation

/// The area under the ROC curve with DeLong's standard error (DeLong, DeLong and Clarke-Pearson, 1988), in the
/// O(n log n) form of Sun and Xu (2014): after one sort each row's placement comes from running sums.
///
///     V_i = Σ_j w_j ψ(x_i, y_j) / W₀  for a won row i,     V_j = Σ_i w_i ψ(x_i, y_j) / W₁  for a lost row j
///     AUC = Σ_i w_i V_i / W₁ = Σ_j w_j V_j / W₀
///     variance = m/(m−1) Σ_i w_i² (V_i − AUC)² / W₁²  +  n/(n−1) Σ_j w_j² (V_j − AUC)² / W₀²
///
/// ψ is 1, ½ or 0 as x is above, at or below y; m and n count won and lost rows. With unit weights the variance is
/// DeLong's S₁₀/m + S₀₁/n.
public struct DeLong: Sendable {
    public let auc: Double
    /// 0 where all placements are equal, as when the classes are separated; `nil` with a single won or lost row.
    public let standardError: Double?
    private let smallerClass: Double

    /// - Returns: `nil` unless there are both outcomes. Complexity: O(distinct scores).
    public init?(_ outcomes: ScoredOutcomes) {
        let ranking = outcomes.ranking
        guard let auc = ROCAUC().value(of: ranking) else { return nil }
        let wonRows = Double(outcomes.wonCount)
        let lostRows = Double(outcomes.rowCount) - wonRows
        self.auc = auc
        smallerClass = min(wonRows, lostRows)
        guard smallerClass >= 2 else {
            standardError = nil
            return
        }
        var wonSquares = 0.0
        var lostSquares = 0.0
        for group in 0..<ranking.count {
            let won = Self.wonPlacement(in: ranking, at: group) - auc
            let lost = Self.lostPlacement(in: ranking, at: group) - auc
            wonSquares += outcomes.wonSquares[group] * (won * won)
            lostSquares += outcomes.lostSquares[group] * (lost * lost)
        }
        wonSquares /= ranking.totalWon * ranking.totalWon
        lostSquares /= ranking.totalLost * ranking.totalLost
        standardError = (wonRows / (wonRows - 1) * wonSquares + lostRows / (lostRows - 1) * lostSquares).squareRoot()
    }

    /// The interval, symmetric on the scale of logit AUC, on which the estimate is closer to normal (Pepe, 2003): it
    /// stays within 0...1 and covers better than AUC ± z · standard error when the AUC is high or the rows are few.
    ///
    /// Where the standard error is 0 or missing (separated classes, a single row of a class) it says nothing about
    /// what is not known; there the interval is Wilson's with the smaller class's rows as trials.
    public func estimate(confidence: Double = 0.95) -> Estimate {
        guard let standardError, standardError > 0, auc > 0, auc < 1 else {
            let wilson = WilsonInterval.estimate(
                successes: auc * smallerClass, trials: smallerClass, confidence: confidence)
            return Estimate(value: auc, low: wilson?.low ?? 0, high: wilson?.high ?? 1)
        }
        let z = NormalDistribution.twoSidedQuantile(confidence: confidence)
        let centre = log(auc) - log1p(-auc)
        let reach = z * standardError / (auc * (1 - auc))
        return Estimate(value: auc, low: 1 / (1 + exp(reach - centre)), high: 1 / (1 + exp(-reach - centre)))
    }

    /// V of a won row at a position of the ranking: the share of lost weight it beats.
    static func wonPlacement(in ranking: RankedOutcomes, at group: Int) -> Double {
        (ranking.totalLost - ranking.lostAbove[group + 1] + 0.5 * ranking.lost[group]) / ranking.totalLost
    }

    /// V of a lost row at a position of the ranking: the share of won weight that beats it.
    static func lostPlacement(in ranking: RankedOutcomes, at group: Int) -> Double {
        (ranking.wonAbove[group] + 0.5 * ranking.won[group]) / ranking.totalWon
    }
}
