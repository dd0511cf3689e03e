/// What to do with a row that cannot be used: too few or too many cells, a cell that is not of its column's type.
public enum BadRowPolicy: Sendable, Hashable {
    /// The first bad row ends the reading with an error.
    case fail
    /// Bad rows are put aside in ``Table/rejects``; more than `limit` of them end the reading with an error.
    case reject(limit: Int?)
}

/// What a caller knows or wants about a file; `nil` is found out.
public struct ReadOptions: Sendable {
    public var format: TableFormat?
    public var delimiter: UInt8?
    public var encoding: TextEncoding?
    /// `false`: the first line is data, and the columns are called `column_1`, `column_2`, …
    public var hasHeader: Bool
    public var placeholders: Placeholders
    public var badRows: BadRowPolicy

    public init(
        format: TableFormat? = nil, delimiter: UInt8? = nil, encoding: TextEncoding? = nil, hasHeader: Bool = true,
        placeholders: Placeholders = Placeholders(), badRows: BadRowPolicy = .fail
    ) {
        self.format = format
        self.delimiter = delimiter
        self.encoding = encoding
        self.hasHeader = hasHeader
        self.placeholders = placeholders
        self.badRows = badRows
    }
}
