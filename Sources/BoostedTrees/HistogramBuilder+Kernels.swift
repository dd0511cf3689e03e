import CPrefetch
import LearningCore

/// Adds up the packed gradients of a leaf's rows bin by bin, for all columns at once.
///
/// Each row costs one 64-bit addition per column. The rows of a leaf lie far apart in memory, so the bins and the word of
/// the row 24 places ahead are asked for early. Large leaves are cut into one part of their rows per thread; integer sums make
/// the cut invisible. Others are left to the caller to cut by columns (``ColumnParts``).
final class HistogramBuilder: @unchecked Sendable {
    private let matrix: BinMatrix
    private let words: WorkingMemory<UInt64>
    private let pool: WorkerPool
    /// Histograms of the threads beyond the first.
    private let partial: WorkingMemory<UInt64>

    /// With fewer additions than this for every word of the histogram, adding up the threads' takes too long.
    private static let workPerWord = 16
    private static let lookAhead = 24

    init(matrix: BinMatrix, words: WorkingMemory<UInt64>, pool: WorkerPool) {
        self.matrix = matrix
        self.words = words
        self.pool = pool
        partial = WorkingMemory(repeating: 0, count: (pool.threadCount - 1) * matrix.layout.histogramCount)
    }

    /// Whether a leaf of so many rows is large enough to be cut by rows.
    func isCutByRows(_ count: Int) -> Bool {
        pool.threadCount > 1 && matrix.layout.blocks.count < 2 * pool.threadCount
            && count * matrix.layout.columnCount >= Self.workPerWord * matrix.layout.histogramCount
    }

    /// Cuts the leaf by rows, one part per thread.
    /// - Parameters:
    ///   - rows: the leaf's rows; the look-ahead reads up to 24 behind them.
    ///   - histogram: `layout.histogramCount` words to overwrite.
    @unsafe
    func buildByRows(_ rows: UnsafePointer<UInt32>, count: Int, into histogram: UnsafeMutablePointer<UInt64>) {
        let (layout, parts) = (matrix.layout, pool.threadCount)
        unsafe pool.forEach(layout.blocks.count * parts) { task in
            let (block, cut) = (layout.blocks[task / parts], task % parts)
            let start = cut * count / parts
            let target = unsafe cut == 0 ? histogram : partial.base + (cut - 1) * layout.histogramCount
            unsafe accumulate(
                block, 0..<block.quads, rows + start, (cut + 1) * count / parts - start, into: target)
        }
        for cut in 1..<parts {
            let part = unsafe partial.base + (cut - 1) * layout.histogramCount
            for column in 0..<layout.columnCount {
                let offset = layout.offsets[column]
                let (from, to) = unsafe (part + offset, histogram + offset)
                for bin in 0..<layout.binCounts[column] { unsafe to[bin] &+= from[bin] }
            }
        }
    }

    /// Overwrites the histograms of some columns, on this thread; see ``buildByRows(_:count:into:)``.
    @unsafe
    func build(
        _ spans: [ColumnParts.Span], rows: UnsafePointer<UInt32>, count: Int,
        into histogram: UnsafeMutablePointer<UInt64>
    ) {
        for span in spans {
            unsafe accumulate(matrix.layout.blocks[span.block], span.quads, rows, count, into: histogram)
        }
    }

    /// Overwrites the histograms of some quads of a block's columns.
    @unsafe
    private func accumulate(
        _ block: BinLayout.Block, _ quads: Range<Int>, _ rows: UnsafePointer<UInt32>, _ count: Int,
        into histogram: UnsafeMutablePointer<UInt64>
    ) {
        let columns = quads.lowerBound * 4..<min(quads.upperBound * 4, block.columns.count)
        for column in columns {
            let column = block.columns.lowerBound + column
            unsafe (histogram + matrix.layout.offsets[column]).update(
                repeating: 0, count: matrix.layout.binCounts[column])
        }
        // A stride the compiler knows saves an instruction in four; this one is that of full numeric columns.
        let target = unsafe histogram + block.histogramOffset
        if block.stride == Self.fullStride {
            unsafe add(block, quads, rows, count, to: target, stride: Self.fullStride)
        } else {
            unsafe add(block, quads, rows, count, to: target, stride: block.stride)
        }
    }

    private static let fullStride = 264

    @unsafe @inline(__always)
    private func add(
        _ block: BinLayout.Block, _ quads: Range<Int>, _ rows: UnsafePointer<UInt32>, _ count: Int,
        to target: UnsafeMutablePointer<UInt64>, stride: Int
    ) {
        let bytes = unsafe UnsafeRawPointer(matrix.rowMajor.base + block.byteOffset + 4 * quads.lowerBound)
        let target = unsafe target + 4 * quads.lowerBound * stride
        let words = unsafe UnsafePointer(words.base)
        let (shift, octets) = (block.rowBytes.trailingZeroBitCount, quads.count / 2)
        let hasQuad = quads.count % 2 == 1
        for index in 0..<count {
            let row = unsafe Int(rows[index])
            let ahead = unsafe Int(rows[index &+ Self.lookAhead])
            unsafe leadscore_prefetch(bytes + ahead &<< shift)
            unsafe leadscore_prefetch(words + ahead)
            let word = unsafe words[row]
            var bins = unsafe bytes + row &<< shift
            var slots = unsafe target
            for _ in 0..<octets {
                let eight = unsafe bins.loadUnaligned(as: UInt64.self)
                unsafe Self.addFour(UInt32(truncatingIfNeeded: eight), word, slots, stride)
                unsafe Self.addFour(UInt32(truncatingIfNeeded: eight >> 32), word, slots + 4 &* stride, stride)
                unsafe bins += 8
                unsafe slots += 8 &* stride
            }
            if hasQuad { unsafe Self.addFour(bins.load(as: UInt32.self), word, slots, stride) }
        }
    }

    @unsafe @inline(__always)
    private static func addFour(
        _ bins: UInt32, _ word: UInt64, _ slots: UnsafeMutablePointer<UInt64>, _ stride: Int
    ) {
        unsafe slots[Int(bins & 0xFF)] &+= word
        unsafe slots[stride &+ Int((bins >> 8) & 0xFF)] &+= word
        unsafe slots[2 &* stride &+ Int((bins >> 16) & 0xFF)] &+= word
        unsafe slots[3 &* stride &+ Int(bins >> 24)] &+= word
    }

    /// parent − child, in place of the parent, in some columns.
    @unsafe
    func subtract(
        _ child: UnsafePointer<UInt64>, from parent: UnsafeMutablePointer<UInt64>, _ spans: [ColumnParts.Span]
    ) {
        for span in spans {
            for column in ColumnParts.columns(span, matrix.layout) {
                let offset = matrix.layout.offsets[column]
                let (from, to) = unsafe (child + offset, parent + offset)
                for bin in 0..<matrix.layout.binCounts[column] { unsafe to[bin] &-= from[bin] }
            }
        }
    }
}
