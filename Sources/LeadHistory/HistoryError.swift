/// Why events, or the questions asked of them, cannot be used. Messages carry names and positions, never a cell's value.
public enum HistoryError: Error, Sendable, Equatable {
    /// The events table has no column for what is needed; `usual` are names that are found by themselves.
    case missingColumn(needed: String, usual: [String], header: [String])
    /// A column that was named is not in the events table.
    case unknownColumn(String, header: [String])
    /// As ``missingColumn(needed:usual:header:)``, for a table of attributes in long form.
    case missingAttributeColumn(needed: String, usual: [String], header: [String])
    /// As ``unknownColumn(_:header:)``, for a table of attributes in long form.
    case unknownAttributeColumn(String, header: [String])
    /// More fields than a table of attributes can have: another column than that of the fields is taken for it.
    case tooManyFields(column: String, limit: Int)
    /// A query asks for a property the log does not have.
    case unknownProperty(String, known: [String])
    /// A query asks for the numbers of a property that holds text.
    case notNumeric(property: String)
    case unknownTimeZone(String)
    /// A parameter of a query or plan is out of its range.
    case invalidParameter(name: String, expected: String)
    /// Columns that must be as long as the leads table are not.
    case unequalLengths(name: String, expected: Int, found: Int)
    /// More rows than positions of 32 bits can number.
    case tooManyEvents(limit: Int)
}

extension HistoryError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .missingColumn(let needed, let usual, let header):
            "the events table has no column for \(needed): it has \(Self.list(header)); "
                + "usual names are \(Self.list(Array(usual.prefix(4)))); name the column that holds it"
        case .unknownColumn(let name, let header):
            "the events table has no column \"\(name)\"; it has \(Self.list(header))"
        case .missingAttributeColumn(let needed, let usual, let header):
            "the table of attributes has no column for \(needed): it has \(Self.list(header)); "
                + "usual names are \(Self.list(usual)); name the column that holds it"
        case .unknownAttributeColumn(let name, let header):
            "the table of attributes has no column \"\(name)\"; it has \(Self.list(header))"
        case .tooManyFields(let column, let limit):
            "column \"\(column)\" of the table of attributes names more than \(limit) different fields"
        case .unknownProperty(let name, let known):
            "events have no property \"\(name)\""
                + (known.isEmpty ? "; they have no properties" : "; they have \(Self.list(known))")
        case .notNumeric(let property): "the event property \"\(property)\" holds text where numbers are needed"
        case .unknownTimeZone(let name):
            "the time zone \"\(name)\" is not known; use a name such as Europe/Berlin, or UTC"
        case .invalidParameter(let name, let expected): "\(name) must be \(expected)"
        case .unequalLengths(let name, let expected, let found):
            "\(name) has \(found) entries where the leads table has \(expected)"
        case .tooManyEvents(let limit): "more than \(limit) events in one table; cut it in parts by lead"
        }
    }

    private static func list(_ names: [String]) -> String {
        names.map { "\"\($0)\"" }.joined(separator: ", ")
    }
}
