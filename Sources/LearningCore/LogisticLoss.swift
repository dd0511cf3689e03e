public import Foundation

/// The logistic loss of a log-odds z against an outcome y ∈ {0, 1}.
///
///     p = 1 / (1 + e^−z)          loss = ln(1 + e^z) − y z
///     gradient = p − y            hessian = p (1 − p)
///
/// All four are computed so that no z, however large, overflows.
public enum LogisticLoss {
    /// p = 1 / (1 + e^−z).
    @inlinable
    public static func probability(logOdds z: Double) -> Double {
        if z >= 0 { return 1 / (1 + exp(-z)) }
        let e = exp(z)
        return e / (1 + e)
    }

    /// ln(p / (1 − p)); infinite at 0 and 1.
    @inlinable
    public static func logOdds(probability p: Double) -> Double {
        log(p) - log1p(-p)
    }

    /// ln(1 + e^z) − y z, in nats.
    @inlinable
    public static func loss(logOdds z: Double, won: Bool) -> Double {
        let signed = won ? -z : z
        return signed > 0 ? signed + log1p(exp(-signed)) : log1p(exp(signed))
    }
}
