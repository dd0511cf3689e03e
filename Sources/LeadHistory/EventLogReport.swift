public import Tabular

/// What became of the rows of an events table. Every row is in exactly one of the counts:
/// `rows = kept + rejects + withoutLead + withoutTime + orphans + repeated`.
public struct EventLogReport: Sendable, Equatable {
    /// Data rows in the table.
    public internal(set) var rows = 0
    /// Events of the log.
    public internal(set) var kept = 0
    /// Rows that could not be read, such as those with a malformed time.
    public internal(set) var rejects: [Reject] = []
    /// Rows without a lead.
    public internal(set) var withoutLead = 0
    /// Rows with a lead, but without a time.
    public internal(set) var withoutTime = 0
    /// Events of leads that are not in the leads table.
    public internal(set) var orphans = 0
    /// Events whose identifier the lead had already.
    public internal(set) var repeated = 0
    /// Distinct leads of the leads table, and how many of them have no event.
    public internal(set) var leads = 0
    public internal(set) var leadsWithoutEvents = 0
    /// The columns that were used.
    public internal(set) var columns: EventColumns
    /// Properties that were left out: text with more distinct values than ``EventLog/maximumPropertyValues``.
    public internal(set) var droppedProperties: [String] = []
    /// Of numeric properties, how many values were no numbers and count as none.
    public internal(set) var unreadableNumbers: [String: Int] = [:]
    /// What the reader noticed about the file.
    public internal(set) var notes: [ReadNote] = []
}
