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
