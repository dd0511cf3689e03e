import LearningCore

/// A logistic regression with at most three coefficients θ on given columns x, without a design matrix's cost.
///
///     J(θ) = (1/W) Σ w_i loss(θ·x_i + o_i, t_i) + (ρ/2) Σ_k s_k² (θ_k − θ⁰_k)²,     loss(z, t) = ln(1 + e^z) − t z
///
/// t in 0...1 is the target, o an offset, W = Σ w, s_k² the mean square of column k. Newton's method with step-halving; J
/// is strictly convex, so it has one minimum. The ridge ρ = 10⁻¹⁰ towards the start θ⁰ makes that minimum finite when the
/// outcomes are separated, and is lost in rounding when they are not.
struct SmallLogisticFit {
    let coefficients: [Double]
    /// The inverse of Σ w p (1 − p) x xᵀ at the minimum: the coefficients' covariance when weights count rows.
    let covariance: [[Double]]

    private static let ridge = 1e-10

    /// - Parameters:
    ///   - columns: one to three, as long as `targets`.
    ///   - offset: `nil` means 0.
    ///   - start: one number per column.
    /// - Throws: ``LearningCore/LearningError/numericalFailure(_:)``. Complexity: O(rows) per Newton step, mostly < 10.
    init(
        columns: [[Double]], offset: [Double]? = nil, targets: [Double], weights: [Double]?, start: [Double]
    ) throws(LearningError) {
        let problem = Problem(columns: columns, offset: offset, targets: targets, weights: weights, start: start)
        var theta = start
        var point = problem.point(at: theta)
        for _ in 0..<100 {
            guard let step = SmallCholesky.solve(point.hessian, point.gradient) else {
                throw .numericalFailure("the calibration could not be fitted: its Hessian is not positive definite")
            }
            // Twice the decrease of J that Newton's model promises.
            let decrement = zip(step, point.gradient).reduce(0) { $0 + $1.0 * $1.1 }
            if decrement <= 1e-24 * max(point.value, 1e-300) { break }
            var scale = 1.0
            var next = point
            repeat {
                let trial = zip(theta, step).map { $0 - scale * $1 }
                next = problem.point(at: trial)
                // Near the minimum J differs by less than its own rounding, which must not stop the step.
                if next.value <= point.value - 1e-4 * scale * decrement + 4 * point.value.ulp {
                    theta = trial
                    break
                }
                scale /= 2
            } while scale > 1e-12
            // No step brings J down any more: the rounding of J is reached.
            if scale <= 1e-12 { break }
            point = next
        }
        guard theta.allSatisfy(\.isFinite) else {
            throw .numericalFailure("the calibration could not be fitted: its coefficients grow without end")
        }
        coefficients = theta
        let information = point.hessian.map { row in row.map { $0 * problem.total } }
        covariance = SmallCholesky.inverse(information) ?? []
    }

    /// J with its derivatives.
    private struct Point {
        var value = 0.0
        var gradient: [Double]
        var hessian: [[Double]]
    }

    private struct Problem {
        let columns: [[Double]]
        let offset: [Double]?
        let targets: [Double]
        let weights: [Double]?
        let start: [Double]
        let total: Double
        /// ρ s_k².
        let penalties: [Double]

        init(columns: [[Double]], offset: [Double]?, targets: [Double], weights: [Double]?, start: [Double]) {
            precondition((1...3).contains(columns.count) && start.count == columns.count)
            precondition(columns.allSatisfy { $0.count == targets.count })
            self.columns = columns
            self.offset = offset
            self.targets = targets
            self.weights = weights
            self.start = start
            let total = weights?.reduce(0, +) ?? Double(targets.count)
            self.total = total
            penalties = columns.map { column in
                let squares = column.indices.reduce(0) { $0 + (weights?[$1] ?? 1) * column[$1] * column[$1] }
                return SmallLogisticFit.ridge * max(squares / total, .leastNormalMagnitude)
            }
        }

        func point(at theta: [Double]) -> Point {
            let width = theta.count
            var value = 0.0
            var gradient = (0.0, 0.0, 0.0)
            var hessian = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
            for row in targets.indices {
                let x0 = columns[0][row]
                let x1 = width > 1 ? columns[1][row] : 0
                let x2 = width > 2 ? columns[2][row] : 0
                var z = (offset?[row] ?? 0) + theta[0] * x0
                if width > 1 { z += theta[1] * x1 }
                if width > 2 { z += theta[2] * x2 }
                let weight = weights?[row] ?? 1
                let p = LogisticLoss.probability(logOdds: z)
                value += weight * (LogisticLoss.loss(logOdds: z, won: false) - targets[row] * z)
                let slope = weight * (p - targets[row])
                gradient = (gradient.0 + slope * x0, gradient.1 + slope * x1, gradient.2 + slope * x2)
                let curve = weight * p * (1 - p)
                hessian.0 += curve * x0 * x0
                hessian.1 += curve * x0 * x1
                hessian.2 += curve * x0 * x2
                hessian.3 += curve * x1 * x1
                hessian.4 += curve * x1 * x2
                hessian.5 += curve * x2 * x2
            }
            let full = [
                [hessian.0, hessian.1, hessian.2], [hessian.1, hessian.3, hessian.4],
                [hessian.2, hessian.4, hessian.5],
            ]
            var point = Point(
                value: value / total, gradient: [gradient.0, gradient.1, gradient.2].prefix(width).map { $0 / total },
                hessian: full.prefix(width).map { $0.prefix(width).map { $0 / total } })
            for index in 0..<width {
                let distance = theta[index] - start[index]
                point.value += 0.5 * penalties[index] * distance * distance
                point.gradient[index] += penalties[index] * distance
                point.hessian[index][index] += penalties[index]
            }
            return point
        }
    }
}
