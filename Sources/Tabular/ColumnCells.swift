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
