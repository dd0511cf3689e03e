/// The obvious way to do what BLAS and LAPACK do, on column-major numbers, for tests to compare with.
public enum NaiveAlgebra {
    /// AᵀA of a block whose columns start `stride` apart; both triangles.
    public static func gram(of block: [Double], rows: Int, columns: Int, stride: Int) -> [Double] {
        var gram = [Double](repeating: 0, count: columns * columns)
        for i in 0..<columns {
            for j in 0..<columns {
                for row in 0..<rows { gram[i + j * columns] += block[row + i * stride] * block[row + j * stride] }
            }
        }
        return gram
    }

    /// The solution of A x = b by elimination with row exchanges, or `nil` if A is singular to the last bit.
    public static func solve(_ matrix: [Double], _ right: [Double]) -> [Double]? {
        let n = right.count
        var a = (0..<n).map { row in (0..<n).map { matrix[row + $0 * n] } + [right[row]] }
        for pivot in 0..<n {
            guard let best = (pivot..<n).max(by: { a[$0][pivot].magnitude < a[$1][pivot].magnitude }),
                a[best][pivot] != 0
            else { return nil }
            a.swapAt(pivot, best)
            for row in 0..<n where row != pivot {
                let factor = a[row][pivot] / a[pivot][pivot]
                for column in pivot...n { a[row][column] -= factor * a[pivot][column] }
            }
        }
        return (0..<n).map { a[$0][n] / a[$0][$0] }
    }
}
