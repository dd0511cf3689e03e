import LearningCore
import LinearAlgebra

/// Newton's method with a Cholesky factor of the Hessian and step-halving (Boyd and Vandenberghe, *Convex
/// Optimization*, 2004, §9.5).
///
///     H d = −g,    δ² = −gᵀ d,    x ← x + t d,    t = 1, ½, ¼, … until F(x + t d) ≤ F(x) − 10⁻⁴ t δ²
///
/// Near the minimum (√(δ² / scale) ≤ 10⁻³) the factor is kept for the next steps: they then shrink by a constant factor
/// instead of squaring, but need the gradient only, which costs far less.
///
/// It has converged when max |g| / scale ≤ tolerance and √(δ² / scale), the root mean square by which the next step
/// would move the log-odds, is ≤ tolerance / 100. A Hessian that is singular to rounding gets a small ridge; the minimum
/// found is then one of several, and the solution says so.
struct NewtonSolver: Sendable {
    let maxIterations: Int
    let tolerance: Double

    /// - Parameter first: what the first step is made with, instead of the Hessian at the start: its error is a part of
    ///   that step, the next one has the Hessian of the place it led to.
    func minimum(
        of objective: some SmoothObjective, from start: [Double], first: HessianFactor? = nil, on pool: WorkerPool
    ) throws(LearningError) -> Solution {
        var point = start
        var evaluation = objective.evaluated(at: start, withHessian: first == nil, on: pool)
        guard evaluation.value.isFinite else { throw HessianFactor.overflow }
        var factor = if let first { first } else { try Self.factor(of: evaluation) }
        var lastSize = Double.infinity
        var iteration = 0
        while true {
            let step = DescentStep(
                try factor.newtonDirection(evaluation.gradient), along: evaluation.gradient, scale: objective.scale)
            // A kept factor that no longer shrinks the steps tenfold is too old.
            let isStale = evaluation.hessian == nil && step.size > lastSize / 10
            let keepsFactor = step.size <= Self.smallStep && !isStale
            lastSize = step.size
            let norm = evaluation.gradientNorm(scale: objective.scale)
            let isDone = norm <= tolerance && step.size <= tolerance / 100
            guard !isDone, iteration < maxIterations,
                let next = step.taken(
                    from: point, value: evaluation.value, on: objective, withHessian: !keepsFactor, pool: pool)
            else {
                return Solution(
                    point: point, evaluation: evaluation, lastStep: step.direction, iterations: iteration,
                    gradientNorm: norm, isConverged: norm <= tolerance, isSingular: factor.isSingular)
            }
            (point, evaluation) = next
            if let hessian = evaluation.hessian { factor = try HessianFactor(of: hessian) }
            iteration += 1
        }
    }

    private static func factor(of evaluation: Evaluation) throws(LearningError) -> HessianFactor {
        guard let hessian = evaluation.hessian else { throw HessianFactor.overflow }
        return try HessianFactor(of: hessian)
    }

    private static let smallStep = 1e-3
}
