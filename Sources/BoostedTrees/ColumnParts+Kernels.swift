/// The columns of a layout cut into parts for as many threads.
///
/// A thread that adds up the histograms of its part, subtracts them from the parent's and searches them for splits finds
/// them in its own cache; handed from one core to another they cost more than a small leaf is worth.
final class ColumnParts: @unchecked Sendable {
    private let parts: WorkingMemory<ColumnPart>
    private let memory: [ColumnPart.Memory]

    /// How many places ``OpenViews`` need.
    let placeCount: Int

    var count: Int { parts.count }

    /// Complexity: O(1); the part must not outlive this.
    subscript(part: Int) -> ColumnPart {
        precondition(part < count)
        return unsafe parts.base[part]
    }

    /// A column costs what adding up some hundred rows does, and looking at its bins, each as much as two additions.
    private static let columnCost = 256
    private static let binCost = 2

    /// - Parameter parts: at least 1; fewer are made when there are fewer quads.
    convenience init(_ layout: BinLayout, parts: Int) {
        let quads = layout.blocks.indices.flatMap { block in
            (0..<layout.blocks[block].quads).map { ColumnPart.Span(block: block, quads: $0..<$0 + 1) }
        }
        let costs = quads.map { span in
            span.columns(layout).reduce(0) { $0 + Self.columnCost + Self.binCost * layout.binCounts[$1] }
        }
        let total = costs.reduce(0, +)
        var spans: [[ColumnPart.Span]] = [[]]
        var spent = 0
        for (span, cost) in zip(quads, costs) {
            // A quad goes where its middle falls.
            if spans.last?.isEmpty == false, (2 * spent + cost) * parts > 2 * total * spans.count { spans.append([]) }
            spent += cost
            if let last = spans[spans.count - 1].last, last.block == span.block {
                spans[spans.count - 1][spans[spans.count - 1].count - 1].quads =
                    last.quads.lowerBound..<span.quads.upperBound
            } else {
                spans[spans.count - 1].append(span)
            }
        }
        self.init(layout, spans: spans)
    }

    /// - Parameter spans: by part.
    init(_ layout: BinLayout, spans: [[ColumnPart.Span]]) {
        memory = spans.map { ColumnPart.Memory($0, layout) }
        var (made, place) = ([ColumnPart](), 0)
        for memory in memory {
            made.append(ColumnPart(memory, number: made.count, firstPlace: place))
            place += (memory.views.count + 1 + 15) & ~15
        }
        parts = WorkingMemory(made, padding: ColumnPart(ColumnPart.Memory([], layout), number: 0, firstPlace: 0))
        placeCount = place
    }
}

/// Some columns as the kernels of one thread read them; as pointers, because threads that count references to the same thing
/// wait for each other longer than a small leaf takes.
@safe
struct ColumnPart: BitwiseCopyable {
    /// Some quads of columns of one block.
    struct Span: Equatable, Sendable {
        let block: Int
        var quads: Range<Int>

        /// The columns; the last quad of a block may be padding in part.
        func columns(_ layout: BinLayout) -> Range<Int> {
            let all = layout.blocks[block].columns
            let start = all.lowerBound + 4 * quads.lowerBound
            return start..<min(all.lowerBound + 4 * quads.upperBound, all.upperBound)
        }
    }

    /// A span as the loop over rows reads it.
    struct Quads: BitwiseCopyable {
        var count = 0
        /// Of the first row, in the row-major matrix.
        var byteOffset = 0
        /// The bytes from row to row are 2 to the power of this.
        var rowShift = 0
        /// In a histogram.
        var wordOffset = 0
        /// Words from column to column.
        var stride = 0
    }

    /// Where a column is in a histogram.
    struct Words: BitwiseCopyable {
        var offset = 0
        var count = 0
    }

    let number: Int
    /// Where its list begins in ``OpenViews``; lists share no cache line.
    let firstPlace: Int
    let quads: UnsafePointer<Quads>
    let quadsCount: Int
    /// By column.
    let words: UnsafePointer<Words>
    let columnCount: Int
    /// Ascending.
    let views: UnsafePointer<Int32>
    let viewCount: Int

    fileprivate init(_ memory: Memory, number: Int, firstPlace: Int) {
        (self.number, self.firstPlace) = (number, firstPlace)
        unsafe quads = UnsafePointer(memory.quads.base)
        quadsCount = memory.quads.count
        unsafe words = UnsafePointer(memory.words.base)
        columnCount = memory.words.count
        unsafe views = UnsafePointer(memory.views.base)
        viewCount = memory.views.count
    }

    /// The views, for tests.
    var viewList: [Int] { unsafe UnsafeBufferPointer(start: views, count: viewCount).map(Int.init) }

    /// Where the columns begin in a histogram, for tests.
    var wordOffsets: [Int] { unsafe UnsafeBufferPointer(start: words, count: columnCount).map(\.offset) }

    /// What a part points to.
    fileprivate struct Memory {
        let quads: WorkingMemory<Quads>
        let words: WorkingMemory<Words>
        let views: WorkingMemory<Int32>

        init(_ spans: [Span], _ layout: BinLayout) {
            let columns = spans.flatMap { Array($0.columns(layout)) }
            let own = Set(columns)
            let views = layout.views.indices.filter { own.contains(layout.views[$0].column) }
            self.views = WorkingMemory(views.map(Int32.init), padding: 0)
            quads = WorkingMemory(
                spans.map { span in
                    let block = layout.blocks[span.block]
                    return Quads(
                        count: span.quads.count, byteOffset: block.byteOffset + 4 * span.quads.lowerBound,
                        rowShift: block.rowBytes.trailingZeroBitCount,
                        wordOffset: block.histogramOffset + 4 * span.quads.lowerBound * block.stride,
                        stride: block.stride)
                }, padding: Quads())
            words = WorkingMemory(
                columns.map { Words(offset: layout.offsets[$0], count: layout.binCounts[$0]) }, padding: Words())
        }
    }
}
