public import Tabular

/// How a table of leads is to be read for this model: what training found or was told.
public struct InputDescription: Sendable, Codable, Equatable {
    public var labelColumn: String
    /// Outcome words, as written in the table.
    public var wonValues: [String]
    public var lostValues: [String]
    /// Outcomes that are neither: open leads, and those told to be ignored.
    public var ignoredValues: [String]
    /// Of these the ones that mean an open lead; `nil` in files that did not tell them apart.
    public var openValues: [String]?
    public var idColumn: String?
    public var timeColumn: String?
    /// How the values of the columns were written, for files in which that is ambiguous.
    public var formats: [String: ValueFormat]
    /// Words that mean "nothing chosen", beyond the standard ones: in every column under "", else by column.
    public var placeholders: [String: [String]]
    /// At which times leads are looked at; `nil` for a model of the table as it stands.
    public var history: HistoryDescription?
    /// What a lead is worth if it is won: never a feature. `nil` where training was told of none.
    public var valueColumn: String?

    public init(
        labelColumn: String, wonValues: [String], lostValues: [String], ignoredValues: [String], idColumn: String?,
        timeColumn: String?, formats: [String: ValueFormat], placeholders: [String: [String]],
        history: HistoryDescription? = nil, openValues: [String]? = nil,
        valueColumn: String? = nil
    ) {
        self.labelColumn = labelColumn
        self.wonValues = wonValues
        self.lostValues = lostValues
        self.ignoredValues = ignoredValues
        self.idColumn = idColumn
        self.timeColumn = timeColumn
        self.formats = formats
        self.placeholders = placeholders
        self.history = history
        self.openValues = openValues
        self.valueColumn = valueColumn
    }
}
