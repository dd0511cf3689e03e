internal import CBLAS

/// The same operations on single-precision numbers: half the memory to read, seven digits.
extension BLAS {
    /// y ← A x (`sgemv`), with the sizes of ``multiply(_:rows:columns:stride:by:into:)`` and no
    /// gaps between columns.
    public static func multiply(
        _ block: Span<Float>, rows: Int, columns: Int, by vector: Span<Float>, into result: inout MutableSpan<Float>
    ) {
        precondition(vector.count == columns && result.count >= rows, "vectors that fit the block")
        gemv(CblasNoTrans, block, rows, columns, vector, &result)
    }

    /// y ← Aᵀ x (`sgemv`), with x of at least `rows` numbers and y of `columns`, overwritten.
    public static func multiplyTransposed(
        _ block: Span<Float>, rows: Int, columns: Int, by vector: Span<Float>, into result: inout MutableSpan<Float>
    ) {
        precondition(vector.count >= rows && result.count == columns, "vectors that fit the block")
        gemv(CblasTrans, block, rows, columns, vector, &result)
    }

    /// C ← C + AᵀA in the lower triangle of C (`ssyrk`), as ``addGram(of:rows:columns:stride:to:)`` does in double.
    public static func addGram(of block: Span<Float>, rows: Int, columns: Int, to gram: inout MutableSpan<Float>) {
        precondition(rows > 0 && columns > 0 && block.count >= columns * rows, "a block of all columns")
        precondition(gram.count == columns * columns, "a square Gram matrix")
        LinearAlgebraRuntime.useOneThread()
        unsafe block.withUnsafeBufferPointer { a in
            unsafe gram.withUnsafeMutableBufferPointer { c in
                unsafe cblas_ssyrk(
                    CblasColMajor, CblasLower, CblasTrans, blasint(columns), blasint(rows), 1, a.baseAddress,
                    blasint(rows), 1, c.baseAddress, blasint(columns))
            }
        }
    }

    private static func gemv(
        _ transpose: CBLAS_TRANSPOSE, _ block: Span<Float>, _ rows: Int, _ columns: Int, _ vector: Span<Float>,
        _ result: inout MutableSpan<Float>
    ) {
        precondition(rows > 0 && columns > 0 && block.count >= columns * rows, "a block of all columns")
        LinearAlgebraRuntime.useOneThread()
        unsafe block.withUnsafeBufferPointer { a in
            unsafe vector.withUnsafeBufferPointer { x in
                unsafe result.withUnsafeMutableBufferPointer { y in
                    unsafe cblas_sgemv(
                        CblasColMajor, transpose, blasint(rows), blasint(columns), 1, a.baseAddress, blasint(rows),
                        x.baseAddress, 1, 0, y.baseAddress, 1)
                }
            }
        }
    }
}
