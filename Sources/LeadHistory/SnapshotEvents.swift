/// What had happened to some leads, each as of a time of its own: one snapshot for each row of a table of features.
public struct SnapshotEvents: Sendable {
    public let log: EventLog
    /// Rows of the leads table that the log was joined to, with their as-of times.
    public let snapshots: [Snapshot]

    public init(log: EventLog, snapshots: [Snapshot]) {
        self.log = log
        self.snapshots = snapshots
    }

    /// The snapshots at the given places, in the given order, repeats allowed.
    public func selecting(_ places: [Int]) -> SnapshotEvents {
        SnapshotEvents(log: log, snapshots: places.map { snapshots[$0] })
    }

    /// The same leads at the end of the log, when all has happened.
    public func atTheEnd() -> SnapshotEvents {
        let end = log.end ?? 0
        return SnapshotEvents(log: log, snapshots: snapshots.map { Snapshot(row: $0.row, asOf: max($0.asOf, end)) })
    }

    /// The same leads at other times.
    public func shifted(by seconds: Double) -> SnapshotEvents {
        SnapshotEvents(log: log, snapshots: snapshots.map { Snapshot(row: $0.row, asOf: $0.asOf + seconds) })
    }
}
