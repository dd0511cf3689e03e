import LearningCore
import LinearAlgebra

/// A convex function with a gradient and a Hessian, to be minimised. What is minimised and how are separate matters:
/// a solver sees nothing else of the data.
protocol SmoothObjective: Sendable {
    var parameterCount: Int { get }
    /// The number the gradient is divided by before it is compared with a tolerance: the total weight of the rows.
    var scale: Double { get }
    /// What of a value is rounding, as a part of it.
    var relativeRounding: Double { get }
    func evaluated(at point: [Double], withHessian: Bool, on pool: WorkerPool) -> Evaluation
}

extension SmoothObjective {
    var relativeRounding: Double { 1e-14 }

    func evaluated(at point: [Double], on pool: WorkerPool) -> Evaluation {
        evaluated(at: point, withHessian: false, on: pool)
    }
}

/// An objective and its derivatives at one point.
struct Evaluation: Sendable {
    var value: Double
    var gradient: [Double]
    /// The lower triangle counts; `nil` if it was not asked for.
    var hessian: Matrix?
}
