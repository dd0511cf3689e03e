/// Takes cells and turns them into the values of a column.
protocol CellTaker {
    /// Takes a cell whose content is `bytes[start ..< end]`, trimmed.
    ///
    /// - Returns: `false` if the cell is not of the column's type; it then counts as absent.
    mutating func take(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool
    /// The cells taken, as values.
    consuming func finish() -> BlockColumn
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
