import LearningCore
import LinearAlgebra
import TestSupport
import Testing

@Suite struct BLASTests {
    /// Sizes around the kernels' tile widths, with and without a gap between columns.
    static let shapes: [(rows: Int, columns: Int, stride: Int)] = [
        (0, 3, 1), (1, 1, 1), (3, 2, 3), (7, 5, 9), (64, 29, 64), (100, 33, 128), (513, 17, 513),
    ]

    @Test(arguments: shapes)
    func theGramMatrixIsTheNaiveOne(shape: (rows: Int, columns: Int, stride: Int)) {
        let block = numbers(shape.columns * shape.stride, seed: 1)
        let start = numbers(shape.columns * shape.columns, seed: 2)
        var gram = start
        var span = gram.mutableSpan
        BLAS.addGram(of: block.span, rows: shape.rows, columns: shape.columns, stride: shape.stride, to: &span)
        let naive = NaiveAlgebra.gram(of: block, rows: shape.rows, columns: shape.columns, stride: shape.stride)
        for i in 0..<shape.columns {
            for j in 0..<shape.columns {
                let at = i + j * shape.columns
                // The strict upper triangle belongs to the caller.
                let expected = i >= j ? start[at] + naive[at] : start[at]
                #expect((gram[at] - expected).magnitude <= 1e-13 * Double(shape.rows + 1))
            }
        }
    }

    /// In single precision, beside the same in double: sums of numbers of size 1, to about seven digits a term.
    @Test(arguments: [(1, 1), (3, 2), (64, 29), (100, 33), (513, 17)])
    func singlePrecisionIsDoubleToSevenDigits(shape: (rows: Int, columns: Int)) {
        let (rows, columns) = shape
        let block = numbers(columns * rows, seed: 6).map { Float($0) }
        let exact = block.map { Double($0) }
        let (across, down) = (numbers(columns, seed: 7).map { Float($0) }, numbers(rows, seed: 8).map { Float($0) })
        var product = [Float](repeating: .nan, count: rows)
        var productSpan = product.mutableSpan
        BLAS.multiply(block.span, rows: rows, columns: columns, by: across.span, into: &productSpan)
        for row in 0..<rows {
            let expected = (0..<columns).reduce(0) { $0 + exact[row + $1 * rows] * Double(across[$1]) }
            #expect((Double(product[row]) - expected).magnitude <= 5e-7 * Double(columns + 1))
        }
        var sums = [Float](repeating: .nan, count: columns)
        var sumSpan = sums.mutableSpan
        BLAS.multiplyTransposed(block.span, rows: rows, columns: columns, by: down.span, into: &sumSpan)
        for column in 0..<columns {
            let expected = (0..<rows).reduce(0) { $0 + exact[$1 + column * rows] * Double(down[$1]) }
            #expect((Double(sums[column]) - expected).magnitude <= 5e-7 * Double(rows + 1))
        }
        var gram = [Float](repeating: 1, count: columns * columns)
        var gramSpan = gram.mutableSpan
        BLAS.addGram(of: block.span, rows: rows, columns: columns, to: &gramSpan)
        let naive = NaiveAlgebra.gram(of: exact, rows: rows, columns: columns, stride: rows)
        for column in 0..<columns {
            for row in 0..<columns {
                let expected = row >= column ? 1 + naive[row + column * columns] : 1
                #expect((Double(gram[row + column * columns]) - expected).magnitude <= 5e-7 * Double(rows + 1))
            }
        }
    }

    @Test(arguments: shapes)
    func productsAreTheNaiveOnes(shape: (rows: Int, columns: Int, stride: Int)) {
        let (rows, columns, stride) = shape
        let block = numbers(columns * stride, seed: 3)
        let across = numbers(columns, seed: 4)
        let down = numbers(rows, seed: 5)
        var product = [Double](repeating: .nan, count: rows)
        var productSpan = product.mutableSpan
        BLAS.multiply(block.span, rows: rows, columns: columns, stride: stride, by: across.span, into: &productSpan)
        for row in 0..<rows {
            let expected = (0..<columns).reduce(0.0) { $0 + block[row + $1 * stride] * across[$1] }
            #expect((product[row] - expected).magnitude <= 1e-13 * Double(columns))
        }
        var sums = across
        var sumSpan = sums.mutableSpan
        BLAS.addTransposed(block.span, rows: rows, columns: columns, stride: stride, times: down.span, to: &sumSpan)
        for column in 0..<columns {
            let expected = (0..<rows).reduce(across[column]) { $0 + block[$1 + column * stride] * down[$1] }
            #expect((sums[column] - expected).magnitude <= 1e-13 * Double(rows + 1))
        }
    }

    /// Every thread's product is the same bits: OpenBLAS is not allowed to share a product out by itself.
    @Test func threadsCallingAtOnceGetTheSameBits() {
        let (rows, columns) = (2_000, 60)
        let block = numbers(rows * columns, seed: 6)
        let grams = WorkerPool(threadCount: 4).map(16) { _ in
            var gram = [Double](repeating: 0, count: columns * columns)
            var span = gram.mutableSpan
            BLAS.addGram(of: block.span, rows: rows, columns: columns, stride: rows, to: &span)
            return gram.map(\.bitPattern)
        }
        #expect(grams.allSatisfy { $0 == grams[0] })
        #expect(LinearAlgebraRuntime.current.threadCount == 1)
    }

    private func numbers(_ count: Int, seed: UInt64) -> [Double] {
        var generator = SeededGenerator(seed: seed)
        return (0..<count).map { _ in 2 * generator.nextUniform() - 1 }
    }
}
