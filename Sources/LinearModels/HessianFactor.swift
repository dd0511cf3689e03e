import LearningCore
import LinearAlgebra

/// The inverse of a Hessian, or of something like it, ready to be multiplied with gradients.
///
/// A Hessian that is singular to rounding gets a ridge on its diagonal. It is singular when some diagonal element keeps
/// less than 10⁻¹³ of itself after the columns before it are taken out.
struct HessianFactor: Sendable {
    let isSingular: Bool
    private let form: Form

    private enum Form: Sendable {
        case cholesky(CholeskyFactor)
        case diagonal([Double])
    }

    /// - Throws: ``LearningError/numericalFailure(_:)`` if numbers overflowed.
    init(of hessian: Matrix) throws(LearningError) {
        let diagonal = (0..<hessian.rowCount).map { hessian[$0, $0] }
        for ridge in [0, 1e-9, 1e-6, 1e-3, 1] {
            var ridged = hessian
            for index in diagonal.indices where ridge > 0 {
                ridged[index, index] += ridge * max(diagonal[index], Self.smallest)
            }
            do {
                let factor = try CholeskyFactor(of: ridged)
                let kept = zip(factor.diagonal, diagonal).map { $0 * $0 / $1 }
                guard ridge > 0 || kept.allSatisfy({ $0 > 1e-13 }) else { continue }
                form = .cholesky(factor)
                isSingular = ridge > 0
                return
            } catch {
                guard case .notPositiveDefinite = error else { throw Self.overflow }
            }
        }
        throw .numericalFailure("the Hessian cannot be factorised; raise l2Regularization")
    }

    /// Of a diagonal matrix.
    init(diagonal: [Double]) throws(LearningError) {
        guard diagonal.allSatisfy({ $0.isFinite && $0 >= 0 }) else { throw Self.overflow }
        form = .diagonal(diagonal.map { max($0, Self.smallest) })
        isSingular = false
    }

    /// −H⁻¹ g, or −H⁻¹ times any other vector.
    func newtonDirection(_ gradient: [Double]) throws(LearningError) -> [Double] {
        switch form {
        case .diagonal(let diagonal): return zip(gradient, diagonal).map { -$0 / $1 }
        case .cholesky(let factor):
            do {
                return try factor.solving(gradient).map { -$0 }
            } catch {
                throw .numericalFailure("\(error)")
            }
        }
    }

    static let overflow = LearningError.numericalFailure(
        "the numbers overflow; standardise the features or raise l2Regularization")

    /// A diagonal element that is 0 gets a ridge all the same.
    private static let smallest = 1e-270
}
