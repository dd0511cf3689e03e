internal import CLAPACKE

/// The Cholesky factor L of a symmetric positive definite matrix A = L Lᵀ (LAPACK's `dpotrf`).
public struct CholeskyFactor: Sendable {
    public let order: Int
    /// L in the lower triangle; what is above it is not part of the factor.
    private let factor: Matrix

    /// Factorises the matrix whose lower triangle is given; the strict upper triangle is not read.
    ///
    /// - Throws: ``LinearAlgebraError/notPositiveDefinite(order:)``, or ``LinearAlgebraError/notFinite`` for NaN or an
    ///   infinite number.
    /// - Complexity: n³ / 3 multiplications.
    public init(of matrix: Matrix) throws(LinearAlgebraError) {
        precondition(matrix.rowCount == matrix.columnCount, "only a square matrix has a Cholesky factor")
        order = matrix.rowCount
        var factor = matrix
        if order > 0 {
            for column in 0..<order {
                for row in column..<order where !matrix[row, column].isFinite { throw .notFinite }
            }
            LinearAlgebraRuntime.useOneThread()
            let size = Int32(order)
            let status = unsafe factor.values.withUnsafeMutableBufferPointer { values in
                unsafe LAPACKE_dpotrf(LAPACK_COL_MAJOR, lower, size, values.baseAddress, size)
            }
            guard status <= 0 else { throw .notPositiveDefinite(order: Int(status)) }
            guard status == 0 else { throw .illegalArgument(routine: "dpotrf", position: -Int(status)) }
        }
        self.factor = factor
    }

    /// The diagonal of L. Its squares over A's diagonal are 1 − R² of each column given those before it.
    public var diagonal: [Double] { (0..<order).map { factor[$0, $0] } }

    /// x with A x = b (`dpotrs`). Complexity: 2 n² multiplications.
    public func solving(_ right: [Double]) throws(LinearAlgebraError) -> [Double] {
        precondition(right.count == order, "a right side as long as the matrix")
        guard order > 0 else { return [] }
        LinearAlgebraRuntime.useOneThread()
        let size = Int32(order)
        var solution = right
        let status = unsafe factor.values.withUnsafeBufferPointer { values in
            unsafe solution.withUnsafeMutableBufferPointer { x in
                unsafe LAPACKE_dpotrs(LAPACK_COL_MAJOR, lower, size, 1, values.baseAddress, size, x.baseAddress, size)
            }
        }
        guard status == 0 else { throw .illegalArgument(routine: "dpotrs", position: -Int(status)) }
        return solution
    }

    /// A⁻¹, both triangles (`dpotri`). Complexity: 2 n³ / 3 multiplications.
    public func inverse() throws(LinearAlgebraError) -> Matrix {
        guard order > 0 else { return factor }
        LinearAlgebraRuntime.useOneThread()
        let size = Int32(order)
        var inverse = factor
        let status = unsafe inverse.values.withUnsafeMutableBufferPointer { values in
            unsafe LAPACKE_dpotri(LAPACK_COL_MAJOR, lower, size, values.baseAddress, size)
        }
        guard status <= 0 else { throw .notPositiveDefinite(order: Int(status)) }
        guard status == 0 else { throw .illegalArgument(routine: "dpotri", position: -Int(status)) }
        return inverse.mirroringLowerTriangle()
    }
}

/// "The lower triangle", as LAPACK says it.
private let lower = CChar(UInt8(ascii: "L"))
