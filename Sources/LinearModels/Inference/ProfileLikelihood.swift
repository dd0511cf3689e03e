internal import Foundation
internal import LearningCore
internal import LinearAlgebra

/// Intervals from the likelihood itself: the values t of a parameter for which the best model with that value is not much worse,
///
///     r(t) = √(2 (min F(β : βⱼ = t) − min F)) ≤ z,      F the negative log-likelihood, z the normal quantile
///
/// (Venzon and Moolgavkar, 1988). They need not be symmetric, and are infinite where the likelihood levels off, as under perfect
/// separation, where Wald's intervals mislead most.
struct ProfileLikelihood<Objective: SmoothObjective> {
    private let objective: Objective
    /// Where `objective` is smallest.
    private let minimum: [Double]
    private let smallest: Double
    /// The inverse Hessian there.
    private let covariance: Matrix
    private let pool: WorkerPool

    /// - Throws: ``LearningError/numericalFailure(_:)`` if parameters are not unique.
    init(_ objective: Objective, minimum: [Double], pool: WorkerPool) throws(LearningError) {
        let evaluation = objective.evaluated(at: minimum, withHessian: true, on: pool)
        guard let hessian = evaluation.hessian, evaluation.value.isFinite else { throw HessianFactor.overflow }
        covariance = try LogisticRegressionTrainer.inverse(of: hessian)
        smallest = evaluation.value
        self.objective = objective
        self.minimum = minimum
        self.pool = pool
    }

    private static var mostSteps: Int { 60 }
    /// A bound further away than this many standard errors is taken to be infinite.
    private static var furthest: Double { 1e4 }

    func interval(of index: Int, level: Double) throws(LearningError) -> ClosedRange<Double> {
        let z = CoefficientInference.quantile(twoSided: level)
        let low = try bound(of: index, z: z, direction: -1)
        return try low...bound(of: index, z: z, direction: 1)
    }

    /// Where r reaches z on one side: by the secant from the last two points, kept inside the bracket.
    private func bound(of index: Int, z: Double, direction: Double) throws(LearningError) -> Double {
        let unit = covariance[index, index].squareRoot()
        var (low, high): ((distance: Double, r: Double), (distance: Double, r: Double)?) = ((0, 0), nil)
        var distance = z
        var last = minimum
        for _ in 0..<Self.mostSteps {
            let (r, point) = try profile(index, minimum[index] + direction * distance * unit, from: last)
            if (r - z).magnitude <= 1e-9 * z { break }
            last = point
            if r < z { low = (distance, r) } else { high = (distance, r) }
            guard let high else {
                if distance > Self.furthest { return direction * .infinity }
                distance *= min(max(z / max(r, 1e-3), 1.05), 3)
                continue
            }
            let secant = low.distance + (z - low.r) * (high.distance - low.distance) / (high.r - low.r)
            let width = high.distance - low.distance
            if width <= 1e-9 * high.distance { break }
            // Not too near an end, so that both ends move.
            distance = min(max(secant, low.distance + 1e-3 * width), high.distance - 1e-3 * width)
        }
        return minimum[index] + direction * distance * unit
    }

    private func profile(
        _ index: Int, _ value: Double, from start: [Double]
    ) throws(LearningError) -> (r: Double, point: [Double]) {
        let fixed = FixedParameterObjective(objective: objective, index: index, value: value)
        // The others follow along the tangent of the profile at the minimum.
        let shift = (value - start[index]) / covariance[index, index]
        let start = start.indices.map { start[$0] + shift * covariance[$0, index] }
        // Near its minimum F is flat: where the next step would move log-odds by 10⁻⁹, F is right to rounding.
        let solver = NewtonSolver(maxIterations: 50, tolerance: 1e-7)
        let found = try solver.minimum(of: fixed, from: fixed.without(start), on: pool)
        return ((2 * max(0, found.evaluation.value - smallest)).squareRoot(), fixed.with(found.point))
    }
}

/// An objective of which one parameter is held.
struct FixedParameterObjective<Objective: SmoothObjective>: SmoothObjective {
    let objective: Objective
    let index: Int
    let value: Double

    var parameterCount: Int { objective.parameterCount - 1 }
    var scale: Double { objective.scale }

    func with(_ point: [Double]) -> [Double] { point[..<index] + [value] + point[index...] }

    func without(_ point: [Double]) -> [Double] { Array(point[..<index] + point[(index + 1)...]) }

    func evaluated(at point: [Double], withHessian: Bool, on pool: WorkerPool) -> Evaluation {
        let whole = objective.evaluated(at: with(point), withHessian: withHessian, on: pool)
        var part = Evaluation(value: whole.value, gradient: without(whole.gradient), hessian: nil)
        guard let hessian = whole.hessian else { return part }
        let kept = hessian.mirroringLowerTriangle()
        var reduced = Matrix(rowCount: parameterCount, columnCount: parameterCount)
        for column in 0..<parameterCount {
            for row in 0..<parameterCount {
                reduced[row, column] = kept[row < index ? row : row + 1, column < index ? column : column + 1]
            }
        }
        part.hessian = reduced
        return part
    }
}
