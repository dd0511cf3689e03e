/// A table of typed columns of equal length, with distinct names.
public struct DataFrame: Sendable, Equatable {
    public let columns: [Column]
    public let rowCount: Int

    /// - Parameter rowCount: needed only for a table without columns.
    public init(_ columns: [Column], rowCount: Int? = nil) {
        let rows = rowCount ?? columns.first?.count ?? 0
        precondition(columns.allSatisfy { $0.count == rows }, "columns of equal length")
        precondition(Set(columns.map(\.name)).count == columns.count, "columns with distinct names")
        self.columns = columns
        self.rowCount = rows
    }

    /// The column of that name, compared exactly. Complexity: O(columns).
    public subscript(name: String) -> Column? {
        columns.first { $0.name == name }
    }

    /// The given rows, in the given order, repeats allowed.
    public func selecting(rows: [Int]) -> DataFrame {
        DataFrame(columns.map { $0.selecting(rows) }, rowCount: rows.count)
    }
}

extension Column {
    /// The given rows, in the given order, repeats allowed.
    public func selecting(_ rows: [Int]) -> Column {
        let selected: ColumnValues =
            switch values {
            case .number(let values): .number(rows.map { values[$0] })
            case .boolean(let values): .boolean(rows.map { values[$0] })
            case .date(let values): .date(rows.map { values[$0] })
            case .text(let values): .text(values.selecting(rows))
            }
        return Column(name: name, values: selected, states: states.map { states in rows.map { states[$0] } })
    }
}
