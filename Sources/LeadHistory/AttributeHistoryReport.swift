public import Tabular

/// What became of the rows of a table of attributes in long form. Every row is in exactly one of the counts:
/// `rows = kept + rejects + withoutLead + withoutField + withoutTime + orphans + otherFields + repeated`.
public struct AttributeHistoryReport: Sendable, Equatable {
    public internal(set) var rows = 0
    /// Values of the history, blank ones included: these say that a value is gone.
    public internal(set) var kept = 0
    /// Rows that could not be read, such as those with a malformed time.
    public internal(set) var rejects: [Reject] = []
    /// Rows without a lead; with a lead, but without a field; with both, but without a time.
    public internal(set) var withoutLead = 0
    public internal(set) var withoutField = 0
    public internal(set) var withoutTime = 0
    /// Rows of leads that are not in the leads table.
    public internal(set) var orphans = 0
    /// Rows of fields that were not asked for.
    public internal(set) var otherFields = 0
    /// Rows that say again what a row of the same lead, field and time says.
    public internal(set) var repeated = 0
    /// Distinct leads of the leads table, and how many of them have no value.
    public internal(set) var leads = 0
    public internal(set) var leadsWithoutValues = 0
    /// The columns that were used.
    public internal(set) var columns: AttributeColumns
    /// By field, how many of the values kept are not of its type and count as blank.
    public internal(set) var unreadable: [String: Int] = [:]
    /// What was noticed about the file and the values of the fields.
    public internal(set) var notes: [ReadNote] = []
}
