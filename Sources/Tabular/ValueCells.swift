/// A column of numbers.
struct NumberCells: CellTaker {
    private let format: ValueFormat
    private let mark: UInt8
    private let isInferred: Bool
    private let placeholders: PlaceholderTable
    private var values: [Double] = []
    private var states = StateList()

    /// - Parameter isInferred: refuse what would rather be an identifier: leading zeros, and whole numbers of more than
    ///   15 digits, which a double cannot tell apart.
    init(_ format: ValueFormat, isInferred: Bool, placeholders: PlaceholderTable, capacity: Int) {
        self.format = format
        mark = format.decimalMark == .point ? UInt8(ascii: ".") : UInt8(ascii: ",")
        self.isInferred = isInferred
        self.placeholders = placeholders
        values.reserveCapacity(capacity)
    }

    @inline(__always)
    mutating func take(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        if start == end { return append(.nan, .absent) }
        if placeholders.mayBeValue, placeholders.contains(bytes, start, end) { return append(.nan, .placeholder) }
        if let value = DecimalNumber.parse(bytes, start, end, mark: mark) {
            if isInferred, Identifier.kind(bytes, start, end) != nil {
                _ = append(.nan, .absent)
                return false
            }
            return append(value, .value)
        }
        return takeUnusual(bytes, start, end)
    }

    @inline(never)
    private mutating func takeUnusual(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        if placeholders.contains(bytes, start, end) { return append(.nan, .placeholder) }
        let value: Double? =
            switch format.shape {
            case .ordinal: Ordinal.parse(bytes, start, end).map(Double.init)
            case .range:
                Band.parse(bytes, start, end, mark: format.decimalMark)?.value
                    ?? WrittenNumber.parse(bytes, start, end, mark: format.decimalMark)?.value
            default: WrittenNumber.parse(bytes, start, end, mark: format.decimalMark)?.value
            }
        if let value { return append(value, .value) }
        _ = append(.nan, .absent)
        return false
    }

    @inline(__always)
    private mutating func append(_ value: Double, _ state: CellState) -> Bool {
        states.append(state, after: values.count)
        values.append(value)
        return true
    }

    consuming func finish() -> BlockColumn { .number(values, states.states) }
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
        states.append(state, after: values.count)
        values.append(value)
        return true
    }

    consuming func finish() -> BlockColumn { .date(values, states.states) }
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
        states.append(state, after: values.count)
        values.append(value)
        return true
    }

    consuming func finish() -> BlockColumn { .boolean(values, states.states) }
}
