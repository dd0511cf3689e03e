internal import Foundation
internal import LearningCore
internal import LinearAlgebra

extension LogisticRegressionTrainer {
    /// Finds the minimum by the method that suits the design's shape.
    ///
    /// Where rows abound, the minimum over a sixteenth of them comes first: it costs little and lies so near that few
    /// steps over all rows are left. From there wide designs go on by L-BFGS with that part's Hessian as first guess,
    /// all others by Newton's method. A first guess that fails, because the part has only won leads, say, is done
    /// without.
    func solve(_ objective: LogisticObjective, on pool: WorkerPool) throws(LearningError) -> Solution {
        let newton = NewtonSolver(
            maxIterations: hyperparameters.maxIterations, tolerance: hyperparameters.tolerance)
        let start = objective.baseRate()
        let isWide = objective.design.dense.count >= Self.wideDenseCount
        let rowsPerParameter = objective.design.rowCount / Self.thinning / objective.parameterCount
        guard rowsPerParameter >= (isWide ? 4 : 40) else {
            return try newton.minimum(of: objective, from: start, on: pool)
        }
        let part = objective.thinned(everyBlock: Self.thinning)
        guard isWide else {
            let guess = try? Self.roughNewton.minimum(of: part, from: start, on: pool)
            return try newton.minimum(of: objective, from: guess?.point ?? start, on: pool)
        }
        guard let (guess, factor) = try? Self.roughMinimum(of: part, from: start, on: pool) else {
            return try newton.minimum(of: objective, from: start, on: pool)
        }
        let solver = LimitedMemorySolver(
            maxIterations: hyperparameters.maxIterations, tolerance: hyperparameters.tolerance)
        let solution = try solver.minimum(
            of: objective, from: guess, factor: factor, factorScale: objective.scale / part.scale, on: pool)
        guard solution.isConverged else { return try newton.minimum(of: objective, from: solution.point, on: pool) }
        return solution
    }

    /// The minimum of a wide part, to three digits, and the factor of its Hessian there.
    private static func roughMinimum(
        of part: LogisticObjective, from start: [Double], on pool: WorkerPool
    ) throws(LearningError) -> (point: [Double], factor: HessianFactor) {
        let first = try factor(of: part, at: start, on: pool)
        let solver = LimitedMemorySolver(maxIterations: roughNewton.maxIterations, tolerance: roughNewton.tolerance)
        let guess = try solver.minimum(of: part, from: start, factor: first, factorScale: 1, on: pool)
        return (guess.point, try factor(of: part, at: guess.point, on: pool))
    }

    private static func factor(
        of part: LogisticObjective, at point: [Double], on pool: WorkerPool
    ) throws(LearningError) -> HessianFactor {
        guard let hessian = part.evaluated(at: point, withHessian: true, on: pool).hessian else {
            throw HessianFactor.overflow
        }
        return try HessianFactor(of: shrunk(hessian, rows: part.scale))
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

    private static let roughNewton = NewtonSolver(maxIterations: 8, tolerance: 1e-3)
    /// From so many dense columns on, a Hessian costs more than a dozen gradients.
    private static let wideDenseCount = 128
    private static let thinning = 16
}

extension LogisticObjective {
    /// The minimum over the intercept alone: the log-odds of the weighted share of won leads.
    func baseRate() -> [Double] {
        var won = 0.0
        for (row, label) in labels.enumerated() where label { won += weights?[row] ?? 1 }
        let all = weights?.reduce(0, +) ?? Double(labels.count)
        var point = [Double](repeating: 0, count: parameterCount)
        point[0] = log(won / (all - won))
        return point
    }
}
