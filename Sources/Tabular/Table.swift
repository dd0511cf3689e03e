/// What was read: the used rows, the rejected ones, and what was noticed. `rowsIn == frame.rowCount + rejects.count` is
/// checked before a table is handed out.
public struct Table: Sendable {
    /// The used rows; columns in file order.
    public let frame: DataFrame
    /// The data rows met. Blank lines are none.
    public let rowsIn: Int
    /// The number of the first data row of this table in the file, from 0.
    public let firstRow: Int
    /// The numbers of the used rows in the file, or `nil` when none was rejected (then they are consecutive).
    public let rowNumbers: [Int]?
    /// In file order.
    public let rejects: [Reject]
    /// How the values of each column are written.
    public let formats: [String: ValueFormat]
    public let notes: [ReadNote]

    init(
        frame: DataFrame, rowsIn: Int, firstRow: Int, rowNumbers: [Int]?, rejects: [Reject],
        formats: [String: ValueFormat], notes: [ReadNote]
    ) throws(TabularError) {
        guard rowsIn == frame.rowCount + rejects.count else {
            throw .rowsLost(rowsIn: rowsIn, used: frame.rowCount, rejected: rejects.count)
        }
        self.frame = frame
        self.rowsIn = rowsIn
        self.firstRow = firstRow
        self.rowNumbers = rowNumbers
        self.rejects = rejects
        self.formats = formats
        self.notes = notes
    }

    /// The number in the file of the used row at a position.
    public func rowNumber(at position: Int) -> Int { rowNumbers?[position] ?? firstRow + position }
}
