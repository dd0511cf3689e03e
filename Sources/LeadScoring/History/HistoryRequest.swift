import LeadHistory
import LearningCore
import ModelStorage

/// At which times the leads are to be looked at, and what had happened by then.
public struct HistoryRequest: Sendable {
    /// The table of events, if there is one.
    public var events: LeadSource?
    /// Seconds after creation; none said is 24 hours with events or attributes in long form, and creation itself without.
    public var ages: [Double] = []
    /// Seconds after the snapshot within which a win counts; `nil` for whenever it came.
    public var horizon: Double?
    /// The column that says when a lead was closed; found by its name otherwise.
    public var outcomeTime: String?
    /// What columns of the events table are called, by part: `lead`, `time`, `type`, `id`. Found by their names otherwise.
    public var eventColumns: [String: String] = [:]
    /// For columns that were filled in later: the column that says when, or ``knownAtCreation``.
    public var knownAt: [String: String] = [:]

    public init() {}

    /// What says that a column was known from the start, though it holds dates that lie ahead.
    public static let knownAtCreation = "creation"
    public static let defaultAge = 24 * Span.hour

    /// Whether the leads are looked at as of a time, rather than as they stand in the table.
    public var isAsked: Bool { events != nil || !ages.isEmpty || horizon != nil || outcomeTime != nil }

    func eventTable(on pool: WorkerPool) throws(Diagnostic) -> EventTable? {
        guard let events else { return nil }
        return try EventTable(events, columns: eventColumns, on: pool)
    }

    func requireColumns(of source: LeadSource, in header: [String]) throws(Diagnostic) {
        if let outcomeTime, !header.contains(outcomeTime) {
            throw .unknownColumn(outcomeTime, in: source, option: "--outcome-time", columns: header)
        }
        for (column, time) in knownAt.sorted(by: { $0.key < $1.key }) {
            for name in [column] + (time == Self.knownAtCreation ? [] : [time]) where !header.contains(name) {
                throw .unknownColumn(name, in: source, option: "known_at", columns: header)
            }
        }
    }

    /// The request as options, each with a space before it.
    var options: String {
        var words: [String] = []
        if let events { words += ["--events", shellWord(events.path)] }
        if !ages.isEmpty { words += ["--snapshot-age", ages.map { Self.span($0) }.joined(separator: ",")] }
        if let horizon { words += ["--horizon", Self.span(horizon)] }
        if let outcomeTime { words += ["--outcome-time", shellWord(outcomeTime)] }
        return words.map { " " + $0 }.joined()
    }

    private static func span(_ seconds: Double) -> String { Span.text(seconds).filter { $0 != " " } }

    /// - Parameter hasHistory: whether there are events, or attributes with the time they became known.
    func plan(hasHistory: Bool) throws(Diagnostic) -> SnapshotPlan {
        let ages = ages.isEmpty ? [hasHistory ? Self.defaultAge : 0] : ages
        return try Diagnostic.translating { () throws(HistoryError) in try SnapshotPlan(ages: ages, horizon: horizon) }
    }
}

extension HistoryRequest {
    /// The request that a model's record answers, with these events.
    init(_ description: HistoryDescription, events: LeadSource?) {
        self.events = events
        ages = description.ages
        horizon = description.horizon
        outcomeTime = description.outcomeTimeColumn
        eventColumns = description.eventColumns
        knownAt = description.knownAt
    }
}
