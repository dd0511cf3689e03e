import LearningCore

/// What is known of leaves that may be split, their histograms and open views, handed out by slot number and given back, so
/// that growing a tree allocates nothing after the first.
final class HistogramPool: @unchecked Sendable {
    /// What a leaf that may be split is searched by; as pointers, because threads that count references to the same thing wait
    /// for each other.
    @safe
    struct Slot: BitwiseCopyable {
        /// The histogram.
        let words: UnsafeMutablePointer<UInt64>
        let open: OpenViews
    }

    private let layout: BinLayout
    private let pool: WorkerPool
    private let builder: HistogramBuilder
    private var slots: [Slot] = []
    private var memory: [(words: WorkingMemory<UInt64>, open: WorkingMemory<Int32>)] = []
    private var free: [Int] = []
    /// The columns, cut into a part for each thread.
    let parts: ColumnParts

    init(matrix: BinMatrix, words: WorkingMemory<UInt64>, pool: WorkerPool) {
        layout = matrix.layout
        self.pool = pool
        parts = ColumnParts(layout, parts: pool.threadCount)
        builder = HistogramBuilder(matrix: matrix, words: words, pool: pool)
    }

    func take() -> Int {
        if let slot = free.popLast() { return slot }
        let words = WorkingMemory(repeating: UInt64(0), count: layout.histogramCount)
        let open = WorkingMemory(repeating: Int32(0), count: parts.placeCount)
        memory.append((words, open))
        unsafe slots.append(Slot(words: words.base, open: OpenViews(in: open)))
        return slots.count - 1
    }

    func give(back slot: Int?) {
        if let slot { free.append(slot) }
    }

    subscript(slot: Int) -> Slot { slots[slot] }

    /// How one leaf, or two side by side, get what they are searched by.
    @safe
    struct Making: BitwiseCopyable {
        /// Of the smaller leaf, or the only one.
        let rows: UnsafePointer<UInt32>
        let rowCount: Int
        let slot: Slot
        /// That of both together; `nil` if there is only one.
        let parent: Slot?
        /// Whether the parent's histogram becomes the larger leaf's.
        let keepsRest: Bool
        /// Whether the smaller leaf's histogram is made already.
        let isBuilt: Bool
    }

    /// Makes the histogram of all rows.
    func startRoot(_ partition: RowPartition, into slot: Int) -> Making {
        let rows = 0..<partition.count
        if !buildByRows(partition, rows, into: slot) {
            let (slot, parts, first) = unsafe (slots[slot], parts, partition.rows.base)
            unsafe pool.forEach(parts.count) {
                unsafe builder.build(parts[$0], rows: first, count: rows.count, into: slot.words)
            }
        }
        return unsafe Making(
            rows: partition.rows.base, rowCount: rows.count, slot: slots[slot], parent: nil, keepsRest: false,
            isBuilt: true)
    }

    /// Starts to make the histogram of the smaller of two leaves.
    /// - Parameters:
    ///   - parent: the slot of both together.
    ///   - keepsRest: whether the larger leaf takes it over.
    func start(_ partition: RowPartition, _ rows: Range<Int>, into slot: Int, parent: Int, keepsRest: Bool) -> Making {
        let isBuilt = buildByRows(partition, rows, into: slot)
        return unsafe Making(
            rows: partition.rows.base + rows.lowerBound, rowCount: rows.count, slot: slots[slot], parent: slots[parent],
            keepsRest: keepsRest, isBuilt: isBuilt)
    }

    /// Makes the histogram of a leaf large enough to be cut by rows.
    /// - Returns: whether it is.
    private func buildByRows(_ partition: RowPartition, _ rows: Range<Int>, into slot: Int) -> Bool {
        guard builder.isCutByRows(rows.count) else { return false }
        let first = unsafe partition.rows.base + rows.lowerBound
        unsafe builder.buildByRows(first, count: rows.count, into: slots[slot].words)
        return true
    }

    /// Makes what is missing in a part of the columns, on this thread.
    func finish(_ making: Making, _ part: ColumnPart) {
        if !making.isBuilt {
            unsafe builder.build(part, rows: making.rows, count: making.rowCount, into: making.slot.words)
        }
        guard let parent = making.parent else { return making.slot.open.openAll(part) }
        making.slot.open.copy(part, of: parent.open)
        if making.keepsRest { unsafe builder.subtract(making.slot.words, from: parent.words, part) }
    }

    /// The sums of all rows of a leaf: those of any one column.
    func total(of slot: Int) -> UInt64 {
        var total = UInt64(0)
        for bin in 0..<layout.binCounts[0] { unsafe total &+= slots[slot].words[layout.offsets[0] + bin] }
        return total
    }
}
