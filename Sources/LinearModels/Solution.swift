import LearningCore

/// Where a search for a minimum ended.
struct Solution: Sendable {
    let point: [Double]
    let evaluation: Evaluation
    /// The step that was not taken any more.
    let lastStep: [Double]
    let iterations: Int
    /// The largest absolute component of the gradient, divided by the objective's scale.
    let gradientNorm: Double
    let isConverged: Bool
    /// Whether the Hessian was singular to rounding, so that the minimum is one of several.
    let isSingular: Bool
}

/// A direction in which an objective falls, and how much it promises.
struct DescentStep: Sendable {
    let direction: [Double]
    /// δ² = −gᵀ d ≥ 0; half of it is what a Newton step should gain.
    let gain: Double
    /// √(δ² / scale): the root mean square by which a Newton step moves the log-odds.
    let size: Double

    init(_ direction: [Double], along gradient: [Double], scale: Double) {
        self.direction = direction
        gain = max(0, -zip(gradient, direction).reduce(0) { $0 + $1.0 * $1.1 })
        size = (gain / scale).squareRoot()
    }

    /// The step, or the first of its half, quarter, … for which F falls by at least 10⁻⁴ t δ² (Armijo's rule).
    ///
    /// - Returns: `nil` if none does, which is how rounding ends a search.
    func taken<Objective: SmoothObjective>(
        from point: [Double], value: Double, on objective: Objective, withHessian: Bool, pool: WorkerPool
    ) -> (point: [Double], evaluation: Evaluation)? {
        // Differences of the objective below its own rounding say nothing.
        let rounding = objective.relativeRounding * value.magnitude
        var length = 1.0
        for _ in 0..<40 {
            let next = zip(point, direction).map { $0 + length * $1 }
            let evaluation = objective.evaluated(at: next, withHessian: withHessian, on: pool)
            if evaluation.value <= value - 1e-4 * length * gain + rounding { return (next, evaluation) }
            length /= 2
        }
        return nil
    }
}

extension Evaluation {
    func gradientNorm(scale: Double) -> Double {
        gradient.reduce(0) { max($0, $1.magnitude) } / scale
    }
}
