public import LearningCore

/// What is measured of the selected events of a timeline. Without an event counts and sums are 0, everything else is
/// missing (`NaN`). Spans that are results are in days, spans that are parameters in seconds.
public enum EventMeasure: Sendable, Hashable, Codable {
    case count
    /// Local days with an event.
    case distinctDays
    case distinctTypes
    /// Distinct values of a property, those of events without one left out.
    case distinctValues(property: String)
    /// Of the events that have a number there.
    case sum(property: String)
    case mean(property: String)
    case maximum(property: String)
    /// Days from the last event to the as-of time: the current silence.
    case daysSinceLast
    /// Days from the first event to the as-of time.
    case daysSinceFirst
    /// The longest time without an event between two of them, or since the last, in days.
    case longestSilence
    /// The median time between events that follow one another, in days; missing with fewer than two.
    case medianGap
    /// The sum of the decay factors of the events, or of a property's numbers times their factors.
    case decayedSum(Decay, property: String?)
    /// `(n + 1) / (m + 1)` with `n` events in the last `period` and `m` the mean of the `before` periods before that.
    /// The ones keep it finite and near 1 where little happens.
    case trendRatio(period: Double, before: Int)
    /// The most events in any stretch of `within` seconds, both ends included.
    case burst(within: Double)
    /// The share of events from Monday to Friday between 9 and 17 o'clock, local time.
    case businessHoursShare
    /// How many matches were completed.
    case sequenceCount(EventSequence)
    /// Days since the last match.
    case daysSinceSequence(EventSequence)
}

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
        return queries.indices.map { column in parts.flatMap { $0[column] } }
    }

    /// The value for one timeline.
    public func value(of timeline: Timeline) throws(HistoryError) -> Double {
        try bound(to: timeline.log).value(of: timeline.range, asOf: timeline.asOf, in: timeline.log)
    }

    func bound(to log: EventLog) throws(HistoryError) -> BoundQuery {
        if let window { try Span.check(window, "the window of a query") }
        return BoundQuery(
            measure: try measure.bound(to: log), types: types.bound(to: log), window: window,
            zone: try CalendarZone.named(timeZone))
    }
}

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
