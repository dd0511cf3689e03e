/// What is wanted of one column.
public enum ColumnRequest: Sendable, Hashable {
    /// The type is found from the values.
    case inferred
    /// The column is not read.
    case skipped
    /// The column has this type; a cell that does not fit makes a bad row. Text is kept as it stands, without the
    /// blanks around it: `007` stays `007`. The format is the one seen before (in training); it answers what the values
    /// of this file leave open, such as whether `1,500` is fifteen hundred.
    case typed(ColumnType, ValueFormat?)
}

/// What is wanted of the columns of a file.
public struct ReadPlan: Sendable, Hashable {
    /// By column name. Names the file does not have are passed over (JSON lines: give a column without values).
    public var columns: [String: ColumnRequest]
    /// For columns not named.
    public var others: ColumnRequest

    public init(columns: [String: ColumnRequest] = [:], others: ColumnRequest = .inferred) {
        self.columns = columns
        self.others = others
    }

    /// Every column, with the type its values have.
    public static let inferAll = ReadPlan()

    func request(for column: String) -> ColumnRequest { columns[column] ?? others }
}
