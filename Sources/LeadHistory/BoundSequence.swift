/// An ``EventSequence`` in the codes of one log, and the search for its matches.
struct BoundSequence: Sendable {
    enum Length: Sendable {
        case elapsed(Double)
        case days(Double, CalendarZone)

        func reaches(_ time: Double, from start: Double) -> Bool {
            switch self {
            case .elapsed(let seconds): time - start <= seconds
            case .days(let days, let zone): zone.day(time) - zone.day(start) < days
            }
        }
    }

    struct Silence: Sendable {
        let longerThan: Double
        let inclusive: Bool
        let of: BoundTypes
        let requiresPrior: Bool

        func holds(from previous: Double?, to time: Double) -> Bool {
            guard let previous else { return !requiresPrior }
            return inclusive ? time - previous >= longerThan : time - previous > longerThan
        }
    }

    let of: BoundTypes
    let count: Int
    let length: Length
    let silence: Silence?
    /// What must follow the last event of `of`, one after the other.
    let steps: [BoundTypes]
    let same: BoundProperty?

    /// The times of the matches among the events at `range`, which are a lead's up to a time.
    ///
    /// Complexity: O(events × events within one length).
    func matches(in range: Range<Int>, of log: EventLog) -> [Double] {
        var matches: [Double] = []
        var previous: Double?
        var next = range.lowerBound
        for first in range {
            let time = log.times[first]
            if first >= next, of.contains(log.types[first]), silence?.holds(from: previous, to: time) ?? true,
                let end = completion(from: first, before: range.upperBound, in: log)
            {
                matches.append(log.times[end])
                next = end + 1
            }
            if silence?.of.contains(log.types[first]) ?? false { previous = time }
        }
        return matches
    }

    /// The position of the event that completes a match begun at `first`.
    private func completion(from first: Int, before end: Int, in log: EventLog) -> Int? {
        let start = log.times[first]
        if let same, !same.hasValue(at: first) { return nil }
        var missing = count - 1
        var step = 0
        if missing == 0, steps.isEmpty { return first }
        for position in first + 1..<max(end, first + 1) {
            guard length.reaches(log.times[position], from: start) else { return nil }
            if let same, !same.isEqual(at: position, and: first) { continue }
            let type = log.types[position]
            if missing > 0 {
                guard of.contains(type) else { continue }
                missing -= 1
                if missing == 0, steps.isEmpty { return position }
            } else if steps[step].contains(type) {
                step += 1
                if step == steps.count { return position }
            }
        }
        return nil
    }
}
