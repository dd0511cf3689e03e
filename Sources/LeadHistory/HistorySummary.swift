extension EventLogReport {
    /// What became of the rows, in sentences for a person; nothing that is not so is mentioned.
    public var summary: [String] {
        var lines = ["\(grouped(kept)) events of \(grouped(leads - leadsWithoutEvents)) leads"]
        lines += Self.counted([
            (leadsWithoutEvents, "leads have no event"),
            (orphans, "events are of leads that are not in the leads table"),
            (withoutLead, "rows name no lead"), (withoutTime, "rows have no time"),
            (repeated, "events are repeated and count once"), (rejects.count, "rows could not be read"),
        ])
        for name in droppedProperties { lines.append("\"\(name)\" has too many different values and is left out") }
        for (name, count) in unreadableNumbers.sorted(by: { $0.key < $1.key }) {
            lines.append("\(grouped(count)) values of \"\(name)\" are no numbers and count as none")
        }
        return lines
    }

    fileprivate static func counted(_ counts: [(Int, String)]) -> [String] {
        counts.filter { $0.0 > 0 }.map { "\(grouped($0.0)) \($0.1)" }
    }
}

extension AttributeHistoryReport {
    /// What became of the rows, in sentences for a person; nothing that is not so is mentioned.
    ///
    /// - Parameter late: how many values became known only after the last snapshot of their lead.
    public func summary(late: Int = 0) -> [String] {
        var lines = ["\(grouped(kept)) values of \(grouped(leads - leadsWithoutValues)) leads"]
        lines += EventLogReport.counted([
            (late, "became known only after the lead was looked at"), (leadsWithoutValues, "leads have none"),
            (orphans, "rows are of leads that are not in the leads table"), (withoutLead, "rows name no lead"),
            (withoutField, "rows name no field"), (withoutTime, "rows do not say since when"),
            (otherFields, "rows are of other fields"), (repeated, "rows repeat another and count once"),
            (rejects.count, "rows could not be read"),
        ])
        for (name, count) in unreadable.sorted(by: { $0.key < $1.key }) {
            lines.append("\(grouped(count)) values of \"\(name)\" are not of its type and count as blank")
        }
        return lines
    }
}

extension SnapshotReport {
    /// What became of the snapshots, in sentences for a person; nothing that is not so is mentioned.
    public var summary: [String] {
        ["\(grouped(used)) of \(grouped(candidates)) snapshots are used"]
            + EventLogReport.counted([
                (alreadyClosed, "left out: the lead was closed by then"),
                (closedBeforeCreation, "of these were closed before they were created, by their dates"),
                (immature, "left out, whatever came of them: their horizon ends after the data"),
                (stillOpen, "left out: no outcome yet"), (afterTheData, "left out: the lead was not that old yet"),
                (withoutCreation, "left out: no time of creation"), (ignored, "left out: the outcome is ignored"),
                (wonWithoutTime, "left out: won at an unknown time"),
                (lateWins, "count as not won: the win came after the horizon"),
                (lostWithoutTime, "count as not won, though it is not known when they were lost"),
            ])
    }
}

/// A whole number with commas between its thousands.
private func grouped(_ number: Int) -> String {
    let digits = String(number.magnitude)
    var text = number < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
        if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
        text.append(digit)
    }
    return text
}
