/// The columns of a layout cut into parts for as many threads.
///
/// A thread that adds up the histograms of its part, subtracts them from the parent's and searches them for splits finds
/// them in its own cache; handed from one core to another they cost more than a small leaf is worth.
struct ColumnParts: Sendable {
    /// Some quads of columns of one block.
    struct Span: Equatable, Sendable {
        let block: Int
        var quads: Range<Int>
    }

    /// By part.
    let spans: [[Span]]
    /// By view, its part.
    let partOfView: [Int]

    var count: Int { spans.count }

    /// A column costs what adding up some hundred rows does, and its bins.
    private static let columnCost = 256

    /// - Parameter parts: at least 1; fewer are made when there are fewer quads.
    init(_ layout: BinLayout, parts: Int) {
        let quads = layout.blocks.indices.flatMap { block in
            (0..<layout.blocks[block].quads).map { Span(block: block, quads: $0..<$0 + 1) }
        }
        let costs = quads.map { span in
            Self.columns(span, layout).reduce(0) { $0 + Self.columnCost + layout.binCounts[$1] }
        }
        let total = costs.reduce(0, +)
        var spans: [[Span]] = [[]]
        var partOfColumn = [Int](repeating: 0, count: layout.columnCount)
        var spent = 0
        for (span, cost) in zip(quads, costs) {
            // A quad goes where its middle falls.
            if spans.last?.isEmpty == false, (2 * spent + cost) * parts > 2 * total * spans.count { spans.append([]) }
            spent += cost
            for column in Self.columns(span, layout) { partOfColumn[column] = spans.count - 1 }
            if let last = spans[spans.count - 1].last, last.block == span.block {
                spans[spans.count - 1][spans[spans.count - 1].count - 1].quads =
                    last.quads.lowerBound..<span.quads.upperBound
            } else {
                spans[spans.count - 1].append(span)
            }
        }
        self.spans = spans
        partOfView = layout.views.map { partOfColumn[$0.column] }
    }

    /// The columns of a span; the last quad of a block may be padding in part.
    static func columns(_ span: Span, _ layout: BinLayout) -> Range<Int> {
        let all = layout.blocks[span.block].columns
        let start = all.lowerBound + 4 * span.quads.lowerBound
        return start..<min(all.lowerBound + 4 * span.quads.upperBound, all.upperBound)
    }
}
