/// One value of a row that is written.
public enum OutputCell: Sendable, Hashable {
    case absent
    case number(Double)
    case integer(Int)
    case boolean(Bool)
    /// Seconds since 1970.
    case date(Double)
    case text(String)
}

extension Column {
    /// The value of a row, as it is written.
    public func outputCell(at row: Int) -> OutputCell {
        guard state(at: row) == .value else { return .absent }
        switch values {
        case .number(let values): return .number(values[row])
        case .boolean(let values): return .boolean(values[row])
        case .date(let values): return .date(values[row])
        case .text(let values): return .text(values[row])
        }
    }
}
