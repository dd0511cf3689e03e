internal import LearningCore

/// L-BFGS, for designs so wide that a Hessian costs more than a dozen gradients (Nocedal and Wright, *Numerical
/// Optimization*, 2006, algorithms 7.4 and 7.5).
///
/// The last `memory` pairs s = Δx, y = Δg stand for what is known of the curvature. The first guess, usually a multiple
/// of one, is here γ H₀⁻¹ with H₀ the Hessian of a part of the rows, which takes care of columns that differ in scale or
/// depend on each other, and γ = sᵀ y / yᵀ H₀⁻¹ y of the last pair.
///
/// It has converged when max |g| / scale ≤ tolerance and √(−gᵀ d / scale) ≤ 10 tolerance.
struct LimitedMemorySolver: Sendable {
    let maxIterations: Int
    let tolerance: Double
    /// How many pairs are remembered.
    static let memory = 10

    /// - Parameters:
    ///   - factor: of a matrix H₀ that is like the Hessian, but for a factor.
    ///   - factorScale: that factor, as well as it is known before the first step.
    func minimum(
        of objective: some SmoothObjective, from start: [Double], factor: HessianFactor, factorScale: Double,
        on pool: WorkerPool
    ) throws(LearningError) -> Solution {
        var point = start
        var evaluation = objective.evaluated(at: start, withHessian: false, on: pool)
        guard evaluation.value.isFinite else { throw HessianFactor.overflow }
        var pairs: [CurvaturePair] = []
        var iteration = 0
        while true {
            let direction = try direction(evaluation.gradient, pairs, factor, factorScale)
            let step = DescentStep(direction, along: evaluation.gradient, scale: objective.scale)
            let norm = evaluation.gradientNorm(scale: objective.scale)
            let isDone = norm <= tolerance && step.size <= 10 * tolerance
            guard !isDone, iteration < maxIterations,
                let next = step.taken(
                    from: point, value: evaluation.value, on: objective, withHessian: false, pool: pool)
            else {
                return Solution(
                    point: point, evaluation: evaluation, lastStep: direction, iterations: iteration,
                    gradientNorm: norm, isConverged: norm <= tolerance, isSingular: factor.isSingular)
            }
            if let pair = CurvaturePair(
                step: Self.difference(next.point, point),
                change: Self.difference(next.evaluation.gradient, evaluation.gradient))
            {
                pairs = pairs.suffix(Self.memory - 1) + [pair]
            }
            (point, evaluation) = next
            iteration += 1
        }
    }

    /// The two loops: −(approximate inverse Hessian) · g.
    private func direction(
        _ gradient: [Double], _ pairs: [CurvaturePair], _ factor: HessianFactor, _ factorScale: Double
    ) throws(LearningError) -> [Double] {
        var q = gradient
        var alphas: [Double] = []
        for pair in pairs.reversed() {
            let alpha = Self.dot(pair.step, q) / pair.curvature
            for index in q.indices { q[index] -= alpha * pair.change[index] }
            alphas.append(alpha)
        }
        var scale = 1 / factorScale
        if let last = pairs.last {
            let image = try factor.newtonDirection(last.change)
            scale = -last.curvature / Self.dot(last.change, image)
        }
        var direction = try factor.newtonDirection(q).map { scale * $0 }
        for (pair, alpha) in zip(pairs, alphas.reversed()) {
            let beta = Self.dot(pair.change, direction) / pair.curvature
            for index in direction.indices { direction[index] -= (alpha + beta) * pair.step[index] }
        }
        return direction
    }

    /// A step, and how the gradient changed on it.
    private struct CurvaturePair {
        let step: [Double]
        let change: [Double]
        /// sᵀ y > 0
        let curvature: Double

        /// `nil` if the change is nothing but rounding.
        init?(step: [Double], change: [Double]) {
            let curvature = LimitedMemorySolver.dot(step, change)
            let size = LimitedMemorySolver.dot(step, step) * LimitedMemorySolver.dot(change, change)
            guard curvature > 1e-12 * size.squareRoot(), curvature.isFinite else { return nil }
            self.step = step
            self.change = change
            self.curvature = curvature
        }
    }

    private static func difference(_ a: [Double], _ b: [Double]) -> [Double] { zip(a, b).map { $0 - $1 } }

    private static func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
}
