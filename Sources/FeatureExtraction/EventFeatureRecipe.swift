public import LeadHistory
public import LearningCore

/// Which features to make of the events that are found, and how many at most (R-SEQ-6).
///
/// Candidates are: of all events together counts in windows and ever, distinct days and types, recency, silences, gaps,
/// the share in business hours, trend, bursts, reactivations, the first and last type, sums of numeric properties; and
/// for each of the commonest types its counts and its recency. Of these the ones are kept that tell training leads
/// apart and do not repeat an earlier one, up to the maximum.
public struct EventFeatureRecipe: Sendable {
    /// At most so many types get features of their own; the rest is counted together as other types.
    public var maximumTypes = 16
    /// A type needs so many training snapshots with such an event; `nil` for one in two hundred, at least 10.
    public var minimumSnapshotCount: Int?
    public var maximumFeatures = 120
    /// Windows of the counts before the as-of time, in seconds.
    public var windows = [1, 7, 30, 90].map { $0 * Span.day }
    /// Types that are never looked at, such as those that end a case.
    public var excludedTypes: [String] = []
    /// The only types that are looked at; `nil` for all. Those excluded are left out of these, too.
    public var onlyTypes: [String]?
    /// Whether there are features of sequences of events, such as reactivations.
    public var hasSequences = true
    /// For days and business hours.
    public var timeZone = "UTC"

    public init() {}

    /// Chooses the features from training snapshots.
    ///
    /// Only what had happened by the as-of times is looked at. The order of the snapshots does not matter.
    /// - Throws: ``HistoryError`` for an unknown time zone or a window that is not positive.
    /// - Complexity: O(events of the timelines × candidates), parallel over snapshots.
    public func fitted(
        to log: EventLog, at snapshots: [Snapshot], on pool: WorkerPool
    ) throws(HistoryError) -> EventFeatures {
        let (kept, hasOthers) = types(of: log, at: snapshots, pool)
        var steps: [EventFeatureStep] = []
        var seen = Set<UInt64>()
        let candidates = candidates(kept, hasOthers: hasOthers, log: log)
        // A few at a time, so that memory does not grow with the number of candidates.
        for start in stride(from: 0, to: candidates.count, by: 16) {
            let group = Array(candidates[start..<min(start + 16, candidates.count)])
            let columns = try EventFeatures(steps: group).columns(of: log, at: snapshots, on: pool)
            for (step, column) in zip(group, columns) where steps.count < maximumFeatures {
                if let digest = Self.digest(column), seen.insert(digest).inserted { steps.append(step) }
            }
        }
        return EventFeatures(steps: steps)
    }

    /// The types that are looked at.
    var usedTypes: EventTypes { types(without: []) }

    /// The types that are looked at, but for some.
    func types(without others: [String]) -> EventTypes {
        let left = others + excludedTypes
        if let onlyTypes { return .only(onlyTypes.filter { !left.contains($0) }) }
        return left.isEmpty ? .any : .except(left)
    }

    /// The types with features of their own, commonest first, ties by name; and whether there are others.
    private func types(of log: EventLog, at snapshots: [Snapshot], _ pool: WorkerPool) -> ([String], Bool) {
        let blocks = WorkerPool.blocks(of: snapshots.count, size: 2_048)
        // By type, and not one counter for every type in every block: a log may have very many types.
        let parts = pool.map(blocks.count) { block in
            var counts: [Int32: Int] = [:]
            for snapshot in snapshots[blocks[block]] {
                let types = log.timeline(ofRow: snapshot.row, asOf: snapshot.asOf).types
                for type in Set(types) { counts[type, default: 0] += 1 }
            }
            return counts
        }
        var counts = [Int](repeating: 0, count: log.typeNames.count)
        for part in parts { for (type, count) in part { counts[Int(type)] += count } }
        let used = usedTypes
        let found = counts.indices.filter { counts[$0] > 0 && used.contains(log.typeNames[$0]) }
            .sorted { (counts[$1], $0) < (counts[$0], $1) }
        let minimum = minimumSnapshotCount ?? max(10, snapshots.count / 200)
        let kept = found.prefix(maximumTypes).filter { counts[$0] >= minimum }
        return (kept.map { log.typeNames[$0] }, kept.count < found.count)
    }

    /// A fingerprint of a column that tells leads apart, the same for equal columns; `nil` for one that has only one
    /// value, whatever is missing.
    private static func digest(_ column: FeatureColumn) -> UInt64? {
        var digest: UInt64 = 0
        var first: UInt64?
        var varies = false
        func add(_ bits: UInt64, isMissing: Bool) {
            digest = SplitMix64.mix(digest &+ bits)
            guard !isMissing else { return }
            if let first { varies = varies || first != bits } else { first = bits }
        }
        switch column {
        case .numeric(let values):
            // Zero has two signs, missing has many faces.
            for value in values { add(value.isNaN ? 1 : (value + 0).bitPattern, isMissing: value.isNaN) }
        case .categorical(let codes): for code in codes { add(UInt64(code + 2), isMissing: code < 0) }
        }
        return varies ? digest : nil
    }
}
