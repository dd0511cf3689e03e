/// What is to be read of one column.
struct ColumnTask: Sendable {
    enum Work: Sendable {
        case values(ValueFormat, isInferred: Bool)
        case evidence
    }

    /// Its position among the cells of a record.
    let position: Int
    let name: String
    let placeholders: PlaceholderTable
    var work: Work

    /// Nothing taken yet.
    func cells(capacity: Int) -> ColumnCells {
        guard case .values(let format, let isInferred) = work else {
            return .evidence(EvidenceCells(placeholders: placeholders))
        }
        return switch format.type {
        case .number:
            .number(NumberCells(format, isInferred: isInferred, placeholders: placeholders, capacity: capacity))
        case .date: .date(DateCells(format, placeholders: placeholders, capacity: capacity))
        case .boolean: .boolean(BooleanCells(isInferred: isInferred, placeholders: placeholders, capacity: capacity))
        case .text: .text(TextCells(placeholders: placeholders, capacity: capacity))
        }
    }

    /// The type a cell must have.
    var type: ColumnType? {
        if case .values(let format, _) = work { return format.type }
        return nil
    }
}
