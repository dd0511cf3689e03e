internal import LearningCore
internal import LinearAlgebra

/// Solves an elastic net for one penalty after the other, each from the solution of the last.
///
/// With θ = d β the coefficients of standardised columns and f the mean loss, each iteration minimises a quadratic model,
///
///     q(δ) = gᵀ δ + ½ δᵀ H δ + λ Σⱼ (α |θⱼ + δⱼ| + (1 − α)/2 (θⱼ + δⱼ)²),
///
/// where the intercept is at its best for every δ (so g and H are those of centred columns), by coordinate descent
/// (``PenalizedQuadratic``). That is glmnet's algorithm with the Hessian of an earlier point where that is near enough: the
/// gradient alone costs a small part of it. A step is halved until the objective falls.
///
/// Columns are screened by the sequential strong rule (Tibshirani et al., 2012): for λ after λ′, those with
/// |gⱼ| < α (2λ − λ′) that are 0 are left out; the optimality conditions of all columns are looked at before a solution is
/// accepted, and columns that break them are put in.
///
/// Complexity: O(rows · features) for a gradient, O(rows · features²) for a Hessian of one-hot features (of dense ones too), of
/// which a path of 100 penalties needs a few dozen; O(columns · columns kept) for a sweep of coordinate descent.
struct ElasticNetSolver {
    /// The smallest λ for which all coefficients but the intercept are 0.
    let largestPenalty: Double
    private(set) var iterations = 0
    /// Over all solutions.
    private(set) var largestViolation = 0.0

    private let objective: LogisticObjective
    private let l1Ratio: Double
    private let tolerance: Double
    private let maxIterations: Int
    /// d, by parameter; 0 for columns that do not vary, 1 for the intercept.
    private let deviations: [Double]
    private let nullLoss: Double

    private var point: [Double]
    private var evaluation: Evaluation
    private var curvature: Curvature
    /// Of θ at `point`: the gradient of the mean loss.
    private var gradient: [Double]
    private var lastPenalty: Double

    init(
        _ objective: LogisticObjective, l1Ratio: Double, tolerance: Double, maxIterations: Int, on pool: WorkerPool
    ) throws(LearningError) {
        self.objective = objective
        self.l1Ratio = l1Ratio
        self.tolerance = tolerance
        self.maxIterations = maxIterations
        point = objective.baseRate()
        evaluation = objective.evaluated(at: point, withHessian: true, on: pool)
        guard let hessian = evaluation.hessian, evaluation.value.isFinite else { throw HessianFactor.overflow }
        deviations = Curvature.deviations(hessian)
        curvature = Curvature(hessian, scale: objective.scale, deviations: deviations)
        nullLoss = evaluation.value / objective.scale
        gradient = Self.standardized(evaluation.gradient, deviations, objective.scale)
        largestPenalty = gradient.dropFirst().reduce(0) { max($0, $1.magnitude) } / max(l1Ratio, 1e-3)
        lastPenalty = largestPenalty
    }

    /// The share of the null model's deviance that the last solution explains.
    var devianceRatio: Double { nullLoss > 0 ? 1 - evaluation.value / objective.scale / nullLoss : 0 }

    /// The parameters, the intercept first, in the design's order.
    mutating func solve(_ penalty: Double, on pool: WorkerPool) throws(LearningError) -> [Double] {
        let limit = l1Ratio * (2 * penalty - lastPenalty)
        var isIn = point.indices.map { index in
            index > 0 && deviations[index] > 0 && (point[index] != 0 || gradient[index].magnitude >= limit)
        }
        lastPenalty = penalty
        var (lastViolation, isFresh) = (Double.infinity, false)
        for _ in 0..<maxIterations {
            let breaches = point.indices.map { breach(of: $0, penalty) }
            var violation = breaches.indices.reduce(0) { $1 == 0 || isIn[$1] ? max($0, breaches[$1]) : $0 }
            if violation <= tolerance {
                violation = breaches.max() ?? 0
                guard violation > tolerance else { break }
                for index in isIn.indices where breaches[index] > tolerance { isIn[index] = true }
                lastViolation = .infinity
            }
            if violation > Self.slow * lastViolation, !isFresh {
                try refreshCurvature(on: pool)
                isFresh = true
            } else {
                isFresh = false
            }
            lastViolation = violation
            let columns = isIn.indices.filter { $0 > 0 && isIn[$0] }
            let accuracy = max(violation * Self.innerShare, tolerance / 10)
            iterations += 1
            if step(columns, penalty, to: accuracy, on: pool) { continue }
            // Nowhere downhill: with a Hessian of this very point, rounding ends the search.
            if isFresh { break }
            lastViolation = 0
        }
        largestViolation = point.indices.reduce(largestViolation) { max($0, breach(of: $1, penalty)) }
        return point
    }

    /// A Hessian with which the violation does not shrink below this part of itself is too old.
    private static let slow = 0.2
    /// How well the quadratic model is solved, as a part of the violation.
    private static let innerShare = 0.02

    private mutating func refreshCurvature(on pool: WorkerPool) throws(LearningError) {
        evaluation = objective.evaluated(at: point, withHessian: true, on: pool)
        guard let hessian = evaluation.hessian, evaluation.value.isFinite else { throw HessianFactor.overflow }
        curvature = Curvature(hessian, scale: objective.scale, deviations: deviations)
    }

    /// By how much the optimality conditions of a parameter are broken.
    private func breach(of index: Int, _ penalty: Double) -> Double {
        guard index > 0 else { return gradient[0].magnitude }
        guard deviations[index] > 0 else { return 0 }
        let theta = point[index] * deviations[index]
        guard theta != 0 else { return max(0, gradient[index].magnitude - l1Ratio * penalty) }
        let sign = theta > 0 ? 1.0 : -1
        return (gradient[index] + penalty * ((1 - l1Ratio) * theta + l1Ratio * sign)).magnitude
    }

    /// - Returns: `false` if rounding allows no step downhill.
    private mutating func step(
        _ columns: [Int], _ penalty: Double, to accuracy: Double, on pool: WorkerPool
    ) -> Bool {
        var quadratic = PenalizedQuadratic(
            curvature, columns: columns, gradient: gradient, thetas: columns.map { point[$0] * deviations[$0] },
            l1: penalty * l1Ratio, l2: penalty * (1 - l1Ratio))
        let thetas = quadratic.minimum(accuracy: accuracy)
        var target = point
        var shift = gradient[0]
        for (column, theta) in zip(columns, thetas) {
            shift += curvature.interceptRow[column] * (theta - point[column] * deviations[column])
            target[column] = theta / deviations[column]
        }
        target[0] -= shift / curvature.interceptRow[0]
        let value = penalized(evaluation.value, point, penalty)
        var length = 1.0
        for _ in 0..<Self.mostHalvings {
            let next = length == 1 ? target : zip(point, target).map { $0 + length * ($1 - $0) }
            let found = objective.evaluated(at: next, withHessian: false, on: pool)
            guard found.value.isFinite, penalized(found.value, next, penalty) <= value + 1e-13 * value.magnitude else {
                length /= 2
                continue
            }
            (point, evaluation) = (next, found)
            gradient = Self.standardized(found.gradient, deviations, objective.scale)
            return true
        }
        return false
    }

    private static let mostHalvings = 30

    private func penalized(_ value: Double, _ point: [Double], _ penalty: Double) -> Double {
        var sum = value / objective.scale
        for index in point.indices.dropFirst() where point[index] != 0 {
            let theta = point[index] * deviations[index]
            sum += penalty * (l1Ratio * theta.magnitude + (1 - l1Ratio) / 2 * theta * theta)
        }
        return sum
    }

    private static func standardized(_ gradient: [Double], _ deviations: [Double], _ scale: Double) -> [Double] {
        zip(gradient, deviations).map { $1 > 0 ? $0 / $1 / scale : 0 }
    }
}
