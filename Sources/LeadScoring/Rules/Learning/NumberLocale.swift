import Tabular

/// How numbers are written in the columns that learned rules ask for: a rule file has one decimal mark for all of them.
struct NumberLocale {
    let decimalMark: ValueFormat.DecimalMark
    /// Columns whose numbers are written otherwise, so that rules would misread them.
    let unreadable: [String]

    /// Commas when any column has them; whole numbers read the same either way.
    init(_ frame: DataFrame, formats: [String: ValueFormat]) {
        let numbers = frame.columns.compactMap { column in
            column.numbers.map { (name: column.name, values: $0, mark: formats[column.name]?.decimalMark ?? .point) }
        }
        decimalMark = numbers.contains { $0.mark == .comma } ? .comma : .point
        let mark = decimalMark
        unreadable = numbers.filter { column in
            column.mark != mark && column.values.contains { $0.isFinite && $0 != $0.rounded() }
        }.map(\.name)
    }

    var warnings: [String] {
        unreadable.map {
            "\"\($0)\" has decimal points where other columns have commas: no rule asks for it"
        }
    }

    /// The line of a rule file; `nil` where none is needed.
    var line: String? { decimalMark == .comma ? "locale: de" : nil }
}
