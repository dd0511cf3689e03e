/// The minimum of gᵀ(θ − θ₀) + ½ (θ − θ₀)ᵀ H (θ − θ₀) + l1 Σ |θⱼ| + l2/2 Σ θⱼ² over some of the columns, by coordinate descent:
///
///     θⱼ ← S(Hⱼⱼ θⱼ − ∇ⱼ, l1) / (Hⱼⱼ + l2),      S(u, t) = sign(u) max(|u| − t, 0),      ∇ the gradient of the quadratic part
///
/// Sweeps go over the columns that are not 0 until those are settled, then over all (Friedman, Hastie and Tibshirani, 2010).
struct PenalizedQuadratic {
    private let l1: Double
    private let l2: Double
    private var thetas: [Double]
    private var slopes: [Double]
    /// The rows of the columns looked at.
    private let rows: [Double]

    private static let mostSweeps = 100_000

    init(
        _ curvature: Curvature, columns: [Int], gradient: [Double], thetas: [Double], l1: Double, l2: Double
    ) {
        self.l1 = l1
        self.l2 = l2
        self.thetas = thetas
        // The intercept follows: what is left of its gradient is taken out of the others.
        let rest = gradient[0] / curvature.interceptRow[0]
        slopes = columns.map { gradient[$0] - curvature.interceptRow[$0] * rest }
        rows = columns.flatMap { row in
            columns.map { curvature.values[row * curvature.count + $0] }
        }
    }

    /// - Parameter accuracy: the largest change of a slope, by one coordinate's step, in the last sweep.
    mutating func minimum(accuracy: Double) -> [Double] {
        let all = Array(thetas.indices)
        for _ in 0..<Self.mostSweeps {
            guard sweep(all) > accuracy else { break }
            let active = all.filter { thetas[$0] != 0 }
            for _ in 0..<Self.mostSweeps {
                guard sweep(active) > accuracy else { break }
            }
        }
        return thetas
    }

    /// - Returns: the largest |Hⱼⱼ Δθⱼ|.
    private mutating func sweep(_ columns: [Int]) -> Double {
        let (count, l1, l2) = (thetas.count, l1, l2)
        return unsafe thetas.withUnsafeMutableBufferPointer { thetas in
            unsafe slopes.withUnsafeMutableBufferPointer { slopes in
                unsafe rows.withUnsafeBufferPointer { rows in
                    var largest = 0.0
                    for column in columns {
                        let curvature = unsafe rows[column * count + column]
                        let pull = unsafe curvature * thetas[column] - slopes[column]
                        let excess = pull.magnitude - l1
                        let next = excess > 0 && curvature > 0 ? (pull > 0 ? excess : -excess) / (curvature + l2) : 0
                        let change = unsafe next - thetas[column]
                        guard change != 0 else { continue }
                        unsafe thetas[column] = next
                        largest = max(largest, (curvature * change).magnitude)
                        let row = unsafe UnsafeBufferPointer(rebasing: rows[column * count..<(column + 1) * count])
                        for index in 0..<count { unsafe slopes[index] += row[index] * change }
                    }
                    return largest
                }
            }
        }
    }
}
