import Foundation

/// Gauss–Legendre quadrature on [0, 1]: with n nodes, Σ weightᵢ f(nodeᵢ) = ∫₀¹ f exactly for polynomials of degree < 2n.
struct GaussLegendre: Equatable, Sendable {
    let nodes: [Double]
    let weights: [Double]

    /// The nodes are the roots of the Legendre polynomial P_n, found by Newton's method from Chebyshev's guess.
    /// Complexity: O(n²).
    init(count n: Int) {
        precondition(n >= 1)
        var nodes: [Double] = []
        var weights: [Double] = []
        for index in 0..<n {
            var x = -cos(.pi * (Double(index) + 0.75) / (Double(n) + 0.5))
            var slope = 1.0
            for _ in 0..<100 {
                let (value, derivative) = Self.legendre(n, x)
                slope = derivative
                let step = value / derivative
                x -= step
                if abs(step) < 1e-15 { break }
            }
            nodes.append((x + 1) / 2)
            weights.append(1 / ((1 - x * x) * slope * slope))
        }
        self.nodes = nodes
        self.weights = weights
    }

    /// P_n and its derivative, by Bonnet's recursion.
    private static func legendre(_ n: Int, _ x: Double) -> (value: Double, derivative: Double) {
        var (previous, current) = (1.0, x)
        for k in stride(from: 2, through: n, by: 1) {
            let next = (Double(2 * k - 1) * x * current - Double(k - 1) * previous) / Double(k)
            (previous, current) = (current, next)
        }
        return (current, Double(n) * (x * current - previous) / (x * x - 1))
    }
}
