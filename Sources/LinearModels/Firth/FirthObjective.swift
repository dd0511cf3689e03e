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
            var entries = RowEntries()
            for row in blocks[block] {
                let weight = likelihood.weights?[row] ?? 1
                guard weight > 0 else { continue }
                entries.fill(from: design, row: row)
                let p = LogisticLoss.probability(logOdds: entries.dot(point))
                let hat = p * (1 - p) * entries.form(inverse.values, order: inverse.rowCount)
                entries.add(weight * hat * (0.5 - p), to: &sums)
            }
            return sums
        }
        return parts.reduce(into: [Double](repeating: 0, count: point.count)) { total, part in
            for index in part.indices { total[index] += part[index] }
        }
    }
}

/// A row of the design: the parameters that it multiplies with something other than 0, the intercept first.
private struct RowEntries {
    private var parameters: [Int] = []
    private var values: [Double] = []

    mutating func fill(from design: Design, row: Int) {
        parameters.removeAll(keepingCapacity: true)
        values.removeAll(keepingCapacity: true)
        append(0, 1)
        for (position, column) in design.dense.enumerated() {
            switch column {
            case .value(let numbers, let center, let factor, let fill):
                let encoded = numbers[row].isNaN ? fill : (numbers[row] - center) * factor
                append(position + 1, min(max(encoded, -NumericEncoding.limit), NumericEncoding.limit))
            case .missing(let numbers): if numbers[row].isNaN { append(position + 1, 1) }
            }
        }
        var start = design.dense.count + 1
        for block in design.blocks {
            let column = Int(block.columnOfCode[Int(block.codes[row]) + 1])
            if column < block.columnCount { append(start + column, 1) }
            start += block.columnCount
        }
    }

    private mutating func append(_ parameter: Int, _ value: Double) {
        parameters.append(parameter)
        values.append(value)
    }

    func dot(_ point: [Double]) -> Double {
        values.indices.reduce(0) { $0 + values[$1] * point[parameters[$1]] }
    }

    /// xᵀ A x of a symmetric matrix.
    func form(_ matrix: [Double], order: Int) -> Double {
        var sum = 0.0
        for i in values.indices {
            let start = parameters[i] * order
            var part = values[i] * matrix[start + parameters[i]] / 2
            for j in 0..<i { part += values[j] * matrix[start + parameters[j]] }
            sum += 2 * values[i] * part
        }
        return sum
    }

    func add(_ factor: Double, to sums: inout [Double]) {
        for index in values.indices { sums[parameters[index]] += factor * values[index] }
    }
}
