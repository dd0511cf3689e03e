/// What a cell says (R-DATA-6). The two ways of saying nothing are kept apart: they convert differently.
public enum CellState: UInt8, Sendable, Equatable {
    case value
    /// Blank.
    case absent
    /// A word that stands for "nothing chosen": `Select`, `n/a`, `keine Angabe`.
    case placeholder
}

/// The type of a column's values.
public enum ColumnType: String, Sendable, Hashable, Codable, CaseIterable {
    case number
    case boolean
    /// A point in time; days are midnight UTC.
    case date
    case text
}

/// The values of a column. A cell without a value is `NaN`, `false` or code `-1`; its ``CellState`` says why.
public enum ColumnValues: Sendable, Equatable {
    case number([Double])
    case boolean([Bool])
    /// Seconds since 1970-01-01T00:00:00Z.
    case date([Double])
    case text(TextValues)

    public var type: ColumnType {
        switch self {
        case .number: .number
        case .boolean: .boolean
        case .date: .date
        case .text: .text
        }
    }

    public var count: Int {
        switch self {
        case .number(let values), .date(let values): values.count
        case .boolean(let values): values.count
        case .text(let values): values.count
        }
    }
}

/// One named, typed column of a ``DataFrame``.
public struct Column: Sendable, Equatable {
    public let name: String
    public let values: ColumnValues
    /// One state a row, or `nil` when every cell has a value.
    public let states: [CellState]?

    public init(name: String, values: ColumnValues, states: [CellState]? = nil) {
        precondition(states == nil || states?.count == values.count, "one state a row")
        self.name = name
        self.values = values
        self.states = states
    }

    public var count: Int { values.count }
    public var type: ColumnType { values.type }

    public func state(at row: Int) -> CellState { states?[row] ?? .value }

    /// How many cells are in a state. Complexity: O(rows).
    public func count(of state: CellState) -> Int {
        guard let states else { return state == .value ? count : 0 }
        return states.count(where: { $0 == state })
    }
}
