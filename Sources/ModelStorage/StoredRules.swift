public import Tabular

/// The rules whose points a model learned from, kept with it so that nothing else is needed to score leads.
public struct StoredRules: Sendable, Hashable, Codable {
    /// What the rule file calls itself.
    public let name: String
    /// The rule file.
    public let text: String
    /// The columns of the leads table that the rules read, with the types they were read as.
    public let columns: [String: ColumnType]
    /// Types of events that the rules were not shown.
    public let hiddenTypes: [String]
    /// The columns of points that became features.
    public let features: [String]

    public init(
        name: String, text: String, columns: [String: ColumnType], hiddenTypes: [String], features: [String]
    ) {
        self.name = name
        self.text = text
        self.columns = columns
        self.hiddenTypes = hiddenTypes
        self.features = features
    }
}
