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

/// Digit strings that are names rather than amounts.
enum Identifier {
    enum Kind { case leadingZero, tooLong }

    @inline(__always)
    static func kind(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Kind? {
        if end - start < 16, !hasLeadingZero(bytes, start, end) { return nil }
        return slowKind(bytes, start, end)
    }

    private static func slowKind(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Kind? {
        for index in start..<end where !isDigit(bytes[index]) { return nil }
        return hasLeadingZero(bytes, start, end) ? .leadingZero : .tooLong
    }
}

/// A column of points in time.
struct DateCells: CellTaker {
    private let shape: ValueFormat.Shape
    private let placeholders: PlaceholderTable
    private var values: [Double] = []
    private var states = StateList()

    init(_ format: ValueFormat, placeholders: PlaceholderTable, capacity: Int) {
        shape = format.shape
        self.placeholders = placeholders
        values.reserveCapacity(capacity)
    }

    @inline(__always)
    mutating func take(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        if start == end { return append(.nan, .absent) }
        if placeholders.mayBeValue, placeholders.contains(bytes, start, end) { return append(.nan, .placeholder) }
        if let value = WrittenDate.parse(bytes, start, end, shape: shape) { return append(value, .value) }
        if placeholders.contains(bytes, start, end) { return append(.nan, .placeholder) }
        _ = append(.nan, .absent)
        return false
    }

    @inline(__always)
    private mutating func append(_ value: Double, _ state: CellState) -> Bool {
        if state != .value { states.mark(state, at: values.count) }
        values.append(value)
        return true
    }

    consuming func finish() -> BlockColumn {
        let count = values.count
        return .date(values, states.finish(count: count))
    }
}

/// A column of words for true and false, of any family; where the type was asked for, also of 1 and 0.
struct BooleanCells: CellTaker {
    private let isInferred: Bool
    private let placeholders: PlaceholderTable
    private var values: [Bool] = []
    private var states = StateList()
    private var families = ~UInt32(0)

    init(isInferred: Bool, placeholders: PlaceholderTable, capacity: Int) {
        self.isInferred = isInferred
        self.placeholders = placeholders
        values.reserveCapacity(capacity)
    }

    @inline(__always)
    mutating func take(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        if start == end { return append(false, .absent) }
        if placeholders.mayBeValue, placeholders.contains(bytes, start, end) { return append(false, .placeholder) }
        if let meaning = BooleanWords.mask(of: bytes, start, end) {
            families &= meaning.families
            if !isInferred || families != 0 { return append(meaning.truths != 0, .value) }
        } else if !isInferred, let number = DecimalNumber.parse(bytes, start, end, mark: UInt8(ascii: ".")),
            number == 0 || number == 1
        {
            return append(number == 1, .value)
        } else if placeholders.contains(bytes, start, end) {
            return append(false, .placeholder)
        }
        _ = append(false, .absent)
        return false
    }

    @inline(__always)
    private mutating func append(_ value: Bool, _ state: CellState) -> Bool {
        if state != .value { states.mark(state, at: values.count) }
        values.append(value)
        return true
    }

    consuming func finish() -> BlockColumn {
        let count = values.count
        return .boolean(values, states.finish(count: count))
    }
}
