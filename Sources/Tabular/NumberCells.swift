/// A column of numbers.
struct NumberCells: CellTaker {
    private let format: ValueFormat
    private let mark: UInt8
    private let isInferred: Bool
    private let placeholders: PlaceholderTable
    private var values: [Double] = []
    private var states = StateList()
    /// Where the cell at hand stands, and its number if it took more than a glance.
    private var position = 0
    private var unusual = Double.nan

    /// - Parameter isInferred: refuse what would rather be an identifier: leading zeros, and whole numbers of more than
    ///   15 digits, which a double cannot tell apart.
    init(_ format: ValueFormat, isInferred: Bool, placeholders: PlaceholderTable, capacity: Int) {
        self.format = format
        mark = format.decimalMark == .point ? UInt8(ascii: ".") : UInt8(ascii: ",")
        self.isInferred = isInferred
        self.placeholders = placeholders
        values.reserveCapacity(capacity)
    }

    /// The loop for plain numbers; everything unusual goes through ``take(_:_:_:)``.
    mutating func takeAll(
        _ batch: borrowing RecordBatch, _ bytes: Span<UInt8>, column: Int, rewriter: inout CellRewriter,
        bad: inout [Int]
    ) {
        let cells = batch.cells.span
        let width = batch.width
        var index = column
        let first = values.count
        values.append(contentsOf: repeatElement(.nan, count: batch.rowCount))
        var storage = [Double]()
        swap(&storage, &values)
        var numbers = storage.mutableSpan
        for row in 0..<batch.rowCount {
            let cell = cells[index]
            index += width
            if !cell.needsRewriting, !placeholders.mayBeValue,
                let value = DecimalNumber.parse(bytes, Int(cell.start), cell.end, mark: mark),
                !isInferred || Identifier.kind(bytes, Int(cell.start), cell.end) == nil
            {
                numbers[first + row] = value
                continue
            }
            position = first + row
            let (start, end) = trimmedRange(bytes, Int(cell.start), cell.end)
            let isGood = cell.needsRewriting ? takeRewritten(cell, bytes, &rewriter) : take(bytes, start, end)
            if !isGood { bad.append(row) }
            numbers[first + row] = unusual
        }
        swap(&storage, &values)
    }

    @inline(never)
    mutating func take(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        unusual = .nan
        if start == end { return mark(.absent) }
        if placeholders.mayBeValue, placeholders.contains(bytes, start, end) { return mark(.placeholder) }
        if let value = DecimalNumber.parse(bytes, start, end, mark: mark) {
            if isInferred, Identifier.kind(bytes, start, end) != nil { return !mark(.absent) }
            unusual = value
            return true
        }
        if placeholders.contains(bytes, start, end) { return mark(.placeholder) }
        let value: Double? =
            switch format.shape {
            case .ordinal: Ordinal.parse(bytes, start, end).map(Double.init)
            case .range:
                Band.parse(bytes, start, end, mark: format.decimalMark)?.value
                    ?? WrittenNumber.parse(bytes, start, end, mark: format.decimalMark)?.value
            default: WrittenNumber.parse(bytes, start, end, mark: format.decimalMark)?.value
            }
        guard let value else { return !mark(.absent) }
        unusual = value
        return true
    }

    private mutating func mark(_ state: CellState) -> Bool {
        states.mark(state, at: position)
        return true
    }

    consuming func finish() -> BlockColumn {
        let count = values.count
        return .number(values, states.finish(count: count))
    }
}
