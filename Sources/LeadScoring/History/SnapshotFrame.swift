import LeadHistory
import ModelStorage
import Tabular

/// A table as it stood at the snapshots: the one place that training, evaluation and scoring all go through (R-TIME-1).
///
/// One row a snapshot. A cell that became known only later is blank: one whose column has a `known_at` column with a
/// later time, and a date that lies ahead of the snapshot, unless the column is said to be known at creation. With
/// several ages the age itself is a column, ``ageColumn``, in days. Columns made of attributes in long form stand in the place
/// of those of the same name, because they say since when they are known.
struct SnapshotFrame: Sendable {
    /// Not the name of a column anybody exports.
    static let ageColumn = "age of the lead in days"

    let timeColumn: String
    let history: HistoryDescription

    /// Columns of the table that must be read besides those the features are made of.
    var columns: [String] {
        [timeColumn] + history.knownAt.values.filter { $0 != HistoryRequest.knownAtCreation }.sorted()
    }

    /// - Parameter attributes: columns made of attributes in long form, one row a snapshot.
    func frame(of table: DataFrame, at snapshots: [Snapshot], attributes: [Column] = []) -> DataFrame {
        let rows = snapshots.map(\.row)
        let asOf = snapshots.map(\.asOf)
        // Most often every row once, in order.
        let isWhole = rows.count == table.rowCount && rows.indices.allSatisfy { rows[$0] == $0 }
        let selected = isWhole ? table : table.selecting(rows: rows)
        var columns = selected.columns.map { column in
            known(of: column, in: selected).map { times in column.blanking { times[$0] > asOf[$0] } } ?? column
        }
        if history.ages.count > 1, case .date(let created)? = selected[timeColumn]?.values {
            let days = zip(asOf, created).map { ($0 - $1) / Span.day }
            columns.append(Column(name: Self.ageColumn, values: .number(days)))
        }
        let made = Set(attributes.map(\.name))
        columns.removeAll { made.contains($0.name) }
        return DataFrame(columns + attributes, rowCount: rows.count)
    }

    /// When the cells of a column became known; `nil` for one that was there from the start.
    private func known(of column: Column, in frame: DataFrame) -> [Double]? {
        if let source = history.knownAt[column.name] {
            guard source != HistoryRequest.knownAtCreation, case .date(let times)? = frame[source]?.values else {
                return nil
            }
            return times
        }
        guard column.name != timeColumn, column.name != history.outcomeTimeColumn, case .date(let times) = column.values
        else { return nil }
        return times
    }
}

extension Column {
    /// The column without the cells of some rows, which count as not filled in.
    fileprivate func blanking(where isBlank: (Int) -> Bool) -> Column {
        let blank = (0..<count).filter { isBlank($0) && state(at: $0) == .value }
        guard !blank.isEmpty else { return self }
        var states = states ?? [CellState](repeating: .value, count: count)
        for row in blank { states[row] = .absent }
        return Column(name: name, values: values.blanking(blank), states: states)
    }
}

extension ColumnValues {
    fileprivate func blanking(_ rows: [Int]) -> ColumnValues {
        func without<Value>(_ values: [Value], _ none: Value) -> [Value] {
            var values = values
            for row in rows { values[row] = none }
            return values
        }
        switch self {
        case .number(let values): return .number(without(values, .nan))
        case .boolean(let values): return .boolean(without(values, false))
        case .date(let values): return .date(without(values, .nan))
        case .text(.dictionary(let codes, let levels)):
            return .text(.dictionary(codes: without(codes, -1), levels: levels))
        case .text(.buffer(let bytes, let offsets)):
            let gone = Set(rows)
            var (kept, ends): ([UInt8], [Int]) = ([], [0])
            for row in 0..<offsets.count - 1 {
                if !gone.contains(row) { kept.append(contentsOf: bytes[offsets[row]..<offsets[row + 1]]) }
                ends.append(kept.count)
            }
            return .text(.buffer(bytes: kept, offsets: ends))
        }
    }
}
