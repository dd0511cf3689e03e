import LearningCore

/// The events of all leads, sorted by lead and time: a few columns, no object per event (R-DATA-3).
///
/// The events of lead `i` stand at `offsets[i] ..< offsets[i + 1]` of every column, in ascending time; events of the same
/// time keep the order of the file. But for those ties nothing depends on the order of the file: type codes are the
/// ranks of their names. A log never changes; one that has grown is read anew, and gives the same rows for earlier times.
public final class EventLog: Sendable {
    /// Seconds since 1970-01-01T00:00:00Z.
    public let times: [Double]
    /// Codes into ``typeNames``.
    public let types: [Int32]
    /// In ascending order.
    public let typeNames: [String]
    public let properties: [EventProperty]
    public let report: EventLogReport
    let offsets: [Int]
    /// The lead of each row of the leads table, `-1` without an identifier.
    let leadOfRow: [Int32]

    /// Text properties with more distinct values than this are left out.
    public static let maximumPropertyValues = 1 << 20
    /// The type of events whose type is blank.
    public static let blankType = "(blank)"

    init(
        times: [Double], types: [Int32], typeNames: [String], properties: [EventProperty], offsets: [Int],
        leadOfRow: [Int32], report: EventLogReport
    ) {
        self.times = times
        self.types = types
        self.typeNames = typeNames
        self.properties = properties
        self.offsets = offsets
        self.leadOfRow = leadOfRow
        self.report = report
    }

    /// The number of events.
    public var count: Int { times.count }
    /// The number of rows of the leads table.
    public var rowCount: Int { leadOfRow.count }

    /// The positions of the events of a row of the leads table.
    public func events(ofRow row: Int) -> Range<Int> {
        let lead = Int(leadOfRow[row])
        return lead < 0 ? 0..<0 : offsets[lead]..<offsets[lead + 1]
    }

    /// The time of the last event of all, `nil` in an empty log.
    public var end: Double? { times.max() }

    /// The events of a row of the leads table up to a time, inclusive. Complexity: O(log events of the lead).
    public func timeline(ofRow row: Int, asOf: Double) -> Timeline {
        let all = events(ofRow: row)
        return Timeline(log: self, range: all.lowerBound..<upperBound(asOf, in: all), asOf: asOf)
    }

    /// The first position in an ascending range whose time is later than `time`.
    package func upperBound(_ time: Double, in range: Range<Int>) -> Int {
        var (low, high) = (range.lowerBound, range.upperBound)
        while low < high {
            let middle = low + (high - low) / 2
            if times[middle] <= time { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The property of that name, compared exactly.
    public func property(_ name: String) -> EventProperty? { properties.first { $0.name == name } }
}
