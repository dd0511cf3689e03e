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

    /// The attributes in long form that features are made of; `nil` for a model without.
    public var attributes: Attributes?

    /// A table of attributes in long form (R-DATA-2).
    public struct Attributes: Sendable, Codable, Equatable {
        public var fields: [String]
        /// The column of the leads table that it is joined on.
        public var joinColumn: String
        /// What its columns are called, where a person said so: `lead`, `field`, `value`, `known_at`.
        public var columns: [String: String]

        public init(fields: [String], joinColumn: String, columns: [String: String] = [:]) {
            self.fields = fields
            self.joinColumn = joinColumn
            self.columns = columns
        }
    }

    public init(
        ages: [Double], horizon: Double? = nil, outcomeTimeColumn: String? = nil, joinColumn: String? = nil,
        knownAt: [String: String] = [:], eventColumns: [String: String] = [:], attributes: Attributes? = nil
    ) {
        self.ages = ages
        self.horizon = horizon
        self.outcomeTimeColumn = outcomeTimeColumn
        self.joinColumn = joinColumn
        self.knownAt = knownAt
        self.eventColumns = eventColumns
        self.attributes = attributes
    }
}
