/// What linear algebra can refuse to do.
public enum LinearAlgebraError: Error, Sendable, Equatable {
    /// The leading minor of this order (counted from 1) is not positive, so there is no Cholesky factor.
    case notPositiveDefinite(order: Int)
    /// The matrix contains NaN or an infinite number.
    case notFinite
    /// The library refused an argument, by its position: a mistake in this room.
    case illegalArgument(routine: String, position: Int)
}

extension LinearAlgebraError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notPositiveDefinite(let order):
            "the matrix is not positive definite: the leading minor of order \(order) is not positive"
        case .notFinite: "the matrix contains a number that is not finite"
        case .illegalArgument(let routine, let position): "\(routine) refused its argument \(position)"
        }
    }
}
