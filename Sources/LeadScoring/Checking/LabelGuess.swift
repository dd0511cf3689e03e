import FeatureExtraction
import Tabular

/// Finds the outcome column of a table when nobody has named it.
enum LabelGuess {
    /// Names of outcome columns, the surest first.
    private static let names: [[String]] = [
        ["converted"], ["is", "converted"], ["won"], ["is", "won"], ["outcome"], ["deal", "stage"], ["conversion"],
        ["gewonnen"], ["ergebnis"], ["closed", "won"], ["churn"], ["churned"], ["target"], ["label"], ["y"], ["result"],
        ["status"], ["stage"], ["purchased"], ["response"], ["revenue"],
    ]

    /// The first column of such a name, or with the name in it, that holds both won and lost leads.
    static func column(in frame: DataFrame, mapping: LabelMapping) -> Column? {
        let words = frame.columns.map { NameTokens.words(of: $0.name) }
        for name in names {
            for (column, words) in zip(frame.columns, words) where words == name && isOutcome(column, mapping) {
                return column
            }
        }
        for name in names.prefix(8) {
            for (column, words) in zip(frame.columns, words)
            where name.allSatisfy(words.contains) && isOutcome(column, mapping) {
                return column
            }
        }
        return nil
    }

    private static func isOutcome(_ column: Column, _ mapping: LabelMapping) -> Bool {
        guard let outcomes = try? mapping.outcomes(of: column, unknownIsOpen: true) else { return false }
        return outcomes.count(of: .won) > 0 && outcomes.count(of: .lost) > 0 && outcomes.wonValues.count <= 3
    }
}
