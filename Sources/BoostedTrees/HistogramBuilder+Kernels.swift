import CPrefetch
import LearningCore

/// Adds up the packed gradients of a leaf's rows bin by bin, for all columns at once.
///
/// Each row costs one 64-bit addition per column. The rows of a leaf lie far apart in memory, so the bins and the word of
/// the row 24 places ahead are asked for early. Large leaves are cut into one part per thread; integer sums make the cut
/// invisible.
final class HistogramBuilder: @unchecked Sendable {
    private let matrix: BinMatrix
    private let words: WorkingMemory<UInt64>
    private let pool: WorkerPool
    /// Histograms of the threads beyond the first.
    private let partial: WorkingMemory<UInt64>

    /// A leaf with fewer additions than this is not worth a second thread.
    private static let serialWork = 65_536
    private static let lookAhead = 24

    init(matrix: BinMatrix, words: WorkingMemory<UInt64>, pool: WorkerPool) {
        self.matrix = matrix
        self.words = words
        self.pool = pool
        partial = WorkingMemory(repeating: 0, count: (pool.threadCount - 1) * matrix.layout.histogramCount)
    }

    /// - Parameters:
    ///   - rows: the leaf's rows; the look-ahead reads up to 24 behind them.
    ///   - histogram: `layout.histogramCount` words to overwrite.
    @unsafe
    func build(rows: UnsafePointer<UInt32>, count: Int, into histogram: UnsafeMutablePointer<UInt64>) {
        let layout = matrix.layout
        let blocks = layout.blocks.count
        let parts = count * layout.columnCount < Self.serialWork ? 1 : pool.threadCount
        guard parts > 1 else {
            for block in layout.blocks { unsafe accumulate(block, rows, count, into: histogram, at: 0) }
            return
        }
        let cuts = blocks >= 2 * parts ? 1 : parts
        unsafe pool.forEach(blocks * cuts) { task in
            let (block, cut) = (layout.blocks[task / cuts], task % cuts)
            let start = cut * count / cuts
            let target = unsafe cut == 0 ? histogram : partial.base + (cut - 1) * layout.histogramCount
            unsafe accumulate(block, rows + start, (cut + 1) * count / cuts - start, into: target, at: start)
        }
        for cut in 1..<max(cuts, 1) {
            let part = unsafe partial.base + (cut - 1) * layout.histogramCount
            for column in 0..<layout.columnCount {
                let offset = layout.offsets[column]
                let (from, to) = unsafe (part + offset, histogram + offset)
                for bin in 0..<layout.binCounts[column] { unsafe to[bin] &+= from[bin] }
            }
        }
    }

    @unsafe
    private func accumulate(
        _ block: BinLayout.Block, _ rows: UnsafePointer<UInt32>, _ count: Int,
        into histogram: UnsafeMutablePointer<UInt64>, at start: Int
    ) {
        let target = unsafe histogram + block.histogramOffset
        for column in block.columns {
            unsafe (histogram + matrix.layout.offsets[column]).update(
                repeating: 0, count: matrix.layout.binCounts[column])
        }
        // A stride the compiler knows saves an instruction in four; this one is that of full numeric columns.
        if block.stride == Self.fullStride {
            unsafe add(block, rows, count, to: target, stride: Self.fullStride)
        } else {
            unsafe add(block, rows, count, to: target, stride: block.stride)
        }
    }

    private static let fullStride = 264

    @unsafe @inline(__always)
    private func add(
        _ block: BinLayout.Block, _ rows: UnsafePointer<UInt32>, _ count: Int,
        to target: UnsafeMutablePointer<UInt64>, stride: Int
    ) {
        let bytes = unsafe UnsafeRawPointer(matrix.rowMajor.base + block.byteOffset)
        let words = unsafe UnsafePointer(words.base)
        let (shift, octets) = (block.rowBytes.trailingZeroBitCount, block.quads / 2)
        let hasQuad = block.quads % 2 == 1
        for index in 0..<count {
            let row = unsafe Int(rows[index])
            let ahead = unsafe Int(rows[index &+ Self.lookAhead])
            unsafe leadscore_prefetch(bytes + ahead &<< shift)
            unsafe leadscore_prefetch(words + ahead)
            let word = unsafe words[row]
            var bins = unsafe bytes + row &<< shift
            var slots = unsafe target
            for _ in 0..<octets {
                let eight = unsafe bins.load(as: UInt64.self)
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

    /// parent − child, in place of the parent.
    @unsafe
    func subtract(_ child: UnsafePointer<UInt64>, from parent: UnsafeMutablePointer<UInt64>) {
        for column in 0..<matrix.layout.columnCount {
            let offset = matrix.layout.offsets[column]
            let (from, to) = unsafe (child + offset, parent + offset)
            for bin in 0..<matrix.layout.binCounts[column] { unsafe to[bin] &-= from[bin] }
        }
    }
}
