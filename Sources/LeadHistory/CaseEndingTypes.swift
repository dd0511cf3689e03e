/// A type of event that is the outcome rather than a sign of it, with the evidence.
public struct CaseEndingType: Sendable, Equatable {
    /// What gave it away.
    public enum Reason: Sendable, Hashable {
        /// Hardly any lead with such an event came to the other end.
        case determinesTheOutcome
        /// It comes when the case is closed, or last, and mostly for one outcome.
        case endsTheCase
    }

    public let type: String
    public let reason: Reason
    /// Closed leads with such an event, and how many of them were won.
    public let leads: Int
    public let won: Int
    /// The share of won leads among all closed ones.
    public let baseRate: Double
    /// The median number of events after the last of this type.
    public let medianEventsAfter: Int
    /// The share of these leads whose last event of the type came at most a minute before closing, or later; `nil`
    /// without closing times.
    public let shareAtClosing: Double?

    public var wonShare: Double { Double(won) / Double(leads) }
}

/// Finds the types of events that end a case (R-LEAK-1): "application declined" says nothing about leads to come, for a
/// lead that has it needs no score any more.
///
/// With `e` the share of the rarer outcome among leads with the type and `E` the share of that outcome among all closed
/// leads, a type is named when there are enough leads that at least ten of them should have come to the other end by
/// chance (`n·E ≥ 10`), and
/// - it determines the outcome: `e ≤ 0.05` with 95 % confidence (Wilson) and `e ≤ E/10`, or
/// - it ends the case: `e ≤ 0.1` and `e ≤ E/3`, and nine in ten come at closing, or at most one event follows in the median.
public enum CaseEndingTypes {
    /// The types found, in the order of their names. Complexity: O(events).
    ///
    /// - Throws: ``HistoryError/unequalLengths(name:expected:found:)`` if the cases are not those of the log's leads.
    public static func find(in log: EventLog, cases: LeadCases) throws(HistoryError) -> [CaseEndingType] {
        guard cases.count == log.rowCount else {
            throw .unequalLengths(name: "the cases", expected: log.rowCount, found: cases.count)
        }
        var tallies = log.typeNames.map { _ in Tally() }
        var closedCount = 0
        var wonCount = 0
        for row in 0..<cases.count where cases.outcomes[row].isClosed {
            let isWon = cases.outcomes[row] == .won
            closedCount += 1
            if isWon { wonCount += 1 }
            var seen = Set<Int32>()
            let events = log.events(ofRow: row)
            for position in events.reversed() where seen.insert(log.types[position]).inserted {
                tallies[Int(log.types[position])].add(
                    isWon: isWon, after: events.upperBound - 1 - position,
                    beforeClosing: cases.closed[row] - log.times[position])
            }
        }
        guard wonCount > 0, wonCount < closedCount else { return [] }
        let base = Double(wonCount) / Double(closedCount)
        return zip(log.typeNames, tallies).compactMap { name, tally in
            guard let reason = tally.reason(base: base) else { return nil }
            return CaseEndingType(
                type: name, reason: reason, leads: tally.leads, won: tally.won, baseRate: base,
                medianEventsAfter: tally.medianAfter, shareAtClosing: tally.shareAtClosing)
        }
    }

    /// What was counted for one type.
    private struct Tally {
        var won = 0
        var after: [Int] = []
        var timed = 0
        var atClosing = 0

        mutating func add(isWon: Bool, after count: Int, beforeClosing seconds: Double) {
            if isWon { won += 1 }
            after.append(count)
            guard !seconds.isNaN else { return }
            timed += 1
            if seconds <= 60 { atClosing += 1 }
        }

        var leads: Int { after.count }
        var shareAtClosing: Double? { timed == 0 ? nil : Double(atClosing) / Double(timed) }
        var medianAfter: Int { after.sorted()[(after.count - 1) / 2] }

        func reason(base: Double) -> CaseEndingType.Reason? {
            let isMostlyWon = won * 2 >= leads
            let others = Double(isMostlyWon ? leads - won : won)
            let expected = isMostlyWon ? 1 - base : base
            guard Double(leads) * expected >= 10 else { return nil }
            let share = others / Double(leads)
            if wilsonUpper(others, Double(leads)) <= 0.05, share <= expected / 10 { return .determinesTheOutcome }
            let isLast = (shareAtClosing ?? 0) >= 0.9 || medianAfter <= 1
            return isLast && share <= 0.1 && share <= expected / 3 ? .endsTheCase : nil
        }

        /// The upper end of the 95 % interval of a share (Wilson, 1927).
        private func wilsonUpper(_ count: Double, _ total: Double) -> Double {
            let z = 1.959963984540054
            let share = count / total
            let half = z * (share * (1 - share) / total + z * z / (4 * total * total)).squareRoot()
            return (share + z * z / (2 * total) + half) / (1 + z * z / total)
        }
    }
}
