/// At which ages leads are looked at, and how far the label looks forward from there (R-TIME-1, R-TIME-3).
///
/// The snapshot of a lead at age `a` has the as-of time `created + a`. A lead that was closed by then is not one to be
/// scored and is left out. With a horizon H the snapshot is positive when the lead was won within `(asOf, asOf + H]`; a
/// snapshot with `asOf > dataEnd − H` is left out **whatever its label**, because wins and losses do not take equally
/// long: keeping those that finished early biases the rate. Lost, won later, and still open are negative. Without a
/// horizon the label is the outcome, and open leads are left out. A lost lead without a closing time is negative, since
/// many tables date only their wins; a won one is left out where it matters when it was won.
public struct SnapshotPlan: Sendable, Equatable {
    /// Seconds after creation, ascending, each once.
    public let ages: [Double]
    /// Seconds.
    public let horizon: Double?

    /// - Throws: ``HistoryError/invalidParameter(name:expected:)`` without an age, for a negative age, or for a horizon
    ///   that is not positive.
    public init(ages: [Double], horizon: Double? = nil) throws(HistoryError) {
        guard !ages.isEmpty, ages.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
            throw .invalidParameter(
                name: "the ages of snapshots", expected: "one or more numbers of seconds, 0 or more")
        }
        if let horizon { try Span.check(horizon, "the horizon") }
        self.ages = Set(ages).sorted()
        self.horizon = horizon
    }

    /// The snapshots with their labels, by row, then age.
    ///
    /// - Parameter dataEnd: when the data were exported; the latest time in them if that is not known.
    public func labelled(_ cases: LeadCases, dataEnd: Double) -> LabelledSnapshots {
        var result = LabelledSnapshots(report: SnapshotReport(candidates: cases.count * ages.count, dataEnd: dataEnd))
        for row in 0..<cases.count {
            for age in ages { add(row, age, cases, dataEnd, to: &result) }
        }
        return result
    }

    private func add(
        _ row: Int, _ age: Double, _ cases: LeadCases, _ dataEnd: Double, to result: inout LabelledSnapshots
    ) {
        let (created, closed, outcome) = (cases.created[row], cases.closed[row], cases.outcomes[row])
        let asOf = created + age
        if outcome == .ignored { return result.report.ignored += 1 }
        if created.isNaN { return result.report.withoutCreation += 1 }
        if asOf > dataEnd { return result.report.afterTheData += 1 }
        if outcome == .won, closed.isNaN, horizon != nil || age > 0 { return result.report.wonWithoutTime += 1 }
        if outcome.isClosed, closed <= asOf {
            if closed < created { result.report.closedBeforeCreation += 1 }
            return result.report.alreadyClosed += 1
        }
        var isWon = outcome == .won
        if let horizon {
            if asOf > dataEnd - horizon { return result.report.immature += 1 }
            if isWon, closed > asOf + horizon {
                result.report.lateWins += 1
                isWon = false
            }
        } else if outcome == .open {
            return result.report.stillOpen += 1
        }
        if outcome == .lost, closed.isNaN { result.report.lostWithoutTime += 1 }
        result.snapshots.append(Snapshot(row: row, asOf: asOf))
        result.labels.append(isWon)
    }
}

/// Snapshots with what came of the leads: what a model learns from.
public struct LabelledSnapshots: Sendable, Equatable {
    public fileprivate(set) var snapshots: [Snapshot] = []
    public fileprivate(set) var labels: [Bool] = []
    public fileprivate(set) var report: SnapshotReport
}

/// What became of the snapshots: `candidates = used + all that were left out`.
public struct SnapshotReport: Sendable, Equatable {
    /// Leads times ages.
    public let candidates: Int
    public let dataEnd: Double
    /// Left out: outcomes that are ignored; leads without a time of creation.
    public internal(set) var ignored = 0
    public internal(set) var withoutCreation = 0
    /// Left out: the lead was not that old yet at the end of the data.
    public internal(set) var afterTheData = 0
    /// Left out: won leads without a closing time; it is not known whether they were still open.
    public internal(set) var wonWithoutTime = 0
    /// Left out: closed at or before the as-of time; among them those closed before they were created.
    public internal(set) var alreadyClosed = 0
    public internal(set) var closedBeforeCreation = 0
    /// Left out: the horizon ends after the data.
    public internal(set) var immature = 0
    /// Left out, without a horizon: no outcome yet.
    public internal(set) var stillOpen = 0
    /// Used as negatives: won after the horizon.
    public internal(set) var lateWins = 0
    /// Used as negatives: lost at an unknown time, perhaps before the as-of time.
    public internal(set) var lostWithoutTime = 0

    public var leftOut: Int {
        ignored + withoutCreation + afterTheData + wonWithoutTime + alreadyClosed + immature + stillOpen
    }

    /// The snapshots with a label.
    public var used: Int { candidates - leftOut }
}
