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
    /// A part for each block.
    private let blocks: ColumnParts
    /// Histograms of the threads beyond the first.
    private let partial: WorkingMemory<UInt64>

    /// With fewer additions than this for every word of the histogram, adding up the threads' takes too long.
    private static let workPerWord = 16
    private static let lookAhead = 24

    init(matrix: BinMatrix, words: WorkingMemory<UInt64>, pool: WorkerPool) {
        self.matrix = matrix
        self.words = words
        self.pool = pool
        blocks = ColumnParts(
            matrix.layout,
            spans: matrix.layout.blocks.enumerated().map { number, block in
                [ColumnPart.Span(block: number, quads: 0..<block.quads)]
            })
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
        unsafe pool.forEach(blocks.count * parts) { task in
            let (block, cut) = (blocks[task / parts], task % parts)
            let start = cut * count / parts
            let target = unsafe cut == 0 ? histogram : partial.base + (cut - 1) * layout.histogramCount
            unsafe build(block, rows: rows + start, count: (cut + 1) * count / parts - start, into: target)
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
        _ part: ColumnPart, rows: UnsafePointer<UInt32>, count: Int, into histogram: UnsafeMutablePointer<UInt64>
    ) {
        for column in 0..<part.columnCount {
            let words = unsafe part.words[column]
            unsafe (histogram + words.offset).update(repeating: 0, count: words.count)
        }
        for span in 0..<part.quadsCount {
            let quads = unsafe part.quads[span]
            // A stride the compiler knows saves an instruction in four; this one is that of full numeric columns.
            if quads.stride == Self.fullStride {
                unsafe add(quads, rows, count, to: histogram + quads.wordOffset, stride: Self.fullStride)
            } else {
                unsafe add(quads, rows, count, to: histogram + quads.wordOffset, stride: quads.stride)
            }
        }
    }

    private static let fullStride = 264

    @unsafe @inline(__always)
    private func add(
        _ quads: ColumnPart.Quads, _ rows: UnsafePointer<UInt32>, _ count: Int, to target: UnsafeMutablePointer<UInt64>,
        stride: Int
    ) {
        let bytes = unsafe UnsafeRawPointer(matrix.rowMajor.base + quads.byteOffset)
        let words = unsafe UnsafePointer(words.base)
        let (shift, octets) = (quads.rowShift, quads.count / 2)
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
        _ child: UnsafePointer<UInt64>, from parent: UnsafeMutablePointer<UInt64>, _ part: ColumnPart
    ) {
        for column in 0..<part.columnCount {
            let words = unsafe part.words[column]
            let (from, to) = unsafe (child + words.offset, parent + words.offset)
            for bin in 0..<words.count { unsafe to[bin] &-= from[bin] }
        }
    }
}
