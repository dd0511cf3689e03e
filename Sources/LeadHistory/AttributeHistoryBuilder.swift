import LearningCore
import Tabular

/// Gathers the rows of a table of attributes in the order of the file, then brings them together by field, lead and time.
struct AttributeHistoryBuilder {
    private let columns: AttributeColumns
    private let index: LeadIndex
    private let only: Set<String>?
    private var report: AttributeHistoryReport
    private var fieldNumbers = TextDictionary()
    private var fields: [FieldRows] = []

    /// The rows of one field, in the order of the file.
    private struct FieldRows {
        let name: String
        var leads: [Int32] = []
        var times: [Double] = []
        /// Positions in `values`; ``blank`` and ``placeholder`` besides.
        var codes: [Int32] = []
        var values = TextDictionary()
    }

    private static let blank: Int32 = -1
    private static let placeholder: Int32 = -2

    init(columns: AttributeColumns, index: LeadIndex, only: Set<String>?) {
        self.columns = columns
        self.index = index
        self.only = only
        report = AttributeHistoryReport(columns: columns)
    }

    mutating func append(_ table: Table, on pool: WorkerPool) throws(HistoryError) {
        report.rows += table.rowsIn
        report.rejects += table.rejects
        report.notes += table.notes
        guard case .text(let leadText)? = table.frame[columns.lead]?.values, let field = table.frame[columns.field],
            case .text(let fieldText) = field.values, let value = table.frame[columns.value],
            case .text(let valueText) = value.values, case .date(let times)? = table.frame[columns.knownAt]?.values
        else { return }
        let leads = index.leads(of: leadText, on: pool)
        for row in leads.indices {
            if leads[row] == -1 {
                report.withoutLead += 1
            } else if field.state(at: row) != .value {
                report.withoutField += 1
            } else if times[row].isNaN {
                report.withoutTime += 1
            } else if leads[row] == -2 {
                report.orphans += 1
            } else if let number = try self.field(fieldText[row]) {
                fields[number].leads.append(leads[row])
                fields[number].times.append(times[row])
                let code: Int32 =
                    switch value.state(at: row) {
                    case .absent: Self.blank
                    case .placeholder: Self.placeholder
                    case .value: Int32(fields[number].values.insert(valueText[row]))
                    }
                fields[number].codes.append(code)
            } else {
                report.otherFields += 1
            }
        }
    }

    /// The place of a field, `nil` for one that is not asked for.
    private mutating func field(_ name: String) throws(HistoryError) -> Int? {
        if let only, !only.contains(name) { return nil }
        let number = fieldNumbers.insert(name)
        if number == fields.count {
            guard number < AttributeHistory.maximumFields else {
                throw .tooManyFields(column: columns.field, limit: AttributeHistory.maximumFields)
            }
            fields.append(FieldRows(name: name))
        }
        return number
    }

    consuming func finish(
        _ requests: [String: ColumnRequest], _ placeholders: Placeholders, on pool: WorkerPool
    ) -> AttributeHistory {
        let gathered = fields.sorted { $0.name < $1.name }
        let finished = pool.map(gathered.count) { Self.finished(gathered[$0], requests, placeholders) }
        report.repeated = finished.reduce(0) { $0 + $1.repeated }
        report.kept = finished.reduce(0) { $0 + $1.field.times.count }
        report.leads = index.leadCount
        report.leadsWithoutValues = index.leadCount - Set(finished.flatMap(\.field.leads)).count
        for (field, _, unreadable, notes) in finished {
            if unreadable > 0 { report.unreadable[field.name] = unreadable }
            report.notes += notes
        }
        return AttributeHistory(fields: finished.map(\.field), report: report, leadOfRow: index.leadOfRow)
    }

    private static func finished(
        _ rows: FieldRows, _ requests: [String: ColumnRequest], _ placeholders: Placeholders
    ) -> (field: AttributeField, repeated: Int, unreadable: Int, notes: [ReadNote]) {
        // The two ways of saying nothing are levels as well: an empty text, and a word of the standard table.
        let words = (0..<rows.values.count).map { rows.values.string(of: $0) }
        let texts = words + ["", "n/a"]
        let codes = rows.codes.map { code in
            switch code {
            case blank: Int32(words.count)
            case placeholder: Int32(words.count + 1)
            default: code
            }
        }
        var counts = [Int](repeating: 0, count: texts.count)
        for code in codes { counts[Int(code)] += 1 }
        let levels = TypedLevels(
            of: texts, counts: counts, column: rows.name, request: requests[rows.name] ?? .inferred,
            placeholders: placeholders)
        let meanings = meanings(of: levels)
        let order = codes.indices.sorted {
            (rows.leads[$0], rows.times[$0], $0) < (rows.leads[$1], rows.times[$1], $1)
        }
        var result = Entries()
        for row in order { result.append(rows.leads[row], rows.times[row], codes[row], meanings[Int(codes[row])]) }
        let field = result.field(named: rows.name, levels, absentLevel: words.count)
        return (field, result.repeated, levels.misfits.reduce(0) { $0 + counts[$1] }, levels.notes)
    }

    /// The same number for levels that say the same, though they are written differently: `1.0` and `1`.
    private static func meanings(of levels: TypedLevels) -> [Int32] {
        var first: [UInt64: Int32] = [:]
        return levels.states.indices.map { level in
            let key: UInt64
            switch (levels.states[level], levels.values) {
            // Patterns of bits that no number has: these are signalling.
            case (.absent, _): key = 0x7FF0_0000_0000_0001
            case (.placeholder, _): key = 0x7FF0_0000_0000_0002
            case (.value, .number(let values)), (.value, .date(let values)): key = (values[level] + 0).bitPattern
            case (.value, .boolean(let values)): key = values[level] ? 1 : 0
            case (.value, .text): key = UInt64(level)
            }
            if let known = first[key] { return known }
            first[key] = Int32(level)
            return Int32(level)
        }
    }
}

/// The entries of a field as they come in by lead, time and file order.
private struct Entries {
    private var leads: [Int32] = []
    private var starts: [Int] = []
    private var times: [Double] = []
    private var codes: [Int32] = []
    private var meanings: [Int32] = []
    private var changes: [Int32] = []
    var repeated = 0

    mutating func append(_ lead: Int32, _ time: Double, _ code: Int32, _ meaning: Int32) {
        let isFirst = leads.last != lead
        if isFirst {
            leads.append(lead)
            starts.append(times.count)
        } else if times.last == time, meanings.last == meaning {
            repeated += 1
            return
        }
        let before = isFirst ? 0 : changes.last ?? 0
        changes.append(before + (isFirst || meanings.last == meaning ? 0 : 1))
        times.append(time)
        codes.append(code)
        meanings.append(meaning)
    }

    func field(named name: String, _ levels: TypedLevels, absentLevel: Int) -> AttributeField {
        AttributeField(
            name: name, format: levels.format,
            levels: Column(name: name, values: levels.values, states: levels.states), absentLevel: absentLevel,
            leads: leads, starts: starts + [times.count], times: times, codes: codes, changes: changes)
    }
}
