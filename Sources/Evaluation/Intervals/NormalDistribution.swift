import Foundation

/// The standard normal distribution.
enum NormalDistribution {
    /// P(Z > z).
    static func upperTail(_ z: Double) -> Double {
        0.5 * erfc(z / 2.0.squareRoot())
    }

    /// The z ≥ 0 with P(|Z| ≤ z) = confidence: 1.96 for 0.95.
    ///
    /// - Parameter confidence: above 0, below 1. Newton's method on the tail from a first guess by the tail's bound;
    ///   the tail is convex there, so it approaches from one side.
    static func twoSidedQuantile(confidence: Double) -> Double {
        precondition(confidence > 0 && confidence < 1)
        let tail = (1 - confidence) / 2
        var z = 0.0
        for _ in 0..<200 {
            let density = exp(-0.5 * z * z) / (2 * Double.pi).squareRoot()
            let step = (upperTail(z) - tail) / density
            z += step
            if abs(step) <= 1e-15 * max(z, 1) { break }
        }
        return z
    }
}
