internal import CBLAS

/// The level-2 and level-3 operations the models need, on column-major blocks, checked for size.
///
/// Each runs on the calling thread alone: sums then depend on the block only, never on how many threads OpenBLAS would
/// like to start. Callers cut their rows into fixed blocks and share those out themselves.
public enum BLAS {
    /// C ← C + AᵀA in the lower triangle of C; the strict upper triangle is left alone (`dsyrk`).
    ///
    /// - Parameters:
    ///   - block: A, `rows × columns`, column by column, at least `stride` numbers a column.
    ///   - stride: the distance from one column of A to the next, ≥ `rows`.
    ///   - gram: C, `columns × columns`, column by column.
    /// - Complexity: rows · columns² / 2 multiplications.
    public static func addGram(
        of block: Span<Double>, rows: Int, columns: Int, stride: Int, to gram: inout MutableSpan<Double>
    ) {
        precondition(rows >= 0 && columns >= 0 && stride >= max(1, rows), "a block within its stride")
        precondition(block.count >= columns * stride, "a block of all columns")
        precondition(gram.count == columns * columns, "a square Gram matrix")
        guard rows > 0, columns > 0 else { return }
        LinearAlgebraRuntime.useOneThread()
        unsafe block.withUnsafeBufferPointer { a in
            unsafe gram.withUnsafeMutableBufferPointer { c in
                unsafe cblas_dsyrk(
                    CblasColMajor, CblasLower, CblasTrans, blasint(columns), blasint(rows), 1, a.baseAddress,
                    blasint(stride), 1, c.baseAddress, blasint(columns))
            }
        }
    }

    /// y ← A x (`dgemv`).
    ///
    /// - Parameters:
    ///   - block: A as in ``addGram(of:rows:columns:stride:to:)``.
    ///   - vector: x, `columns` numbers.
    ///   - result: y, at least `rows` numbers, overwritten.
    public static func multiply(
        _ block: Span<Double>, rows: Int, columns: Int, stride: Int, by vector: Span<Double>,
        into result: inout MutableSpan<Double>
    ) {
        precondition(vector.count == columns && result.count >= rows, "vectors that fit the block")
        gemv(CblasNoTrans, block, rows, columns, stride, vector, 0, &result)
    }

    /// y ← y + Aᵀ x (`dgemv`).
    ///
    /// - Parameters:
    ///   - block: A as in ``addGram(of:rows:columns:stride:to:)``.
    ///   - vector: x, at least `rows` numbers.
    ///   - result: y, `columns` numbers, added to.
    public static func addTransposed(
        _ block: Span<Double>, rows: Int, columns: Int, stride: Int, times vector: Span<Double>,
        to result: inout MutableSpan<Double>
    ) {
        precondition(vector.count >= rows && result.count == columns, "vectors that fit the block")
        gemv(CblasTrans, block, rows, columns, stride, vector, 1, &result)
    }

    private static func gemv(
        _ transpose: CBLAS_TRANSPOSE, _ block: Span<Double>, _ rows: Int, _ columns: Int, _ stride: Int,
        _ vector: Span<Double>, _ beta: Double, _ result: inout MutableSpan<Double>
    ) {
        precondition(rows >= 0 && columns >= 0 && stride >= max(1, rows), "a block within its stride")
        precondition(block.count >= columns * stride, "a block of all columns")
        guard rows > 0, columns > 0 else {
            if beta == 0 { for index in 0..<rows { result[index] = 0 } }
            return
        }
        LinearAlgebraRuntime.useOneThread()
        unsafe block.withUnsafeBufferPointer { a in
            unsafe vector.withUnsafeBufferPointer { x in
                unsafe result.withUnsafeMutableBufferPointer { y in
                    unsafe cblas_dgemv(
                        CblasColMajor, transpose, blasint(rows), blasint(columns), 1, a.baseAddress, blasint(stride),
                        x.baseAddress, 1, beta, y.baseAddress, 1)
                }
            }
        }
    }
}
