internal import LinearAlgebra

/// The Hessian of the mean loss for standardised, centred columns: that of the columns with the intercept eliminated,
///
///     H̃ⱼₖ = (hⱼₖ − h₀ⱼ h₀ₖ / h₀₀) / (dⱼ dₖ)
struct Curvature {
    /// By parameter: h₀ⱼ / dⱼ, and h₀₀ for the intercept.
    let interceptRow: [Double]
    /// By parameter, all of H̃, row after row; the intercept's row and column are 0.
    let values: [Double]
    let count: Int

    /// - Parameters:
    ///   - hessian: of the summed loss; its lower triangle counts.
    ///   - scale: what makes it that of the mean.
    init(_ hessian: Matrix, scale: Double, deviations: [Double]) {
        count = hessian.rowCount
        let inverses = deviations.map { $0 > 0 ? 1 / $0 : 0 }
        let first = hessian[0, 0] / scale
        let interceptRow = (0..<count).map { hessian[$0, 0] / scale * inverses[$0] }
        var values = [Double](repeating: 0, count: count * count)
        for column in 1..<max(count, 1) {
            for row in column..<count {
                let element =
                    hessian[row, column] / scale * inverses[row] * inverses[column]
                    - interceptRow[row] * (interceptRow[column] / first)
                values[row * count + column] = element
                values[column * count + row] = element
            }
        }
        self.interceptRow = interceptRow
        self.values = values
    }

    /// The columns' standard deviations, from a Hessian where all rows of the same weight count the same; 1 for the intercept, 0
    /// for a column that does not vary.
    static func deviations(_ hessian: Matrix) -> [Double] {
        (0..<hessian.rowCount).map { index in
            guard index > 0 else { return 1 }
            let mean = hessian[index, 0] / hessian[0, 0]
            let square = hessian[index, index] / hessian[0, 0]
            let variance = square - mean * mean
            return variance > 1e-12 * square ? variance.squareRoot() : 0
        }
    }
}
