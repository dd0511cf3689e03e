public import FeatureExtraction
public import Tabular

/// Where a table of leads comes from, and what a person has said about its columns.
public struct LeadSource: Sendable {
    /// A file, or `-` for standard input.
    public var path: String
    /// How to read it; its placeholders are extended by ``placeholders``.
    public var options: ReadOptions
    /// Words that mean "nothing chosen" beside the standard ones: by column, or in every column under `""`.
    public var placeholders: [String: [String]] = [:]
    /// Roles a person has decided.
    public var roles: [String: ColumnRole] = [:]
    /// Types a person has decided; the others are found.
    public var types: [String: ColumnType] = [:]

    /// What was known of the leads when, in long form, if it is kept so.
    public var attributes: AttributeSource?

    /// Where a configuration file names a column, such as `leadscore.yaml:14:3`, for messages.
    var columnLocations: [String: String] = [:]
    /// Where rejected rows are written, if anywhere.
    public var rejectsPath: String?

    public init(path: String, options: ReadOptions = ReadOptions()) {
        self.path = path
        self.options = options
    }

    /// The options with all placeholders.
    var readOptions: ReadOptions {
        var options = options
        for (column, words) in placeholders {
            for word in words { options.placeholders.add(word, column: column.isEmpty ? nil : column) }
        }
        return options
    }

    /// The file as it is called in messages.
    var name: String { path == "-" ? "standard input" : path }
}
