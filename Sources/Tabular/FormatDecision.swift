/// The format of a column, decided from the evidence of its values.
///
/// A column is of a type when every value is. When at least ``share`` of at least ``fewest`` values are numbers or
/// dates, it still is, and the others are bad cells; otherwise it is text. All values must be words of one family for a
/// boolean, and ranges, ordinals or plain numbers for a range or ordinal: a rare other word there is a level, not a slip.
struct FormatDecision: Sendable {
    var format: ValueFormat
    var notes: [ReadNote] = []
    /// Whether the decimal mark or the order of day and month was certain from the values alone.
    var isCertain = true
    /// Whether the answer would be another with other ``FileHints``.
    var dependsOnFile = false

    static let share = 0.99
    static let fewest = 100

    /// - Parameters:
    ///   - wanted: the type asked for, `nil` if it is to be found.
    ///   - seen: the format the column had before.
    static func decide(
        _ evidence: Evidence, column: String, wanted: ColumnType?, seen: ValueFormat?, file: FileHints
    ) -> FormatDecision {
        let decider = FormatDecider(evidence: evidence, column: column, wanted: wanted, seen: seen, file: file)
        switch wanted {
        case .text: return FormatDecision(format: ValueFormat(shape: .text))
        case .boolean: return FormatDecision(format: ValueFormat(shape: .words))
        case .number: return decider.number() ?? decider.fallback(.plain)
        case .date: return decider.date() ?? decider.fallback(.yearFirst)
        case nil: return decider.anything()
        }
    }

    /// Whether nothing but numbers, dates or booleans could come out for a column of which `misfits` values are none.
    static func mayBeTyped(misfits: Int, values: Int) -> Bool {
        misfits == 0 || (values >= fewest && Double(values - misfits) >= share * Double(values))
    }
}
