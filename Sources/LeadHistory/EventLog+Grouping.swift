extension EventLog {
    /// The number of leads, or of what else the events are grouped by.
    package var leadCount: Int { offsets.count - 1 }

    /// The positions of the events of a lead.
    package func events(ofLead lead: Int) -> Range<Int> { offsets[lead]..<offsets[lead + 1] }

    /// Whether two events have the same value of a property, none being equal to nothing.
    package func equality(of name: String) throws(HistoryError) -> (Int, Int) -> Bool {
        let property = try BoundProperty(name, of: self)
        return { property.hasValue(at: $0) && property.isEqual(at: $0, and: $1) }
    }

    /// The same events with the leads of a group taken for one: the timeline of a row is that of all rows of its group.
    ///
    /// - Parameter groupOfRow: one number per row of the leads table, `-1` for a row without a group, whose timeline
    ///   becomes empty; the numbers are below `groupCount`.
    /// - Complexity: O(events log events of the busiest group).
    package func regrouped(by groupOfRow: [Int32], groupCount: Int) -> EventLog {
        precondition(groupOfRow.count == rowCount, "one group a row")
        var groupOfLead = [Int32](repeating: -1, count: leadCount)
        for (row, group) in groupOfRow.enumerated() where leadOfRow[row] >= 0 && groupOfLead[Int(leadOfRow[row])] < 0 {
            groupOfLead[Int(leadOfRow[row])] = group
        }
        var members = [[Int32]](repeating: [], count: groupCount)
        for (lead, group) in groupOfLead.enumerated() where group >= 0 { members[Int(group)].append(Int32(lead)) }
        var order: [Int] = []
        order.reserveCapacity(count)
        var starts = [0]
        for leads in members {
            let positions = leads.flatMap { Array(events(ofLead: Int($0))) }
            // Of the same time: in the order of the leads, then of the file.
            order += leads.count < 2 ? positions : positions.sorted { (times[$0], $0) < (times[$1], $1) }
            starts.append(order.count)
        }
        return EventLog(
            times: order.map { times[$0] }, types: order.map { types[$0] }, typeNames: typeNames,
            properties: properties.map { $0.selecting(order) }, offsets: starts, leadOfRow: groupOfRow, report: report)
    }
}
