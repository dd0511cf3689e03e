internal import LearningCore
internal import LinearAlgebra

/// A Cholesky factor of a Hessian; with a ridge on the diagonal if the Hessian is singular to rounding, which is when
/// some diagonal element keeps less than 10⁻¹³ of itself after the columns before it are taken out.
struct HessianFactor: Sendable {
    let isSingular: Bool
    private let factor: CholeskyFactor

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
                self.factor = factor
                isSingular = ridge > 0
                return
            } catch {
                guard case .notPositiveDefinite = error else { throw Self.overflow }
            }
        }
        throw .numericalFailure("the Hessian cannot be factorised; raise l2Regularization")
    }

    /// −H⁻¹ g, or −H⁻¹ times any other vector.
    func newtonDirection(_ gradient: [Double]) throws(LearningError) -> [Double] {
        do {
            return try factor.solving(gradient).map { -$0 }
        } catch {
            throw .numericalFailure("\(error)")
        }
    }

    /// H⁻¹, both triangles.
    func inverse() throws(LearningError) -> Matrix {
        do {
            return try factor.inverse()
        } catch {
            throw .numericalFailure("\(error)")
        }
    }

    static let overflow = LearningError.numericalFailure(
        "the numbers overflow; standardise the features or raise l2Regularization")

    /// A diagonal element that is 0 gets a ridge all the same.
    private static let smallest = 1e-270
}
