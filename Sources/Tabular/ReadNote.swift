/// Something about a file that a person should know but that does not stop the reading.
public struct ReadNote: Sendable, Hashable {
    /// Stable names.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        case ambiguousDates
        case ambiguousDecimalMark
        case blankHeader
        case blankLines
        case dateOrderFromOtherColumns
        case duplicateHeader
        case headerLooksLikeData
        case invalidCharacters
        case leadingZeros
        case longDigits
        case mixedCurrencies
        case mostlyTyped
        case nestedJSON
        case trailingDelimiter
    }

    public let code: Code
    public let column: String?
    /// How many values, lines or columns it is about, and of how many.
    public let count: Int
    public let total: Int
    /// One sentence, without the person's data.
    public let message: String

    init(_ code: Code, column: String? = nil, count: Int, total: Int, _ message: String) {
        self.code = code
        self.column = column
        self.count = count
        self.total = total
        self.message = message
    }
}
