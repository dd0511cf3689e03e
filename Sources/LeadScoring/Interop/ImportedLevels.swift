import BoostedTrees
import FeatureExtraction
import Tabular

/// The levels of a categorical feature from elsewhere as the step that reads them, with what each was in the model.
struct ImportedLevels {
    let step: FeatureStep
    /// For each level of the step the model's code, −1 for missing.
    let meanings: [Int32]
    /// What had to be taken for granted.
    private(set) var warning: String?

    /// - Parameter raw: the column with its cells as they stand, words for "nothing chosen" included.
    /// - Throws: ``Diagnostic`` E410 if the table has fewer categories than the model.
    init(_ levels: [String], of raw: Column, placeholders: Placeholders) throws(Diagnostic) {
        let hasOther = levels.last == XGBoostModelReader.otherLevel
        let known = hasOther ? Array(levels.dropLast()) : levels
        guard known == known.indices.map(String.init) else {
            let codes = known.indices.map { Int32($0) }
            self.init(named: known, codes: codes, in: raw.name, placeholders)
            return
        }
        let other: Int32 = hasOther ? Int32(known.count) : -1
        let names = Self.names(in: raw)
        let numbers = names.map { Double($0).flatMap { Int(exactly: $0) } }
        if numbers.allSatisfy({ $0 ?? -1 >= 0 }) {
            // 3 may be written 3.0, as pandas writes numbers of a column with blanks.
            var spelled = known
            for (name, number) in zip(names, numbers) {
                if let number, number < known.count { spelled[number] = name }
            }
            self.init(numbered: spelled, other: hasOther ? other : nil, in: raw.name)
            return
        }
        guard names.count >= known.count else {
            throw Diagnostic(
                .cannotImport,
                "the model knows the categories of \"\(raw.name)\" by number only, \(known.count) at least, and the table "
                    + "has \(names.count)",
                fix: "give the table the model was trained on, so that its categories can be numbered again")
        }
        let codes = names.indices.map { $0 < known.count ? Int32($0) : other }
        self.init(named: names.sorted(by: Self.isBefore), codes: codes, in: raw.name, placeholders)
        warning =
            "the model knows the categories of \"\(raw.name)\" by number only; they were numbered in the order of their "
            + "names, as pandas does"
    }

    private init(numbered levels: [String], other: Int32?, in column: String) {
        step = .level(column: column, levels: levels, poolsRare: other != nil, keepsPlaceholder: false)
        meanings = levels.indices.map { Int32($0) } + (other.map { [$0] } ?? [])
    }

    /// Levels by name. A name that is a word for "nothing chosen" is read as a placeholder, and keeps its meaning as such.
    private init(named names: [String], codes: [Int32], in column: String, _ placeholders: Placeholders) {
        let trimmed = names.map(Self.trimmed)
        // The table is read without the blanks around a cell.
        let names = Set(trimmed).count == names.count ? trimmed : names
        let empty = names.indices.filter { placeholders.contains(names[$0], column: column) }
        let kept = names.indices.filter { !empty.contains($0) }
        step = .level(
            column: column, levels: kept.map { names[$0] }, poolsRare: false, keepsPlaceholder: !empty.isEmpty)
        meanings = (kept + empty.prefix(1)).map { codes[$0] }
        if empty.count > 1 {
            warning =
                "\(empty.count) categories of \"\(column)\" stand for \"nothing chosen\" here and are all taken for the "
                + "first of them"
        }
    }

    /// As pandas sorts: by the numbers of the characters.
    private static func isBefore(_ left: String, _ right: String) -> Bool {
        left.unicodeScalars.lexicographicallyPrecedes(right.unicodeScalars)
    }

    private static func trimmed(_ name: String) -> String {
        var name = name[...]
        while name.first?.isWhitespace == true { name.removeFirst() }
        while name.last?.isWhitespace == true { name.removeLast() }
        return String(name)
    }

    /// The distinct values of a column of text.
    private static func names(in column: Column) -> [String] {
        guard case .text(let text) = column.values else { return [] }
        var seen = Set<String>()
        return (0..<text.count).compactMap { row in
            guard column.state(at: row) == .value else { return nil }
            let name = text[row]
            return seen.insert(name).inserted ? name : nil
        }
    }
}
