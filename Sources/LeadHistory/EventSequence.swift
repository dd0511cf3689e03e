/// A pattern of events in time (R-SEQ-1…3): after a silence, `count` events of some types, then perhaps more of others.
///
/// The first event e1 is of the types `of`. The silence holds when the event of the silence set before e1 is older than
/// `longerThan` (or as old, with `inclusive`); without such an event it holds unless `requiresPrior`. The `count`-th
/// event of `of` comes at most `within` after e1, inclusive, and so do `then`, which comes after it, and the events of
/// `afterwards`, each after the one before. With
/// `sameProperty` all of these have the value of e1 in that property. The time of a match is that of the completing
/// event. Matches are leftmost and do not overlap, so that removing an event after a match never changes it.
public struct EventSequence: Sendable, Hashable, Codable {
    /// How long a match may last, from e1 to its last event.
    public enum Length: Sendable, Hashable, Codable {
        /// Seconds that pass.
        case elapsed(Double)
        /// Days of the calendar in a time zone; 1 means the same local day.
        case calendarDays(Int, timeZone: String)
    }

    /// The quiet time before e1.
    public struct Silence: Sendable, Hashable, Codable {
        /// Seconds.
        public var longerThan: Double
        /// Whether exactly that long is long enough.
        public var inclusive: Bool
        /// The events that break it.
        public var of: EventTypes
        /// Whether there must have been an event before.
        public var requiresPrior: Bool

        public init(longerThan: Double, inclusive: Bool = false, of: EventTypes = .any, requiresPrior: Bool = true) {
            self.longerThan = longerThan
            self.inclusive = inclusive
            self.of = of
            self.requiresPrior = requiresPrior
        }
    }

    public var of: EventTypes
    public var count: Int
    public var within: Length
    public var afterSilence: Silence?
    public var then: EventTypes?
    public var sameProperty: String?
    /// What must come after `then`, one after the other; `nil` is nothing.
    public var afterwards: [EventTypes]?

    public init(
        of: EventTypes, count: Int, within: Length, afterSilence: Silence? = nil, then: EventTypes? = nil,
        sameProperty: String? = nil, afterwards: [EventTypes]? = nil
    ) {
        self.of = of
        self.count = count
        self.within = within
        self.afterSilence = afterSilence
        self.then = then
        self.sameProperty = sameProperty
        self.afterwards = afterwards
    }

    /// - Throws: ``HistoryError`` for a count or span out of range, or a property or time zone that is not known.
    func bound(to log: EventLog) throws(HistoryError) -> BoundSequence {
        guard count >= 1 else {
            throw .invalidParameter(name: "the count of a sequence", expected: "1 or more")
        }
        let length: BoundSequence.Length
        switch within {
        case .elapsed(let seconds):
            try Span.check(seconds, "the length of a sequence")
            length = .elapsed(seconds)
        case .calendarDays(let days, let zone):
            guard days >= 1 else {
                throw .invalidParameter(name: "the length of a sequence", expected: "1 day or more")
            }
            length = .days(Double(days), try CalendarZone.named(zone))
        }
        if let silence = afterSilence { try Span.check(silence.longerThan, "the silence of a sequence") }
        return BoundSequence(
            of: of.bound(to: log), count: count, length: length,
            silence: afterSilence.map {
                BoundSequence.Silence(
                    longerThan: $0.longerThan, inclusive: $0.inclusive, of: $0.of.bound(to: log),
                    requiresPrior: $0.requiresPrior)
            },
            steps: ([then].compactMap(\.self) + (afterwards ?? [])).map { $0.bound(to: log) },
            same: try sameProperty.map { name throws(HistoryError) in
                try BoundProperty(name, of: log)
            })
    }
}
