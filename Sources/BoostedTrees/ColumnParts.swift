/// The columns of a layout cut into parts for as many threads.
///
/// A thread that adds up the histograms of its part, subtracts them from the parent's and searches them for splits finds
/// them in its own cache; handed from one core to another they cost more than a small leaf is worth.
struct ColumnParts: Sendable {
    private let parts: [ColumnPart]

    /// How many places ``OpenViews`` need.
    let placeCount: Int

    var count: Int { parts.count }

    subscript(part: Int) -> ColumnPart { parts[part] }

    /// A column costs what adding up some hundred rows does, and looking at its bins, each as much as two additions.
    private static let columnCost = 256
    private static let binCost = 2

    /// - Parameter parts: at least 1; fewer are made when there are fewer quads.
    init(_ layout: BinLayout, parts: Int) {
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
        var (made, place) = ([ColumnPart](), 0)
        for spans in spans {
            made.append(ColumnPart(spans, layout, number: made.count, firstPlace: place))
            place += (made[made.count - 1].views.count + 1 + 15) & ~15
        }
        self.parts = made
        placeCount = place
    }
}

/// Some columns as the kernels of one thread read them.
///
/// A class, one for each thread: counting references to something shared takes as long as a small leaf does.
final class ColumnPart: Sendable {
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
        let count: Int
        /// Of the first row, in the row-major matrix.
        let byteOffset: Int
        /// The bytes from row to row are 2 to the power of this.
        let rowShift: Int
        /// In a histogram.
        let wordOffset: Int
        /// Words from column to column.
        let stride: Int
    }

    /// Where a column is in a histogram.
    struct Words: BitwiseCopyable {
        let offset: Int
        let count: Int
    }

    let number: Int
    let columns: [Int]
    /// Ascending.
    let views: [Int]
    /// Where its list begins in ``OpenViews``; lists share no cache line.
    let firstPlace: Int
    let quads: WorkingMemory<Quads>
    /// By column.
    let words: WorkingMemory<Words>

    init(_ spans: [Span], _ layout: BinLayout, number: Int, firstPlace: Int) {
        self.number = number
        self.firstPlace = firstPlace
        columns = spans.flatMap { Array($0.columns(layout)) }
        let own = Set(columns)
        views = layout.views.indices.filter { own.contains(layout.views[$0].column) }
        quads = WorkingMemory(
            spans.map { span in
                let block = layout.blocks[span.block]
                return Quads(
                    count: span.quads.count, byteOffset: block.byteOffset + 4 * span.quads.lowerBound,
                    rowShift: block.rowBytes.trailingZeroBitCount,
                    wordOffset: block.histogramOffset + 4 * span.quads.lowerBound * block.stride, stride: block.stride)
            }, padding: Quads(count: 0, byteOffset: 0, rowShift: 0, wordOffset: 0, stride: 0))
        words = WorkingMemory(
            columns.map { Words(offset: layout.offsets[$0], count: layout.binCounts[$0]) },
            padding: Words(offset: 0, count: 0))
    }
}
