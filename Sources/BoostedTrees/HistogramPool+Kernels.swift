import LearningCore

/// Histograms handed out by slot number and given back, so that growing a tree allocates nothing after the first.
final class HistogramPool: @unchecked Sendable {
    private let layout: BinLayout
    private let builder: HistogramBuilder
    private var slots: [WorkingMemory<UInt64>] = []
    private var free: [Int] = []
    private let pool: WorkerPool
    private let whole: ColumnParts
    private let byThread: ColumnParts

    /// Less work than this, in additions, is not worth a second thread.
    private static let serialWork = 131_072
    /// What looking at a bin costs, in additions.
    private static let searchCost = 4

    init(matrix: BinMatrix, words: WorkingMemory<UInt64>, pool: WorkerPool) {
        layout = matrix.layout
        self.pool = pool
        whole = ColumnParts(layout, parts: 1)
        byThread = ColumnParts(layout, parts: pool.threadCount)
        builder = HistogramBuilder(matrix: matrix, words: words, pool: pool)
    }

    func take() -> Int {
        if let slot = free.popLast() { return slot }
        slots.append(WorkingMemory(repeating: 0, count: layout.histogramCount))
        return slots.count - 1
    }

    func give(back slot: Int?) {
        if let slot { free.append(slot) }
    }

    /// Overwrites a slot with the histogram of a leaf.
    func build(_ partition: RowPartition, _ rows: Range<Int>, into slot: Int) {
        let whole = Children(rows: rows, slot: slot, isBuilt: false, parent: nil)
        if buildByRows(partition, rows, into: slot) { return }
        let parts = parts(additions: rows.count * layout.columnCount, searches: 0)
        unsafe pool.forEach(parts.count) { make(whole, partition, parts.spans[$0]) }
    }

    /// As ``build(_:_:into:)`` if the leaf is large enough to be cut by rows.
    /// - Returns: whether it was.
    func buildByRows(_ partition: RowPartition, _ rows: Range<Int>, into slot: Int) -> Bool {
        guard builder.isCutByRows(rows.count) else { return false }
        unsafe builder.buildByRows(partition.rows.base + rows.lowerBound, count: rows.count, into: slots[slot].base)
        return true
    }

    /// What two children need: the smaller one's histogram, and if the larger may be split too, what remains of the parent's.
    struct Children {
        let rows: Range<Int>
        /// Where the smaller child's is made.
        let slot: Int
        let isBuilt: Bool
        let parent: Int?
    }

    /// Does the columns of `spans`, on this thread.
    func make(_ children: Children, _ partition: RowPartition, _ spans: [ColumnParts.Span]) {
        let target = unsafe slots[children.slot].base
        if !children.isBuilt {
            let rows = unsafe partition.rows.base + children.rows.lowerBound
            unsafe builder.build(spans, rows: rows, count: children.rows.count, into: target)
        }
        if let parent = children.parent { unsafe builder.subtract(target, from: slots[parent].base, spans) }
    }

    /// How to cut the columns for so many additions and leaves to search.
    func parts(additions: Int, searches: Int) -> ColumnParts {
        let work = additions + Self.searchCost * searches * layout.binCounts.reduce(0, +)
        return work < Self.serialWork ? whole : byThread
    }

    /// The sums of all rows of a leaf: those of any one column.
    func total(of slot: Int) -> UInt64 {
        var total = UInt64(0)
        for bin in 0..<layout.binCounts[0] { unsafe total &+= slots[slot].base[layout.offsets[0] + bin] }
        return total
    }

    /// The histogram in a slot; it stays there until the slot is given back.
    @unsafe
    func base(of slot: Int) -> UnsafePointer<UInt64> { unsafe UnsafePointer(slots[slot].base) }
}
