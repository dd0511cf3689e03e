extension EventLog {
    /// A log in which one row's lead does something once more, or several times, at its as-of time: one lead for each case,
    /// and one row for each lead.
    ///
    /// - Parameters:
    ///   - row: of the leads table.
    ///   - cases: for each the event of this log that is done again, with its properties, and how often.
    /// - Returns: the cases as snapshots at `asOf`; case i is row i.
    public func imagining(row: Int, asOf: Double, _ cases: [(event: Int, times: Int)]) -> SnapshotEvents {
        let all = events(ofRow: row)
        let past = all.lowerBound..<upperBound(asOf, in: all)
        var positions: [Int] = []
        var times: [Double] = []
        var offsets = [0]
        for (event, count) in cases {
            positions += Array(past) + [Int](repeating: event, count: count)
            times += Array(self.times[past]) + [Double](repeating: asOf, count: count)
            offsets.append(positions.count)
        }
        let log = EventLog(
            times: times, types: positions.map { types[$0] }, typeNames: typeNames,
            properties: properties.map { $0.selecting(positions) }, offsets: offsets,
            leadOfRow: cases.indices.map { Int32($0) }, report: report)
        return SnapshotEvents(log: log, snapshots: cases.indices.map { Snapshot(row: $0, asOf: asOf) })
    }
}
