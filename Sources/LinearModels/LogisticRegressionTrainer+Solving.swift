import Foundation
import LearningCore
import LinearAlgebra

extension LogisticRegressionTrainer {
    /// Finds the minimum by the method that suits the design's shape.
    ///
    /// - Thousands of columns, mostly levels: a Hessian would not fit; L-BFGS from the Hessian's diagonal.
    /// - Many dense columns and rows: a Hessian costs too much; L-BFGS from that of a sixteenth of the rows, first on
    ///   columns in single precision, which are read in half the time, then on the exact ones. These take the last step
    ///   or two, and alone say that it has converged. With few columns it does not pay: the sigmoids of the rows take
    ///   longer than reading them, and two or three Newton steps are enough.
    /// - Fewer columns and rows in abundance: the minimum over a sixteenth of them comes first; it costs little and lies
    ///   so near that few Newton steps over all rows are left, the first of them with the Hessian found there.
    /// - Otherwise Newton's method from the base rate.
    func solve(_ objective: LogisticObjective, on pool: WorkerPool) throws(LearningError) -> Solution {
        let start = objective.baseRate()
        guard objective.parameterCount <= Self.largestHessian else {
            let factor = try HessianFactor(diagonal: objective.roughDiagonal(on: pool))
            return try limitedMemory.minimum(of: objective, from: start, factor: factor, factorScale: 1, on: pool)
        }
        let newton = NewtonSolver(
            maxIterations: hyperparameters.maxIterations, tolerance: hyperparameters.tolerance)
        let isWide = objective.design.dense.count >= Self.wideDenseCount
        let rowsPerParameter = objective.design.rowCount / Self.thinning / objective.parameterCount
        let part = objective.thinned(everyBlock: Self.thinning)
        guard rowsPerParameter >= (isWide ? 4 : 40), part.hasBothOutcomes else {
            return try newton.minimum(of: objective, from: start, on: pool)
        }
        guard isWide else {
            let guess = try? Self.roughNewton.minimum(of: part, from: start, on: pool)
            return try newton.minimum(
                of: objective, from: guess?.point ?? start,
                first: guess.flatMap { Self.factor(of: $0, times: objective.scale / part.scale) }, on: pool)
        }
        let rounded = objective.inSinglePrecision(on: pool)
        let sample = objective.design.blocks.isEmpty ? rounded.thinned(everyBlock: Self.thinning) : part
        guard let hessian = sample.evaluated(at: start, withHessian: true, on: pool).hessian else {
            throw HessianFactor.overflow
        }
        let solution = try limitedMemory.minimum(
            of: objective, after: rounded, from: start,
            factor: HessianFactor(of: Self.shrunk(hessian, rows: part.scale)),
            factorScale: objective.scale / part.scale, on: pool)
        guard solution.isConverged else { return try newton.minimum(of: objective, from: solution.point, on: pool) }
        return solution
    }

    /// The factor of a part's Hessian, for all rows; `nil` if the part cannot tell columns apart, which all rows may.
    private static func factor(of part: Solution, times scale: Double) -> HessianFactor? {
        guard !part.isSingular, let hessian = part.evaluation.hessian else { return nil }
        let (rows, columns) = (hessian.rowCount, hessian.columnCount)
        return try? HessianFactor(
            of: Matrix(rowCount: rows, columnCount: columns, values: hessian.values.map { $0 * scale }))
    }

    private var limitedMemory: LimitedMemorySolver {
        LimitedMemorySolver(
            maxIterations: 10 * hyperparameters.maxIterations, tolerance: hyperparameters.tolerance)
    }

    /// The Hessian of a part of the rows, drawn towards its diagonal as far as its other elements may be chance (after
    /// Ledoit and Wolf, 2004): by α = Σ hᵢᵢ hⱼⱼ / m over Σ hᵢⱼ², both over i ≠ j, at most 1, for m rows.
    private static func shrunk(_ hessian: Matrix, rows: Double) -> Matrix {
        let order = hessian.rowCount
        var chance = 0.0
        var found = 0.0
        for column in 0..<order {
            for row in column + 1..<order {
                chance += hessian[row, row] * hessian[column, column] / rows
                found += hessian[row, column] * hessian[row, column]
            }
        }
        let kept = found > chance ? 1 - chance / found : 0
        var shrunk = hessian
        for column in 0..<order {
            for row in column + 1..<order { shrunk[row, column] *= kept }
        }
        return shrunk
    }

    /// Stops when the next step would move log-odds by 10⁻³: the part's own error is larger.
    private static let roughNewton = NewtonSolver(maxIterations: 8, tolerance: 0.1)
    /// The most parameters for which a Hessian is made, 34 MB of it.
    static let largestHessian = 2_048
    /// From so many dense columns on, a Hessian costs more than a dozen gradients.
    private static let wideDenseCount = 128
    private static let thinning = 16
}
