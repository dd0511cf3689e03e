import FeatureExtraction
import LearningCore
import Tabular

/// Which columns of a list say how to reach people, and when they were asked.
///
/// A column counts by its name when a fifth of its values are what it says, for a list may be bad; else by its values.
struct ListColumns {
    private(set) var emails: [Column] = []
    private(set) var phones: [Column] = []
    private(set) var names: [Column] = []
    private(set) var date: Column?
    let duplicates: DuplicateColumns

    private static let leastShare = 0.2

    /// - Parameter time: the column that says when a record was last known to be right; found otherwise.
    init(_ frame: DataFrame, time: String?, on pool: WorkerPool) {
        let profiles = ColumnProfile.profiles(of: frame, on: pool)
        for (column, profile) in zip(frame.columns, profiles) where column.type != .date && column.type != .boolean {
            let named = Normaliser.candidates(forColumn: column.name).filter { Self.speaks(column, of: $0) }
            switch profile.normaliser?.normaliser ?? named.first {
            case .email: emails.append(column)
            case .phone: phones.append(column)
            case .personName: names.append(column)
            default: break
            }
        }
        var found = DuplicateColumns.find(in: frame, on: pool)
        found.emails = emails.map(\.name)
        found.phones = phones.map(\.name)
        found.names = names.map(\.name)
        duplicates = found
        date = time.flatMap { frame[$0] } ?? Self.dateColumn(of: frame)
    }

    private static func speaks(_ column: Column, of normaliser: Normaliser) -> Bool {
        let reader = TextReader(normaliser)
        var (values, recognised) = (0, 0)
        for row in 0..<min(column.count, 2_000) {
            guard let text = column.written(at: row) else { continue }
            values += 1
            if normaliser.isRecognised(reader.parts(of: text)) { recognised += 1 }
        }
        return values > 0 && Double(recognised) >= leastShare * Double(values)
    }

    /// When it was verified rather than when it was made; a birthday is neither.
    private static func dateColumn(of frame: DataFrame) -> Column? {
        let dates = frame.columns.filter { $0.type == .date }
        for words in [["verified", "checked", "geprüft", "validated"], ["updated", "modified", "geändert", "stand"]] {
            if let found = dates.first(where: { column in words.contains { column.name.lowercased().contains($0) } }) {
                return found
            }
        }
        let others = dates.filter { column in
            !["birth", "geburt", "dob"].contains { column.name.lowercased().contains($0) }
        }
        let made = ["creat", "collect", "added", "erstellt", "angelegt", "erfasst", "opt", "consent", "date", "datum"]
        return others.first { column in made.contains { column.name.lowercased().contains($0) } }
            ?? (others.count == 1 ? others[0] : nil)
    }
}

extension Column {
    /// The text of a cell, or its whole number; `nil` where there is none.
    func written(at row: Int) -> String? {
        guard state(at: row) == .value else { return nil }
        switch values {
        case .text(let text): return text[row]
        case .number(let values): return Int(exactly: values[row]).map(String.init)
        case .boolean, .date: return nil
        }
    }
}
