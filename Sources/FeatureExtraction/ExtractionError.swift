public import LeadHistory
public import Tabular

/// Why a table does not give the features a model wants.
public enum ExtractionError: Error, Sendable, Equatable {
    /// A column the features need is not in the table; `closest` is the nearest name there is.
    case missingColumn(String, closest: String?)
    case wrongType(column: String, expected: ColumnType, found: ColumnType)
    /// The recipe gives no feature at all.
    case noFeatures
    /// The features look at events, and there are none to look at.
    case missingEvents
    /// The events are not such as the features look at.
    case events(HistoryError)
    /// A fitted extractor read from a file contradicts itself.
    case invalidExtractor(String)
}

extension ExtractionError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .missingColumn(let name, let closest):
            "column \"\(name)\" is not in the table" + (closest.map { "; did you mean \"\($0)\"?" } ?? "")
        case .wrongType(let column, let expected, let found):
            "column \"\(column)\" holds \(found.rawValue) values where the model expects \(expected.rawValue)"
        case .noFeatures: "no column is left to learn from"
        case .missingEvents: "the model looks at events; none were given"
        case .events(let error): "\(error)"
        case .invalidExtractor(let reason): "the feature steps contradict themselves: \(reason)"
        }
    }
}
