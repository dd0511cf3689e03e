/// What came of a lead (R-TIME-2).
public enum LeadOutcome: UInt8, Sendable, Hashable {
    case won
    case lost
    case open
    /// A test, a duplicate: no lead to learn from.
    case ignored

    public var isClosed: Bool { self == .won || self == .lost }
}

/// When the leads of a table came in, when they were closed, and how. One entry per row; `NaN` is an unknown time.
///
/// Where no closing time is known of any lead, infinity says that none counts as closed before its snapshot.
public struct LeadCases: Sendable, Equatable {
    /// Seconds since 1970-01-01T00:00:00Z.
    public let created: [Double]
    public let closed: [Double]
    public let outcomes: [LeadOutcome]

    /// - Throws: ``HistoryError/unequalLengths(name:expected:found:)``.
    public init(created: [Double], closed: [Double], outcomes: [LeadOutcome]) throws(HistoryError) {
        for (name, count) in [("the closing times", closed.count), ("the outcomes", outcomes.count)]
        where count != created.count {
            throw .unequalLengths(name: name, expected: created.count, found: count)
        }
        self.created = created
        self.closed = closed
        self.outcomes = outcomes
    }

    public var count: Int { created.count }

    /// The latest time that is known of these leads, `nil` without any.
    public var end: Double? { (created + closed).filter(\.isFinite).max() }

    /// The times from creation to closing of the leads with an outcome, in seconds, ascending. Leads closed before they
    /// were created, by their dates, are left out.
    public func delays(of outcome: LeadOutcome) -> [Double] {
        zip(outcomes, zip(created, closed)).compactMap { found, times in
            let delay = times.1 - times.0
            return found == outcome && delay >= 0 ? delay : nil
        }.sorted()
    }

    /// A horizon within which nine of ten wins come: the 90th percentile of the delays of won leads, linear between
    /// neighbours; `nil` without wins (R-TIME-3).
    public var proposedHorizon: Double? { Self.quantile(0.9, of: delays(of: .won)) }

    /// The quantile of ascending values by Hyndman and Fan's definition 7, `nil` of none.
    public static func quantile(_ share: Double, of sorted: [Double]) -> Double? {
        guard let last = sorted.last else { return nil }
        let place = share * Double(sorted.count - 1)
        let below = Int(place)
        guard below + 1 < sorted.count else { return last }
        return sorted[below] + (place - Double(below)) * (sorted[below + 1] - sorted[below])
    }

    /// Of the leads created in a span of time, how many were closed, and how many of these won, as the data stood at a
    /// time. A young cohort looks too good or too bad, because wins and losses do not take equally long.
    public func cohort(created span: Range<Double>, seenAt time: Double) -> (closed: Int, won: Int) {
        var closedCount = 0
        var wonCount = 0
        for row in 0..<count where span.contains(created[row]) && outcomes[row].isClosed && closed[row] <= time {
            closedCount += 1
            if outcomes[row] == .won { wonCount += 1 }
        }
        return (closedCount, wonCount)
    }
}
