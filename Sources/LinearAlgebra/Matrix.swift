/// A dense matrix of doubles, column by column: element (i, j) is `values[i + j * rowCount]`.
///
/// Column-major is what BLAS and LAPACK were written for; no call has to turn a matrix around.
public struct Matrix: Sendable, Equatable {
    public let rowCount: Int
    public let columnCount: Int
    /// `rowCount * columnCount` numbers, the first column first.
    public internal(set) var values: [Double]

    /// A matrix of the given numbers, the first column first.
    public init(rowCount: Int, columnCount: Int, values: [Double]) {
        precondition(rowCount >= 0 && columnCount >= 0, "a matrix has no negative side")
        precondition(values.count == rowCount * columnCount, "one value for each element")
        self.rowCount = rowCount
        self.columnCount = columnCount
        self.values = values
    }

    /// A matrix of zeros.
    public init(rowCount: Int, columnCount: Int) {
        self.init(
            rowCount: rowCount, columnCount: columnCount, values: [Double](repeating: 0, count: rowCount * columnCount))
    }

    public subscript(row: Int, column: Int) -> Double {
        get { values[offset(row, column)] }
        set { values[offset(row, column)] = newValue }
    }

    /// The square matrix whose lower triangle is mine, mirrored to the upper one. Complexity: O(n²).
    public func mirroringLowerTriangle() -> Matrix {
        precondition(rowCount == columnCount, "only a square matrix has two triangles")
        var mirrored = self
        for column in 0..<columnCount {
            for row in column..<rowCount { mirrored[column, row] = self[row, column] }
        }
        return mirrored
    }

    private func offset(_ row: Int, _ column: Int) -> Int {
        precondition(row >= 0 && row < rowCount && column >= 0 && column < columnCount, "element outside the matrix")
        return row + column * rowCount
    }
}
