import LeadHistory
import LearningCore
import Tabular

/// Looks up fields in a table of leads and works out something for every row: text conditions once for each distinct
/// text, everything else row by row, in parallel blocks.
struct FieldColumns {
    let rules: RuleSet
    let frame: DataFrame
    let pool: WorkerPool
    private static let rowsPerTask = 16_384

    func column(of field: String) -> Column? {
        rules.column(of: field, among: frame.columns.map(\.name)).flatMap { frame[$0] }
    }

    /// One result per row.
    func results<Result: Sendable>(
        of column: Column, field: String, absent: @Sendable (CellState) -> Result,
        value: @Sendable (CellValue) -> Result
    ) -> [Result] {
        let extra = Set((rules.fields.first { $0.name == field }?.placeholders ?? []).map(TextFolding.folded))
        let mark = rules.decimalMark
        @Sendable func result(_ cell: CellValue) -> Result {
            extra.contains(cell.text) ? absent(.placeholder) : value(cell)
        }
        let none = [CellState.absent, .placeholder].map(absent)
        if case .text(.dictionary(let codes, let levels)) = column.values {
            let byLevel = levels.map { result(CellValue(text: $0, decimalMark: mark)) }
            return codes.indices.map { row in
                codes[row] >= 0 ? byLevel[Int(codes[row])] : none[column.state(at: row) == .placeholder ? 1 : 0]
            }
        }
        let blocks = WorkerPool.blocks(of: column.count, size: Self.rowsPerTask)
        return pool.map(blocks.count) { block in
            blocks[block].map { row in
                switch column.state(at: row) {
                case .absent: none[0]
                case .placeholder: none[1]
                case .value: result(Self.cell(column, row, mark))
                }
            }
        }.flatMap(\.self)
    }

    private static func cell(_ column: Column, _ row: Int, _ mark: RuleSet.DecimalMark) -> CellValue {
        switch column.values {
        case .number(let values): CellValue(number: values[row])
        case .date(let values): CellValue(time: values[row])
        case .boolean(let values): CellValue(boolean: values[row])
        case .text(let values): CellValue(text: values[row], decimalMark: mark)
        }
    }
}

extension FieldColumns {
    /// The log with the leads that share a value of a field taken for one.
    func regrouped(_ log: EventLog, by field: String) -> EventLog {
        let groups = groups(by: field)
        return log.regrouped(by: groups.ofRow, groupCount: groups.count)
    }

    /// Rows with the same text of a field share a number; `-1` without a value or a column. Numbers follow the first rows.
    func groups(by field: String) -> (ofRow: [Int32], count: Int) {
        guard let column = column(of: field) else { return ([Int32](repeating: -1, count: frame.rowCount), 0) }
        let keys = results(of: column, field: field) { _ -> String? in
            nil
        } value: {
            $0.text
        }
        var numbers: [String: Int32] = [:]
        let ofRow = keys.map { key -> Int32 in
            guard let key else { return -1 }
            if let number = numbers[key] { return number }
            numbers[key] = Int32(numbers.count)
            return Int32(numbers.count - 1)
        }
        return (ofRow, numbers.count)
    }
}
