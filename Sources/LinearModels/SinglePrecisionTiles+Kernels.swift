import Foundation
import LearningCore
import LinearAlgebra

/// The dense columns of a design in single precision, standardised, block of rows after block of rows.
///
/// A search for the minimum reads all rows a dozen times, and is limited by how fast memory delivers them. These take half
/// the room of the columns they are made from, lie in the order in which they are read, and on huge pages.
///
/// A block's tile is the column of ones and the dense columns, one after the other, each as long as the block has rows.
@safe
final class SinglePrecisionTiles: @unchecked Sendable {
    private let base: UnsafeMutablePointer<Float>
    private let columnCount: Int

    /// - Parameter blockSize: the rows of every block but the last.
    /// - Complexity: O(rows × dense columns), and as much memory.
    init(of design: Design, blockSize: Int, on pool: WorkerPool) {
        columnCount = design.dense.count + 1
        let count = max(1, columnCount * design.rowCount)
        let bytes = count * MemoryLayout<Float>.stride
        let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: Self.hugePage)
        #if os(Linux)
            if bytes >= Self.hugePage { unsafe madvise(raw, bytes, MADV_HUGEPAGE) }
        #endif
        unsafe base = raw.bindMemory(to: Float.self, capacity: count)
        // Each task initialises the tiles of its own rows.
        let stretches = WorkerPool.blocks(of: design.rowCount, size: blockSize * max(1, Self.stretch / blockSize))
        unsafe pool.forEach(stretches.count) { write(design, stretches[$0], blockSize) }
    }

    deinit { unsafe UnsafeMutableRawPointer(base).deallocate() }

    private func write(_ design: Design, _ rows: Range<Int>, _ blockSize: Int) {
        var encoded = [Double](repeating: 1, count: rows.count)
        unsafe encoded.withUnsafeMutableBufferPointer { encoded in
            let source = UnsafeBufferPointer(encoded)
            unsafe write(source, column: 0, rows, blockSize)
            unsafe design.encodeDense(rows) { _ in
                unsafe encoded
            } then: { position in
                unsafe write(source, column: position + 1, rows, blockSize)
            }
        }
    }

    private func write(_ encoded: UnsafeBufferPointer<Double>, column: Int, _ rows: Range<Int>, _ blockSize: Int) {
        for start in stride(from: rows.lowerBound, to: rows.upperBound, by: blockSize) {
            let count = min(blockSize, rows.upperBound - start)
            let target = unsafe base + start * columnCount + column * count
            let source = encoded.extracting((start - rows.lowerBound)...)
            for row in 0..<count { unsafe (target + row).initialize(to: Float(source[row])) }
        }
    }

    /// The log-odds of a block's rows, as far as intercept and dense columns make them. The intercept, whose rounding
    /// every row would share, is added in double.
    func multiply(_ rows: Range<Int>, by parameters: [Double], _ scratch: inout LogisticScratch) {
        let single = [0] + parameters.dropFirst().map { Float($0) }
        var result = scratch.single.mutableSpan
        unsafe BLAS.multiply(
            Span(_unsafeElements: tile(of: rows)), rows: rows.count, columns: columnCount, by: single.span,
            into: &result)
        for row in 0..<rows.count { scratch.logOdds[row] = parameters[0] + Double(scratch.single[row]) }
    }

    /// Adds xᵀ r over a block's rows. Sums are in single precision within the block, in double beyond.
    func addTransposed(_ rows: Range<Int>, _ scratch: inout LogisticScratch, to gradient: inout [Double]) {
        for row in 0..<rows.count { scratch.single[row] = Float(scratch.residuals[row]) }
        var part = [Float](repeating: 0, count: columnCount)
        var result = part.mutableSpan
        unsafe BLAS.multiplyTransposed(
            Span(_unsafeElements: tile(of: rows)), rows: rows.count, columns: columnCount, by: scratch.single.span,
            into: &result)
        for index in gradient.indices { gradient[index] += Double(part[index]) }
    }

    /// Adds xᵀ diag(h) x over a block's rows, to its lower triangle; all of it in single precision.
    func addGram(_ rows: Range<Int>, _ scratch: inout LogisticScratch, to gram: inout [Float]) {
        let (count, tile) = unsafe (rows.count, tile(of: rows))
        for row in 0..<count { scratch.single[row] = Float(scratch.curvatures[row].squareRoot()) }
        let scaled = unsafe [Float](unsafeUninitializedCapacity: tile.count) { scaled, initialized in
            for column in 0..<columnCount {
                for row in 0..<count {
                    let value = unsafe scratch.single[row] * tile[column * count + row]
                    unsafe scaled.initializeElement(at: column * count + row, to: value)
                }
            }
            initialized = tile.count
        }
        var sums = gram.mutableSpan
        BLAS.addGram(of: scaled.span, rows: count, columns: columnCount, to: &sums)
    }

    private func tile(of rows: Range<Int>) -> UnsafeBufferPointer<Float> {
        unsafe UnsafeBufferPointer(start: base + rows.lowerBound * columnCount, count: rows.count * columnCount)
    }

    private static let hugePage = 2 << 20
    /// About how many rows of a column are read at once: 32 kB of them.
    private static let stretch = 4_096
}
