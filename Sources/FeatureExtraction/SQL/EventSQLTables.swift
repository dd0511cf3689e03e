/// What the tables of a warehouse are called that hold leads and their events.
public struct EventSQLTables: Sendable, Hashable {
    public var leads = "leads"
    /// The lead's identifier in the leads table.
    public var leadID = "lead_id"
    /// The time up to which events count.
    public var asOf = AsOf.column("as_of")
    public var events = "events"
    public var eventLead = "lead_id"
    public var time = "timestamp"
    /// `nil` when all events are of one type.
    public var type: String? = "event_type"
    /// An identifier of the event; one that a lead has twice counts once.
    public var eventID: String?
    /// What orders events of the same time; `nil` orders them by their types.
    public var order: String?

    /// When leads are looked at.
    public enum AsOf: Sendable, Hashable {
        /// At the time in a column of the leads table, plus some seconds, for a snapshot at an age.
        case column(String, plus: Double = 0)
        /// At one time for all: seconds since 1970.
        case time(Double)
        /// When the query runs.
        case now
    }

    public init() {}
}
