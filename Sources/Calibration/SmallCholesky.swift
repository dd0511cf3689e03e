/// Cholesky's factorisation of small symmetric matrices, scaled to unit diagonal first.
enum SmallCholesky {
    /// x with A x = b, or `nil` if A is not positive definite.
    static func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double]? {
        let size = right.count
        guard (0..<size).allSatisfy({ matrix[$0][$0] > 0 }) else { return nil }
        let scale = (0..<size).map { 1 / matrix[$0][$0].squareRoot() }
        var lower = [[Double]](repeating: [Double](repeating: 0, count: size), count: size)
        for row in 0..<size {
            for column in 0...row {
                var sum = matrix[row][column] * scale[row] * scale[column]
                for inner in 0..<column { sum -= lower[row][inner] * lower[column][inner] }
                if row == column {
                    guard sum > 1e-15 else { return nil }
                    lower[row][row] = sum.squareRoot()
                } else {
                    lower[row][column] = sum / lower[column][column]
                }
            }
        }
        var solution = zip(right, scale).map(*)
        for row in 0..<size {
            for column in 0..<row { solution[row] -= lower[row][column] * solution[column] }
            solution[row] /= lower[row][row]
        }
        for row in (0..<size).reversed() {
            for column in (row + 1)..<size { solution[row] -= lower[column][row] * solution[column] }
            solution[row] /= lower[row][row]
        }
        return zip(solution, scale).map(*)
    }

    /// A⁻¹, or `nil` if A is not positive definite.
    static func inverse(_ matrix: [[Double]]) -> [[Double]]? {
        var columns: [[Double]] = []
        for index in matrix.indices {
            let unit = matrix.indices.map { $0 == index ? 1.0 : 0.0 }
            guard let column = solve(matrix, unit) else { return nil }
            columns.append(column)
        }
        return columns
    }
}
