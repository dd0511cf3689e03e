/// Where the bins of each feature lie: in the bin matrix and in a histogram.
///
/// A column of bytes holds one feature, or a bundle of features of which no row has more than one outside its default bin
/// (exclusive feature bundling: Ke et al., LightGBM, 2017, without conflicts, so that it changes nothing but the time). Byte
/// 0 of a bundle is a row with defaults only; its members' other bins follow one member after the other.
///
/// Columns are cut into blocks of at most 32, those with most bins first. A block's bytes are stored row by row, so that one
/// cache line brings a leaf's row all its bins, and a block's histogram fits the fast caches. Within a block's histogram each
/// column has `stride` words: as many as its widest column needs, rounded to an odd number of cache lines so that equal bins
/// of different columns do not fight for one place in the cache.
struct BinLayout: Equatable, Sendable {
    /// A feature that can be split, and where its bins are.
    struct View: Equatable, Sendable {
        let feature: Int
        let binCount: Int
        /// The bin that a bundle leaves out; `nil` if the feature has its column for itself.
        let defaultBin: Int?
        fileprivate(set) var column = 0
        /// The byte of its first bin, or of its first bin that is not the default one.
        fileprivate(set) var firstByte = 0

        init(feature: Int, binCount: Int, defaultBin: Int? = nil) {
            self.feature = feature
            self.binCount = binCount
            self.defaultBin = defaultBin
        }

        /// How many bytes of its column are its own.
        var byteCount: Int { defaultBin == nil ? binCount : binCount - 1 }

        /// The byte of a bin; the default bin of a bundle's member is wherever the others are not.
        func byte(of bin: Int) -> Int? {
            guard let defaultBin else { return bin }
            return bin == defaultBin ? nil : firstByte + (bin < defaultBin ? bin : bin - 1)
        }

        /// The bin a byte of the column means for this feature.
        func bin(ofByte byte: Int) -> Int {
            guard let defaultBin else { return byte }
            let position = byte - firstByte
            guard position >= 0, position < byteCount else { return defaultBin }
            return position < defaultBin ? position : position + 1
        }
    }

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
    static let mostBytes = 256

    /// By feature number.
    let views: [View]
    /// The views of each column.
    let members: [[Int]]
    /// By column, how many bytes are used.
    let binCounts: [Int]
    /// Where each column's bins begin in a histogram.
    let offsets: [Int]
    let blocks: [Block]
    let rowMajorBytes: Int
    let histogramCount: Int

    var columnCount: Int { members.count }

    /// - Parameters:
    ///   - views: ascending by feature.
    ///   - bundles: positions in `views` that share a column; every view is in one.
    init(views: [View], bundles: [[Int]], rowCount: Int) {
        var views = views
        func width(_ bundle: [Int]) -> Int {
            bundle.reduce(views[bundle[0]].defaultBin == nil ? 0 : 1) { $0 + views[$1].byteCount }
        }
        members = Self.dealt(bundles.sorted { (width($1), $0[0]) < (width($0), $1[0]) })
        binCounts = members.map(width)
        for (column, bundle) in members.enumerated() {
            var next = views[bundle[0]].defaultBin == nil ? 0 : 1
            for view in bundle {
                views[view].column = column
                views[view].firstByte = next
                next += views[view].byteCount
            }
        }
        self.views = views
        var blocks: [Block] = []
        var offsets: [Int] = []
        var (bytes, words) = (0, 0)
        for columns in Self.cut(members.count) {
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

    /// The columns of each block.
    private static func cut(_ count: Int) -> [Range<Int>] {
        let blocks = (count + mostColumns - 1) / mostColumns
        return (0..<blocks).map { $0 * count / blocks..<($0 + 1) * count / blocks }
    }

    /// Within a block the columns are dealt to its quads in turn, so that all quads have about as many bins.
    private static func dealt(_ columns: [[Int]]) -> [[Int]] {
        cut(columns.count).flatMap { block in
            let quads = (block.count + 3) / 4
            let places = (0..<quads).flatMap { Array(stride(from: $0, to: block.count, by: quads)) }
            return places.map { columns[block.lowerBound + $0] }
        }
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
