/// What the tables of a warehouse are called that hold leads and their events.
public struct EventSQLTables: Sendable, Hashable {
    public var leads = "leads"
    /// The lead's identifier in the leads table.
    public var leadID = "lead_id"
    /// The column of the leads table with the time up to which events count.
    public var asOf = "as_of"
    /// Seconds that are added to it, for a snapshot at an age.
    public var age = 0.0
    public var events = "events"
    public var eventLead = "lead_id"
    public var time = "timestamp"
    /// `nil` when all events are of one type.
    public var type: String? = "event_type"
    /// An identifier of the event; one that a lead has twice counts once.
    public var eventID: String?
    /// What orders events of the same time; `nil` orders them by their types.
    public var order: String?

    public init() {}
}
