/// At which times the leads were looked at in training, and which columns say so (R-TIME-1, R-TIME-3).
public struct HistoryDescription: Sendable, Codable, Equatable {
    /// Seconds after creation, ascending.
    public var ages: [Double]
    /// Seconds; `nil` for the outcome whenever it came.
    public var horizon: Double?
    /// The column of the leads table that says when the lead was closed.
    public var outcomeTimeColumn: String?
    /// The column of the leads table that events are joined on; `nil` for a model without events.
    public var joinColumn: String?
    /// For columns that were filled in later: the column that says when.
    public var knownAt: [String: String]
    /// What the columns of the events table are called, where a person said so: `lead`, `time`, `type`, `id`.
    public var eventColumns: [String: String]

    public init(
        ages: [Double], horizon: Double? = nil, outcomeTimeColumn: String? = nil, joinColumn: String? = nil,
        knownAt: [String: String] = [:], eventColumns: [String: String] = [:]
    ) {
        self.ages = ages
        self.horizon = horizon
        self.outcomeTimeColumn = outcomeTimeColumn
        self.joinColumn = joinColumn
        self.knownAt = knownAt
        self.eventColumns = eventColumns
    }
}
