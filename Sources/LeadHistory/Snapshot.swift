/// A lead at a point in time: features look back from it, the label looks forward (R-TIME-1).
public struct Snapshot: Sendable, Hashable {
    /// The row of the leads table.
    public var row: Int
    /// Seconds since 1970-01-01T00:00:00Z.
    public var asOf: Double

    public init(row: Int, asOf: Double) {
        self.row = row
        self.asOf = asOf
    }
}
