import LearningCore

/// Histograms handed out by slot number and given back, so that growing a tree allocates nothing after the first.
final class HistogramPool: @unchecked Sendable {
    private let layout: BinLayout
    private let builder: HistogramBuilder
    private var slots: [WorkingMemory<UInt64>] = []
    private var free: [Int] = []

    init(matrix: BinMatrix, words: WorkingMemory<UInt64>, pool: WorkerPool) {
        layout = matrix.layout
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
        unsafe builder.build(
            rows: partition.rows.base + rows.lowerBound, count: rows.count, into: slots[slot].base)
    }

    func subtract(_ child: Int, from parent: Int) {
        unsafe builder.subtract(slots[child].base, from: slots[parent].base)
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
