public import LeadHistory
public import LearningCore

/// Turns the events of leads, as of their snapshots, into features: an ``EventFeatureRecipe`` that was fitted.
///
/// Training and scoring run this one code. A row depends on that lead's events up to its as-of time alone, so that the
/// row of an earlier day is the same, bit for bit, however much the log has grown since.
public struct EventFeatures: Sendable, Hashable, Codable {
    public let steps: [EventFeatureStep]

    public init(steps: [EventFeatureStep]) {
        self.steps = steps
    }

    /// One feature per column, in the order of ``columns(of:at:on:)``.
    public var features: [Feature] { steps.map(\.feature) }

    /// The features of every snapshot. Event types that were not met in training count as other types do.
    ///
    /// - Throws: ``HistoryError`` if the log lacks a property that the features need.
    /// - Complexity: O(events of the timelines × features), parallel over snapshots.
    public func columns(
        of log: EventLog, at snapshots: [Snapshot], on pool: WorkerPool
    ) throws(HistoryError) -> [FeatureColumn] {
        let queries = steps.compactMap { step -> EventQuery? in
            if case .measure(_, _, let query) = step { query } else { nil }
        }
        var answers = try EventQuery.values(of: queries, in: log, at: snapshots, on: pool)[...]
        return steps.map { step in
            switch step {
            case .measure: .numeric(answers.removeFirst())
            case .endType(let end, let types, let levels, let poolsOther):
                .categorical(
                    EndTypes(end, types, levels: levels, poolsOther: poolsOther, log: log).codes(at: snapshots, pool))
            }
        }
    }
}

/// The codes of first or last event types.
private struct EndTypes: Sendable {
    let end: EventFeatureStep.End
    let log: EventLog
    /// By type of the log; `nil` for types that are passed over.
    let levelOfType: [Int32?]

    init(_ end: EventFeatureStep.End, _ types: EventTypes, levels: [String], poolsOther: Bool, log: EventLog) {
        self.end = end
        self.log = log
        let other = poolsOther ? Int32(levels.count) : -1
        levelOfType = log.typeNames.map { name in
            types.contains(name) ? levels.firstIndex(of: name).map(Int32.init) ?? other : nil
        }
    }

    func codes(at snapshots: [Snapshot], _ pool: WorkerPool) -> [Int32] {
        let blocks = WorkerPool.blocks(of: snapshots.count, size: 2_048)
        return pool.map(blocks.count) { block in
            // By places in the log: a timeline for each lead would count references that all threads share.
            let types = log.types
            return snapshots[blocks[block]].map { snapshot in
                let all = log.events(ofRow: snapshot.row)
                let places = all.lowerBound..<log.upperBound(snapshot.asOf, in: all)
                let found =
                    switch end {
                    case .first: places.first { levelOfType[Int(types[$0])] != nil }
                    case .last: places.last { levelOfType[Int(types[$0])] != nil }
                    }
                return found.flatMap { levelOfType[Int(types[$0])] } ?? -1
            }
        }.flatMap(\.self)
    }
}
