import LearningCore

/// L-BFGS, for designs so wide that a Hessian costs more than a dozen gradients (Nocedal and Wright, *Numerical
/// Optimization*, 2006, algorithms 7.4 and 7.5).
///
/// The last `memory` pairs s = Δx, y = Δg stand for what is known of the curvature. The first guess, usually a multiple
/// of one, is here γ H₀⁻¹ with H₀ the Hessian of a part of the rows, which takes care of columns that differ in scale or
/// depend on each other, and γ = sᵀ y / yᵀ H₀⁻¹ y of the last pair.
///
/// A search may begin on a rounded, cheaper form of the objective. What it learns there of the curvature holds for the
/// exact one too, so that it goes on where it was.
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
    ///   - rounded: the objective with less precision, and cheaper. The search goes on there for as long as that helps,
    ///     then with `objective`, whose gradient alone decides whether it has converged.
    func minimum<Objective: SmoothObjective>(
        of objective: Objective, after rounded: Objective? = nil, from start: [Double], factor: HessianFactor,
        factorScale: Double, on pool: WorkerPool
    ) throws(LearningError) -> Solution {
        var search = Search(point: start, evaluation: (rounded ?? objective).evaluated(at: start, on: pool))
        if let rounded {
            // Numbers too large for it end that search where it is; whether they are too large at all, the exact one says.
            _ = try? descend(&search, on: rounded, factor, factorScale, isRounded: true, pool)
            search.evaluation = objective.evaluated(at: search.point, on: pool)
        }
        guard search.evaluation.value.isFinite else { throw HessianFactor.overflow }
        let step = try descend(&search, on: objective, factor, factorScale, isRounded: false, pool)
        let norm = search.evaluation.gradientNorm(scale: objective.scale)
        return Solution(
            point: search.point, evaluation: search.evaluation, lastStep: step.direction,
            iterations: search.iterations, gradientNorm: norm, isConverged: norm <= tolerance,
            isSingular: factor.isSingular)
    }

    /// Where a search is, and what it remembers.
    private struct Search {
        var point: [Double]
        var evaluation: Evaluation
        var pairs: [CurvaturePair] = []
        var iterations = 0
    }

    /// Goes down until the search has converged, or no step helps. In a rounded objective, steps that move log-odds by
    /// less than its numbers can tell do not help, nor do ten that leave more than half of the gradient.
    ///
    /// - Returns: the step that was not taken any more.
    private func descend(
        _ search: inout Search, on objective: some SmoothObjective, _ factor: HessianFactor, _ factorScale: Double,
        isRounded: Bool, _ pool: WorkerPool
    ) throws(LearningError) -> DescentStep {
        var norms: [Double] = []
        while true {
            let step = DescentStep(
                try direction(search.evaluation.gradient, search.pairs, factor, factorScale),
                along: search.evaluation.gradient, scale: objective.scale)
            let norm = search.evaluation.gradientNorm(scale: objective.scale)
            norms.append(norm)
            let wanted = isRounded ? tolerance / 2 : tolerance
            var isDone = norm <= wanted && step.size <= 10 * wanted
            if isRounded {
                let isStuck = norms.count > Self.memory && norm > norms[norms.count - 1 - Self.memory] / 2
                isDone = isDone || step.size <= Self.singleUnit || isStuck
            }
            guard !isDone, search.iterations < maxIterations,
                let next = step.taken(
                    from: search.point, value: search.evaluation.value, on: objective, withHessian: false, pool: pool)
            else { return step }
            if let pair = CurvaturePair(
                step: Self.difference(next.point, search.point),
                change: Self.difference(next.evaluation.gradient, search.evaluation.gradient))
            {
                search.pairs = search.pairs.suffix(Self.memory - 1) + [pair]
            }
            (search.point, search.evaluation) = next
            search.iterations += 1
        }
    }

    /// Half of what 1 differs from the next number of single precision.
    private static let singleUnit = 0x1p-24

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
