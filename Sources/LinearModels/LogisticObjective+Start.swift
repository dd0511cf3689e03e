import Foundation
import LearningCore

/// Where a search for the minimum can start from.
extension LogisticObjective {
    /// Whether the rows looked at have won and lost leads of positive weight.
    var hasBothOutcomes: Bool {
        var (won, lost) = (false, false)
        for row in rows where weights?[row] != 0 {
            if labels[row] { won = true } else { lost = true }
            if won && lost { return true }
        }
        return false
    }

    /// The minimum over the intercept alone: the log-odds of the weighted share of won leads.
    func baseRate() -> [Double] {
        var won = 0.0
        for (row, label) in labels.enumerated() where label { won += weights?[row] ?? 1 }
        let all = weights?.reduce(0, +) ?? Double(labels.count)
        var point = [Double](repeating: 0, count: parameterCount)
        point[0] = log(won / (all - won))
        return point
    }

    /// The diagonal of the Hessian where all log-odds are 0, and so p (1 − p) = ¼: near enough to precondition with.
    func roughDiagonal(on pool: WorkerPool) -> [Double] {
        let dense = pool.map(design.dense.count) { design.dense[$0].squareSum(weights: weights) }
        let levels = pool.map(design.blocks.count) { design.blocks[$0].weightSums(weights) }
        let weight = weights?.reduce(0, +) ?? Double(labels.count)
        return [weight / 4] + (dense + levels.flatMap { $0 }).map { $0 / 4 + l2Regularization }
    }
}

extension Design.DenseColumn {
    /// Σ s x².
    fileprivate func squareSum(weights: [Double]?) -> Double {
        switch self {
        case .missing(let values):
            return values.indices.reduce(0) { $0 + (values[$1].isNaN ? weights?[$1] ?? 1 : 0) }
        case .value(let values, let center, let factor, let fill):
            return values.indices.reduce(0) { sum, row in
                let encoded = values[row].isNaN ? fill : (values[row] - center) * factor
                let clamped = min(max(encoded, -NumericEncoding.limit), NumericEncoding.limit)
                return sum + (weights?[row] ?? 1) * clamped * clamped
            }
        }
    }
}

extension Design.LevelBlock {
    /// Σ s of the rows of each column.
    fileprivate func weightSums(_ weights: [Double]?) -> [Double] {
        var sums = [Double](repeating: 0, count: columnCount + 1)
        for (row, code) in codes.enumerated() { sums[Int(columnOfCode[Int(code) + 1])] += weights?[row] ?? 1 }
        return sums.dropLast()
    }
}
