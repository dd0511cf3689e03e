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
