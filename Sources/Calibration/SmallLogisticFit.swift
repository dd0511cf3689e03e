import Foundation
import LearningCore

/// A logistic regression with at most three coefficients θ on given columns x, for calibration maps.
///
///     J(θ) = (1/W) Σ w_i loss(θ·x_i + o_i, t_i) + (ρ/2) Σ_k s_k² (θ_k − θ⁰_k)²,     loss(z, t) = ln(1 + e^z) − t z
///
/// t in 0...1 is the target, o an offset, W = Σ w, s_k² the mean square of column k. Newton's method with step-halving; J
/// is strictly convex, so it has one minimum. The ridge ρ = 10⁻¹⁰ towards the start θ⁰ makes that minimum finite when the
/// outcomes are separated, and is lost in rounding when they are not.
struct SmallLogisticFit {
    let coefficients: [Double]
    /// The inverse of Σ w p (1 − p) x xᵀ at the minimum, the coefficients' covariance when weights count rows; `nil` if
    /// that is singular.
    let covariance: [[Double]]?

    /// - Parameters:
    ///   - columns: one to three, as long as `targets`.
    ///   - offset: `nil` means 0.
    ///   - start: one number per column.
    /// - Throws: ``LearningCore/LearningError/numericalFailure(_:)``. Complexity: O(rows) per Newton step, mostly < 10.
    init(
        columns: [[Double]], offset: [Double]? = nil, targets: [Double], weights: [Double]?, start: [Double]
    ) throws(LearningError) {
        let objective = Objective(columns: columns, offset: offset, targets: targets, weights: weights, start: start)
        var theta = start
        var here = objective.expansion(at: theta)
        // Once near the minimum J's own rounding hides what a step gains, so two last steps are taken unasked; each
        // squares the error.
        var lastSteps = 2
        for _ in 0..<100 where lastSteps > 0 {
            guard let step = SmallCholesky.solve(here.hessian, here.gradient) else {
                throw .numericalFailure("the calibration could not be fitted: its Hessian is not positive definite")
            }
            // Twice the decrease of J that Newton's model promises.
            let decrement = zip(step, here.gradient).reduce(0) { $0 + $1.0 * $1.1 }
            let isNear = decrement <= 1e-10 * min(here.value, 1)
            if isNear { lastSteps -= 1 }
            var scale = 1.0
            while true {
                let trial = zip(theta, step).map { $0 - scale * $1 }
                let there = objective.expansion(at: trial)
                if isNear || there.value <= here.value - 1e-4 * scale * decrement {
                    (theta, here) = (trial, there)
                    break
                }
                scale /= 2
                if scale < 1e-9 {
                    // No step lowers J: its rounding is reached.
                    lastSteps = 0
                    break
                }
            }
        }
        guard lastSteps == 0, theta.allSatisfy(\.isFinite) else {
            throw .numericalFailure("the calibration could not be fitted: the loss has no minimum within reach")
        }
        coefficients = theta
        covariance = SmallCholesky.inverse(here.hessian.map { row in row.map { $0 * objective.total } })
    }
}

/// J, its gradient and its Hessian at one θ.
private struct Expansion {
    var value: Double
    var gradient: [Double]
    var hessian: [[Double]]
}

/// J as a function of θ.
private struct Objective {
    /// x of each row, the rest 0.
    private let rows: [SIMD4<Double>]
    private let offset: [Double]?
    private let targets: [Double]
    private let weights: [Double]?
    private let start: [Double]
    /// ρ s_k².
    private let penalties: [Double]
    /// W.
    let total: Double

    private static let ridge = 1e-10

    init(columns: [[Double]], offset: [Double]?, targets: [Double], weights: [Double]?, start: [Double]) {
        precondition((1...3).contains(columns.count) && start.count == columns.count)
        precondition(columns.allSatisfy { $0.count == targets.count })
        rows = targets.indices.map { row in
            var x = SIMD4<Double>.zero
            for (index, column) in columns.enumerated() { x[index] = column[row] }
            return x
        }
        self.offset = offset
        self.targets = targets
        self.weights = weights
        self.start = start
        total = weights?.reduce(0, +) ?? Double(targets.count)
        var squares = SIMD4<Double>.zero
        for row in rows.indices { squares += (weights?[row] ?? 1) * rows[row] * rows[row] }
        penalties = start.indices.map { [total, squares] in
            Self.ridge * max(squares[$0] / total, .leastNormalMagnitude)
        }
    }

    func expansion(at theta: [Double]) -> Expansion {
        var coefficients = SIMD4<Double>.zero
        for (index, value) in theta.enumerated() { coefficients[index] = value }
        var value = 0.0
        var gradient = SIMD4<Double>.zero
        var hessian = (SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero)
        for row in rows.indices {
            let x = rows[row]
            let z = (coefficients * x).sum() + (offset?[row] ?? 0)
            let weight = weights?[row] ?? 1
            let small = exp(-abs(z))
            let tail = small / (1 + small)
            // For z ≥ 0 in terms of 1 − t and 1 − p, which would be lost beside 1.
            let target = targets[row]
            value += weight * (log1p(small) + (z >= 0 ? (1 - target) * z : -target * z))
            gradient += (weight * (z >= 0 ? (1 - target) - tail : tail - target)) * x
            let curve = (weight * tail / (1 + small)) * x
            hessian = (hessian.0 + curve * x[0], hessian.1 + curve * x[1], hessian.2 + curve * x[2])
        }
        let full = [hessian.0, hessian.1, hessian.2]
        var result = Expansion(
            value: value / total, gradient: theta.indices.map { gradient[$0] / total },
            hessian: theta.indices.map { row in theta.indices.map { full[row][$0] / total } })
        for index in theta.indices {
            let distance = theta[index] - start[index]
            result.value += 0.5 * penalties[index] * distance * distance
            result.gradient[index] += penalties[index] * distance
            result.hessian[index][index] += penalties[index]
        }
        return result
    }
}
