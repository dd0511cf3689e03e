internal import Foundation

/// The χ² distribution.
enum ChiSquared {
    /// P(χ²_k > x) for k ≥ 1 degrees of freedom: with a = k/2 and t = x/2 the regularised upper gamma function, by
    ///
    ///     Q(½, t) = erfc √t,   Q(1, t) = e^−t,   Q(a + 1, t) = Q(a, t) + t^a e^−t / Γ(a + 1)
    ///
    /// whose terms are all positive. Complexity: O(k).
    static func upperTail(_ x: Double, degreesOfFreedom: Int) -> Double {
        precondition(degreesOfFreedom >= 1, "a test has a degree of freedom")
        let t = max(0, x) / 2
        var a = degreesOfFreedom.isMultiple(of: 2) ? 1.0 : 0.5
        var tail = a == 1 ? exp(-t) : erfc(t.squareRoot())
        while a < Double(degreesOfFreedom) / 2 {
            tail += exp(a * log(t) - t - lgamma(a + 1))
            a += 1
        }
        return min(1, tail)
    }
}
