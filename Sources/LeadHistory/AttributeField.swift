import LearningCore
public import Tabular

/// One field of an ``AttributeHistory``: what it said of each lead, and from when on.
///
/// The entries of a lead stand together, by time; entries of the same time keep the order of the file, so that the last of
/// them is the one that holds.
public struct AttributeField: Sendable {
    public let name: String
    /// How the values are written.
    public let format: ValueFormat
    /// The distinct values, one a row, and a blank.
    let levels: Column
    /// The row of the blank.
    let absentLevel: Int
    /// The leads that have entries, ascending; those of `leads[i]` are at `starts[i] ..< starts[i + 1]`.
    let leads: [Int32]
    let starts: [Int]
    let times: [Double]
    /// Rows of ``levels``.
    let codes: [Int32]
    /// How many entries of the lead, up to this one, say something else than the entry before them.
    let changes: [Int32]

    public var type: ColumnType { format.type }
    /// Whether the field of any lead ever changed.
    public var everChanges: Bool { changes.contains { $0 > 0 } }

    /// The entries of a lead up to a time, inclusive. Complexity: O(log entries).
    func entries(ofLead lead: Int32, asOf: Double) -> Range<Int> {
        let place = leads.partitioningIndex { $0 >= lead }
        guard place < leads.count, leads[place] == lead else { return 0..<0 }
        let (start, end) = (starts[place], starts[place + 1])
        return start..<times[start..<end].partitioningIndex { $0 > asOf }
    }

    /// Whether the lead has any entry at all, at whatever time.
    func hasEntries(ofLead lead: Int32) -> Bool {
        let place = leads.partitioningIndex { $0 >= lead }
        return place < leads.count && leads[place] == lead
    }
}
