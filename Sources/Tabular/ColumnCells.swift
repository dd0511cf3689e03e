/// Takes cells and turns them into the values of a column.
protocol CellTaker {
    /// Takes a cell whose content is `bytes[start ..< end]`, trimmed.
    ///
    /// - Returns: `false` if the cell is not of the column's type; it then counts as absent.
    mutating func take(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool
    /// The cells taken, as values.
    consuming func finish() -> BlockColumn
}

/// The cells of one column of a block on their way to values. The loop over rows is compiled for each kind, so that no
/// call is made per cell.
enum ColumnCells {
    case number(NumberCells)
    case date(DateCells)
    case boolean(BooleanCells)
    case text(TextCells)
    case evidence(EvidenceCells)
    /// While the cells are out of the enum to be changed in place.
    case taken

    /// Takes one column of a batch.
    ///
    /// - Parameter bad: gets the positions in the batch of cells that are not of the column's type.
    mutating func take(
        _ batch: borrowing RecordBatch, _ bytes: Span<UInt8>, column: Int, rewriter: inout CellRewriter,
        bad: inout [Int]
    ) {
        var cells = ColumnCells.taken
        swap(&cells, &self)
        switch consume cells {
        case .number(var cells):
            cells.takeAll(batch, bytes, column: column, rewriter: &rewriter, bad: &bad)
            self = .number(cells)
        case .date(var cells):
            cells.takeAll(batch, bytes, column: column, rewriter: &rewriter, bad: &bad)
            self = .date(cells)
        case .boolean(var cells):
            cells.takeAll(batch, bytes, column: column, rewriter: &rewriter, bad: &bad)
            self = .boolean(cells)
        case .text(var cells):
            cells.takeAll(batch, bytes, column: column, rewriter: &rewriter, bad: &bad)
            self = .text(cells)
        case .evidence(var cells):
            cells.takeAll(batch, bytes, column: column, rewriter: &rewriter, bad: &bad)
            self = .evidence(cells)
        case .taken: break
        }
    }

    consuming func finish() -> BlockColumn {
        switch self {
        case .number(let cells): cells.finish()
        case .date(let cells): cells.finish()
        case .boolean(let cells): cells.finish()
        case .text(let cells): cells.finish()
        case .evidence(let cells): cells.finish()
        case .taken: .evidence(Evidence())
        }
    }
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

extension CellTaker {
    @inline(__always)
    mutating func takeAll(
        _ batch: borrowing RecordBatch, _ bytes: Span<UInt8>, column: Int, rewriter: inout CellRewriter,
        bad: inout [Int]
    ) {
        let cells = batch.cells.span
        let width = batch.width
        var index = column
        for row in 0..<batch.rowCount {
            let cell = cells[index]
            index += width
            let isGood: Bool
            if cell.needsRewriting {
                isGood = takeRewritten(cell, bytes, &rewriter)
            } else {
                let (start, end) = trimmedRange(bytes, Int(cell.start), cell.end)
                isGood = take(bytes, start, end)
            }
            if !isGood { bad.append(row) }
        }
    }

    @inline(never)
    mutating func takeRewritten(_ cell: Cell, _ bytes: Span<UInt8>, _ rewriter: inout CellRewriter) -> Bool {
        rewriter.rewrite(bytes, cell)
        let scratch = rewriter.scratch.span
        let (start, end) = trimmedRange(scratch, 0, scratch.count)
        return take(scratch, start, end)
    }
}

/// The states of a column's cells, kept only from the first cell without a value on.
struct StateList {
    private var states: [CellState] = []

    /// Notes that the cell at a position has no value; positions must go up.
    mutating func mark(_ state: CellState, at position: Int) {
        pad(to: position)
        states.append(state)
    }

    private mutating func pad(to count: Int) {
        states.append(contentsOf: repeatElement(.value, count: count - states.count))
    }

    /// One state a cell, or none if all `count` cells have a value.
    consuming func finish(count: Int) -> [CellState] {
        guard !states.isEmpty else { return [] }
        pad(to: count)
        return states
    }
}
