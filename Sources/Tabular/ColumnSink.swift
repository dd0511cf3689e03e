/// Takes the cells of one column of a block and turns them into values. One sink serves one block on one thread.
protocol ColumnSink: AnyObject {
    /// Takes a cell whose content is `bytes[start ..< end]`, trimmed.
    ///
    /// - Returns: `false` if the cell is not of the column's type; it then counts as absent.
    func take(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool
    /// The cells taken, as values.
    func finish() -> BlockColumn
    /// Takes one column of a batch. Implementations call ``takeAll(_:_:column:rewriter:bad:)``; it is a requirement so
    /// that the loop over rows is compiled for each kind of sink.
    func takeColumn(
        _ batch: borrowing RecordBatch, _ bytes: Span<UInt8>, column: Int, rewriter: inout CellRewriter, bad: inout [Int])
}

/// The values of one column of one block.
enum BlockColumn: Sendable {
    case number([Double], [CellState])
    case date([Double], [CellState])
    case boolean([Bool], [CellState])
    case text(BlockText, [CellState])
    case evidence(Evidence)
}

/// Rewrites marked cells into a buffer that is used again and again.
struct CellRewriter {
    private let quote: UInt8
    private let format: TableFormat
    var scratch: [UInt8] = []

    init(quote: UInt8, format: TableFormat) {
        self.quote = quote
        self.format = format
    }

    mutating func rewrite(_ bytes: Span<UInt8>, _ cell: Cell) {
        switch format {
        case .csv: CellText.unquoted(bytes, cell, quote: quote, into: &scratch)
        case .jsonLines: CellText.unescaped(bytes, cell, into: &scratch)
        }
    }
}

extension ColumnSink {
    /// - Parameter bad: gets the positions in the batch of cells that are not of the column's type.
    @inline(__always)
    func takeAll(
        _ batch: borrowing RecordBatch, _ bytes: Span<UInt8>, column: Int, rewriter: inout CellRewriter, bad: inout [Int]
    ) {
        let cells = batch.cells.span
        var index = column
        for row in 0..<batch.rowCount {
            let cell = cells[index]
            index += batch.width
            let isGood: Bool
            if cell.needsRewriting {
                rewriter.rewrite(bytes, cell)
                let scratch = rewriter.scratch.span
                let (start, end) = trimmedRange(scratch, 0, scratch.count)
                isGood = take(scratch, start, end)
            } else {
                let (start, end) = trimmedRange(bytes, Int(cell.start), cell.end)
                isGood = take(bytes, start, end)
            }
            if !isGood { bad.append(row) }
        }
    }
}

/// The states of a column's cells, kept only from the first cell without a value on.
struct StateList {
    private(set) var states: [CellState] = []

    /// - Parameter count: how many cells came before, all with a value if no state was kept.
    @inline(__always)
    mutating func append(_ state: CellState, after count: Int) {
        if states.isEmpty {
            if state == .value { return }
            states = [CellState](repeating: .value, count: count)
        }
        states.append(state)
    }
}
