public import LearningCore

/// A question about a lead's events at an as-of time: the one implementation for features and rules.
///
/// Only events up to the as-of time count, and with a window only those in `(asOf − window, asOf]`: an event exactly
/// `window` ago is outside. A sequence is searched in the whole timeline; with a window the matches completed in it count.
///
///     let opens = EventQuery(.count, of: .only(["email_open"]), window: 7 * Span.day)
///     let values = try opens.values(in: log, at: snapshots, on: pool)
public struct EventQuery: Sendable, Hashable, Codable {
    public var measure: EventMeasure
    public var types: EventTypes
    /// Seconds before the as-of time; `nil` is ever.
    public var window: Double?
    /// For days and hours, such as `Europe/Berlin`.
    public var timeZone: String

    public init(
        _ measure: EventMeasure, of types: EventTypes = .any, window: Double? = nil, timeZone: String = "UTC"
    ) {
        self.measure = measure
        self.types = types
        self.window = window
        self.timeZone = timeZone
    }

    /// The values at some snapshots, in their order.
    ///
    /// - Throws: ``HistoryError`` for a property or time zone that is not known or a parameter out of range.
    /// - Complexity: O(events of the leads' timelines), parallel over snapshots.
    public func values(in log: EventLog, at snapshots: [Snapshot], on pool: WorkerPool) throws(HistoryError)
        -> [Double]
    {
        try Self.values(of: [self], in: log, at: snapshots, on: pool)[0]
    }

    /// The values of several questions, question by question: each block of timelines is walked through while it is in
    /// the cache.
    public static func values(
        of queries: [EventQuery], in log: EventLog, at snapshots: [Snapshot], on pool: WorkerPool
    ) throws(HistoryError) -> [[Double]] {
        for snapshot in snapshots where snapshot.row < 0 || snapshot.row >= log.rowCount {
            throw .invalidParameter(name: "a snapshot's row", expected: "within the leads table")
        }
        var bound: [BoundQuery] = []
        for query in queries { bound.append(try query.bound(to: log)) }
        let blocks = WorkerPool.blocks(of: snapshots.count, size: 2_048)
        let questions = bound
        let parts = pool.map(blocks.count) { block in
            let timelines = snapshots[blocks[block]].map { snapshot in
                (events: log.timeline(ofRow: snapshot.row, asOf: snapshot.asOf).range, asOf: snapshot.asOf)
            }
            return questions.map { question in
                timelines.map { question.value(of: $0.events, asOf: $0.asOf, in: log) }
            }
        }
        return pool.map(queries.count) { column in
            var values: [Double] = []
            values.reserveCapacity(snapshots.count)
            for part in parts { values += part[column] }
            return values
        }
    }

    /// The value for one timeline.
    public func value(of timeline: Timeline) throws(HistoryError) -> Double {
        try bound(to: timeline.log).value(of: timeline.range, asOf: timeline.asOf, in: timeline.log)
    }

    /// - Parameter mask: one flag per event of the log; others than those it lets through do not count. It does not hold
    ///   for sequences, whose events are their own.
    package func bound(to log: EventLog, mask: [Bool]? = nil) throws(HistoryError) -> BoundQuery {
        if let window { try Span.check(window, "the window of a query") }
        precondition(mask == nil || mask?.count == log.count, "one flag per event")
        return BoundQuery(
            measure: try measure.bound(to: log), selection: BoundSelection(types: types.bound(to: log), mask: mask),
            window: window, zone: try CalendarZone.named(timeZone))
    }
}
