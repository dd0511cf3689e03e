public import LearningCore
public import Tabular

/// What an ``AttributeHistory`` says of some leads, each as of a time of its own, as columns of a table.
///
/// Every field is a column of its name. A field that changes for some lead is three columns more:
/// `FIELD: changes` counts how often a value came to stand there that the entry before did not have, up to the snapshot;
/// `FIELD: changes, 90 d` those of the last 90 days, where that is not the same for all; `FIELD: days since change` is
/// missing without a change.
public struct SnapshotAttributes: Sendable {
    public let history: AttributeHistory
    /// Rows of the leads table that the history was joined to, with their as-of times.
    public let snapshots: [Snapshot]

    static let window = 90 * Span.day

    public init(history: AttributeHistory, snapshots: [Snapshot]) {
        self.history = history
        self.snapshots = snapshots
    }

    /// The columns that a field gives, its own first.
    public static func columnNames(of field: String) -> [String] {
        [field, "\(field): changes", "\(field): changes, \(Span.text(window))", "\(field): days since change"]
    }

    /// One row a snapshot; by field, in ascending order of their names.
    ///
    /// - Parameter withChanges: the fields whose changes are columns too, all of them; `nil` finds out which say something.
    /// - Complexity: O(snapshots × fields × log entries), parallel over fields.
    public func columns(withChanges: Set<String>? = nil, on pool: WorkerPool) -> [Column] {
        let fields = history.fields
        let leads = snapshots.map { history.leadOfRow[$0.row] }
        return pool.map(fields.count) { place in
            let field = fields[place]
            let seen = zip(leads, snapshots).map { lead, snapshot in
                lead < 0 ? 0..<0 : field.entries(ofLead: lead, asOf: snapshot.asOf)
            }
            var columns = [values(of: field, seen)]
            if withChanges?.contains(field.name) ?? field.everChanges { columns += changes(of: field, seen) }
            // Where no lead is older than the window, counts in it are the counts at all.
            if withChanges == nil, columns.count > 1, columns[1].values == columns[2].values { columns.remove(at: 2) }
            return columns
        }.flatMap(\.self)
    }

    private func values(of field: AttributeField, _ seen: [Range<Int>]) -> Column {
        let found = field.levels.selecting(seen.map { $0.last.map { Int(field.codes[$0]) } ?? field.absentLevel })
        let isFull = found.count(of: .value) == found.count
        return Column(name: field.name, values: found.values, states: isFull ? nil : found.states)
    }

    private func changes(of field: AttributeField, _ seen: [Range<Int>]) -> [Column] {
        var counts: [Double] = []
        var recent: [Double] = []
        var days: [Double] = []
        for (entries, snapshot) in zip(seen, snapshots) {
            let all = entries.last.map { field.changes[$0] } ?? 0
            let start = entries.partitioningIndex { field.times[$0] > snapshot.asOf - Self.window }
            let before = start > entries.lowerBound ? field.changes[start - 1] : 0
            let last = entries.last { $0 > entries.lowerBound && field.changes[$0] > field.changes[$0 - 1] }
            counts.append(Double(all))
            recent.append(Double(all - before))
            days.append(last.map { (snapshot.asOf - field.times[$0]) / Span.day } ?? .nan)
        }
        let names = Self.columnNames(of: field.name).dropFirst()
        let states = days.map { $0.isNaN ? CellState.absent : .value }
        return zip(names, [counts, recent, days]).enumerated().map { place, column in
            let hasGaps = place == 2 && states.contains(.absent)
            return Column(name: column.0, values: .number(column.1), states: hasGaps ? states : nil)
        }
    }
}
