/// What had happened to one lead by an as-of time: a view of the ``EventLog``, in ascending time.
///
/// Events up to `asOf` inclusive are in it (`timestamp ≤ asOf`), later ones cannot be seen: this is the only way in
/// which features and rules look at events (R-TIME-1).
public struct Timeline: Sendable {
    public let log: EventLog
    /// Positions in the log's columns.
    public let range: Range<Int>
    /// Seconds since 1970-01-01T00:00:00Z.
    public let asOf: Double

    public var count: Int { range.count }
    public var isEmpty: Bool { range.isEmpty }
    public var times: ArraySlice<Double> { log.times[range] }
    public var types: ArraySlice<Int32> { log.types[range] }
}
