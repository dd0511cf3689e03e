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
