/// Where the bins of each feature lie: in the bin matrix and in a histogram.
///
/// Features that have one bin only are left out. The others become columns, most bins first, and columns are cut into blocks
/// of at most 32. A block's bytes are stored row by row, so that one cache line brings a leaf's row all its bins, and a
/// block's histogram fits the fast caches. Within a block's histogram each column has `stride` words: as many as its widest
/// column needs, rounded to an odd number of cache lines so that equal bins of different columns do not fight for one place
/// in the cache.
struct BinLayout: Equatable, Sendable {
    struct Block: Equatable, Sendable {
        let columns: Range<Int>
        /// Columns are updated in fours; the last ones may be padding.
        let quads: Int
        /// Bytes from row to row.
        let rowBytes: Int
        /// Where the block's bytes begin in the row-major matrix.
        let byteOffset: Int
        let stride: Int
        /// Where the block's histogram begins.
        let histogramOffset: Int

        var histogramCount: Int { quads * 4 * stride }
    }

    static let mostColumns = 32

    /// The feature of each column.
    let features: [Int]
    let binCounts: [Int]
    /// Where each column's bins begin in a histogram.
    let offsets: [Int]
    let blocks: [Block]
    let rowMajorBytes: Int
    let histogramCount: Int

    /// - Parameter binCounts: by feature, the missing bin included.
    init(binCounts all: [Int], usedBinCounts: [Int], rowCount: Int) {
        let useful = all.indices.filter { usedBinCounts[$0] > 1 }
        features = useful.sorted { (all[$1], $0) < (all[$0], $1) }
        binCounts = features.map { all[$0] }
        var blocks: [Block] = []
        var offsets: [Int] = []
        var bytes = 0
        var words = 0
        let blockCount = (features.count + Self.mostColumns - 1) / Self.mostColumns
        for index in 0..<blockCount {
            let columns = index * features.count / blockCount..<(index + 1) * features.count / blockCount
            let block = Self.block(columns: columns, binCounts: binCounts, byteOffset: bytes, histogramOffset: words)
            offsets += columns.map { block.histogramOffset + ($0 - columns.lowerBound) * block.stride }
            bytes += (rowCount * block.rowBytes + 63) & ~63
            words += block.histogramCount
            blocks.append(block)
        }
        self.blocks = blocks
        self.offsets = offsets
        rowMajorBytes = bytes
        histogramCount = words
    }

    private static func block(columns: Range<Int>, binCounts: [Int], byteOffset: Int, histogramOffset: Int) -> Block {
        let widest = columns.map { binCounts[$0] }.max() ?? 0
        let quads = (columns.count + 3) / 4
        var rowBytes = 4
        while rowBytes < quads * 4 { rowBytes *= 2 }
        return Block(
            columns: columns, quads: quads, rowBytes: rowBytes, byteOffset: byteOffset,
            stride: ((widest + 7) & ~7) | 8, histogramOffset: histogramOffset)
    }
}
