internal import LearningCore
internal import LinearAlgebra

/// Newton's method with a Cholesky factor of the Hessian and step-halving (Boyd and Vandenberghe, *Convex
/// Optimization*, 2004, §9.5).
///
///     H d = −g,    δ² = −gᵀ d,    x ← x + t d,    t = 1, ½, ¼, … until F(x + t d) ≤ F(x) − 10⁻⁴ t δ²
///
/// δ² / 2 is what the step should gain. Near the minimum (δ² / scale ≤ 10⁻⁶) the factor is kept for the next steps: they
/// then shrink by a constant factor instead of squaring, but need the gradient only, which costs far less.
///
/// It has converged when max |g| / scale ≤ tolerance and √(δ² / scale), the root mean square by which the next step
/// would move the log-odds, is ≤ tolerance / 100. A Hessian that is singular to rounding gets a small ridge on its
/// diagonal; the minimum found is then one of several, and the solution says so.
struct NewtonSolver: Sendable {
    let maxIterations: Int
    let tolerance: Double

    func minimum(of objective: some SmoothObjective, from start: [Double], on pool: WorkerPool) throws(LearningError)
        -> Solution
    {
        var state = State(point: start, evaluation: objective.evaluated(at: start, withHessian: true, on: pool))
        guard state.evaluation.value.isFinite else { throw Self.overflow }
        var isSingular = false
        var iteration = 0
        while true {
            if let hessian = state.evaluation.hessian {
                let (factor, isRidged) = try Self.factor(of: hessian)
                state.factor = factor
                isSingular = isRidged
            }
            let direction = try state.direction()
            let step = Step(direction, along: state.evaluation.gradient, scale: objective.scale)
            let norm = state.gradientNorm(scale: objective.scale)
            let isDone = norm <= tolerance && step.size <= tolerance / 100
            if isDone || iteration == maxIterations || !advance(&state, by: step, objective, on: pool) {
                return Solution(
                    point: state.point, evaluation: state.evaluation, lastStep: direction, iterations: iteration,
                    gradientNorm: norm, isConverged: norm <= tolerance, isSingular: isSingular)
            }
            iteration += 1
        }
    }

    /// Takes the step, or a part of it that lowers the objective.
    ///
    /// - Returns: `false` if none does, which is how rounding ends a search.
    private func advance(
        _ state: inout State, by step: Step, _ objective: some SmoothObjective, on pool: WorkerPool
    ) -> Bool {
        // A kept factor that no longer shrinks the steps tenfold is too old.
        let isStale = state.evaluation.hessian == nil && step.size > state.lastSize / 10
        let keepsFactor = step.size <= Self.smallStep && !isStale
        state.lastSize = step.size
        // Differences of the objective below its own rounding say nothing.
        let rounding = 1e-14 * state.evaluation.value.magnitude
        var length = 1.0
        for _ in 0..<Self.maxHalvings {
            let point = zip(state.point, step.direction).map { $0 + length * $1 }
            let found = objective.evaluated(at: point, withHessian: !keepsFactor, on: pool)
            if found.value <= state.evaluation.value - 1e-4 * length * step.gain + rounding {
                state.point = point
                state.evaluation = found
                return true
            }
            length /= 2
        }
        return false
    }

    private static let smallStep = 1e-3
    private static let maxHalvings = 40
    private static let overflow = LearningError.numericalFailure(
        "the numbers overflow; standardise the features or raise l2Regularization")

    /// The factor of a Hessian; with a ridge if it is singular to rounding, which is when some diagonal element keeps
    /// less than 10⁻¹³ of itself after the columns before it are taken out.
    private static func factor(of hessian: Matrix) throws(LearningError) -> (CholeskyFactor, isRidged: Bool) {
        let diagonal = (0..<hessian.rowCount).map { hessian[$0, $0] }
        for ridge in [0, 1e-9, 1e-6, 1e-3, 1] {
            var ridged = hessian
            for index in diagonal.indices {
                ridged[index, index] += ridge * max(diagonal[index], .leastNormalMagnitude * 1e30)
            }
            do {
                let factor = try CholeskyFactor(of: ridged)
                let kept = zip(factor.diagonal, diagonal).map { $0 * $0 / $1 }
                if ridge > 0 || kept.allSatisfy({ $0 > 1e-13 }) { return (factor, ridge > 0) }
            } catch {
                guard case .notPositiveDefinite = error else { throw overflow }
            }
        }
        throw .numericalFailure("the Hessian cannot be factorised; raise l2Regularization")
    }
}

extension NewtonSolver {
    /// Where a search ended.
    struct Solution: Sendable {
        let point: [Double]
        let evaluation: Evaluation
        /// The step that was not taken any more.
        let lastStep: [Double]
        let iterations: Int
        let gradientNorm: Double
        let isConverged: Bool
        let isSingular: Bool
    }

    private struct Step {
        let direction: [Double]
        /// δ² = −gᵀ d ≥ 0.
        let gain: Double
        /// √(δ² / scale)
        let size: Double

        init(_ direction: [Double], along gradient: [Double], scale: Double) {
            self.direction = direction
            gain = max(0, -zip(gradient, direction).reduce(0) { $0 + $1.0 * $1.1 })
            size = (gain / scale).squareRoot()
        }
    }

    private struct State {
        var point: [Double]
        var evaluation: Evaluation
        var factor: CholeskyFactor?
        var lastSize = Double.infinity

        func direction() throws(LearningError) -> [Double] {
            do {
                return try factor?.solving(evaluation.gradient).map { -$0 } ?? []
            } catch {
                throw .numericalFailure("\(error)")
            }
        }

        func gradientNorm(scale: Double) -> Double {
            evaluation.gradient.reduce(0) { max($0, $1.magnitude) } / scale
        }
    }
}
