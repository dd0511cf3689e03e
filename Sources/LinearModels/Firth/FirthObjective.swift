internal import Foundation
internal import LearningCore
internal import LinearAlgebra

/// Minus Firth's penalised log-likelihood.
///
///     F* = F − ½ ln det I,      ∇F* = Σᵢ sᵢ (pᵢ − yᵢ − hᵢ (½ − pᵢ)) (1, xᵢ),      hᵢ = pᵢ (1 − pᵢ) (1, xᵢ)ᵀ I⁻¹ (1, xᵢ)
///
/// As a Hessian it gives I, with which Newton's method is Fisher scoring; where I cannot be factorised F* is infinite.
struct FirthObjective: SmoothObjective {
    let likelihood: LogisticObjective

    var design: Design { likelihood.design }
    var parameterCount: Int { likelihood.parameterCount }
    var scale: Double { likelihood.scale }

    private static let blockRows = 512

    func evaluated(at point: [Double], withHessian: Bool, on pool: WorkerPool) -> Evaluation {
        var evaluation = likelihood.evaluated(at: point, withHessian: true, on: pool)
        guard let information = evaluation.hessian, let factor = try? CholeskyFactor(of: information),
            let inverse = try? factor.inverse()
        else {
            evaluation.value = .infinity
            return evaluation
        }
        evaluation.value -= factor.diagonal.reduce(0) { $0 + log($1) }
        for (index, part) in penaltyGradient(at: point, inverse, on: pool).enumerated() {
            evaluation.gradient[index] -= part
        }
        if !withHessian { evaluation.hessian = nil }
        return evaluation
    }

    /// Σᵢ sᵢ hᵢ (½ − pᵢ) (1, xᵢ).
    private func penaltyGradient(at point: [Double], _ inverse: Matrix, on pool: WorkerPool) -> [Double] {
        let blocks = WorkerPool.blocks(of: design.rowCount, size: Self.blockRows)
        let parts = pool.map(blocks.count) { block in
            var sums = [Double](repeating: 0, count: point.count)
            for row in blocks[block] {
                let weight = likelihood.weights?[row] ?? 1
                guard weight > 0 else { continue }
                let entries = design.entries(ofRow: row)
                let z = entries.reduce(0) { $0 + point[$1.parameter] * $1.value }
                let p = LogisticLoss.probability(logOdds: z)
                var form = 0.0
                for (i, x) in entries {
                    for (j, y) in entries { form += x * y * inverse[i, j] }
                }
                let factor = weight * p * (1 - p) * form * (0.5 - p)
                for (index, x) in entries { sums[index] += factor * x }
            }
            return sums
        }
        return parts.reduce(into: [Double](repeating: 0, count: point.count)) { total, part in
            for index in part.indices { total[index] += part[index] }
        }
    }
}

extension Design {
    /// The parameters that a row multiplies with something other than 0, the intercept first.
    fileprivate func entries(ofRow row: Int) -> [(parameter: Int, value: Double)] {
        var entries = [(parameter: 0, value: 1.0)]
        for (position, column) in dense.enumerated() {
            switch column {
            case .value(let values, let center, let factor, let fill):
                let encoded = values[row].isNaN ? fill : (values[row] - center) * factor
                entries.append((position + 1, min(max(encoded, -NumericEncoding.limit), NumericEncoding.limit)))
            case .missing(let values): if values[row].isNaN { entries.append((position + 1, 1)) }
            }
        }
        var start = dense.count + 1
        for block in blocks {
            let column = Int(block.columnOfCode[Int(block.codes[row]) + 1])
            if column < block.columnCount { entries.append((start + column, 1)) }
            start += block.columnCount
        }
        return entries
    }
}
