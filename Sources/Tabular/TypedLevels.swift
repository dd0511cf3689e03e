/// Distinct texts of one kind read as values: for cells that do not stand in a column of their own, as in a table in long
/// form (`lead, field, value`), where every field has values of its own type.
///
/// The type is found, or taken, as ``TableReader`` does for a column with these cells; a text that is not of the type counts
/// as absent and is in ``misfits``.
public struct TypedLevels: Sendable {
    public let format: ValueFormat
    /// One value per text; a dictionary of all of them for text.
    public let values: ColumnValues
    /// One state per text.
    public let states: [CellState]
    /// Positions of the texts that are not of the type.
    public let misfits: [Int]
    public let notes: [ReadNote]

    /// - Parameters:
    ///   - texts: distinct; the blanks around them do not count.
    ///   - counts: how often each occurs.
    ///   - column: the name by which notes call them, which may speak of time.
    ///   - request: a type, or `inferred`; `skipped` is text.
    ///   - placeholders: the words that say nothing, those of `column` included.
    /// - Complexity: O(texts).
    public init(
        of texts: [String], counts: [Int], column: String, request: ColumnRequest = .inferred,
        placeholders: Placeholders = Placeholders()
    ) {
        precondition(texts.count == counts.count, "one count per text")
        let table = placeholders.tables(for: [column])[0]
        let cells = texts.map { LevelCell($0, table) }
        var evidence = Evidence()
        for (cell, count) in zip(cells, counts) where cell.state == .value && count > 0 {
            var own = Evidence()
            own.add(cell.bytes.span, cell.start, cell.end)
            evidence.merge(own, times: count)
        }
        let (wanted, seen): (ColumnType?, ValueFormat?) =
            switch request {
            case .inferred: (nil, nil)
            case .typed(let type, let seen): (type, seen)
            case .skipped: (.text, nil)
            }
        let decision = FormatDecision.decide(
            evidence, column: column, wanted: wanted, seen: seen, file: FileHints([], delimiterIsSemicolon: false))
        format = decision.format
        notes = decision.notes
        (values, states, misfits) = Self.read(cells, texts, decision.format, isInferred: wanted == nil)
    }

    private static func read(
        _ cells: [LevelCell], _ texts: [String], _ format: ValueFormat, isInferred: Bool
    ) -> (ColumnValues, [CellState], [Int]) {
        var states = cells.map(\.state)
        var misfits: [Int] = []
        func parsed<Value>(_ none: Value, _ parse: (LevelCell) -> Value?) -> [Value] {
            cells.indices.map { position in
                guard states[position] == .value else { return none }
                if let value = parse(cells[position]) { return value }
                misfits.append(position)
                states[position] = .absent
                return none
            }
        }
        let values: ColumnValues
        switch format.type {
        case .number: values = .number(parsed(.nan) { $0.number(format, isInferred: isInferred) })
        case .date: values = .date(parsed(.nan) { $0.date(format.shape) })
        case .boolean: values = .boolean(parsed(false) { $0.boolean(isInferred: isInferred) })
        case .text:
            let codes = cells.indices.map { states[$0] == .value ? Int32($0) : -1 }
            values = .text(.dictionary(codes: codes, levels: texts))
        }
        return (values, states, misfits)
    }
}

/// A text with the blanks around it marked off.
private struct LevelCell {
    let bytes: [UInt8]
    let start: Int
    let end: Int
    let state: CellState

    init(_ text: String, _ placeholders: PlaceholderTable) {
        let bytes = Array(text.utf8)
        let range = trimmedRange(bytes.span, 0, bytes.count)
        self.bytes = bytes
        (start, end) = range
        let isPlaceholder = placeholders.contains(bytes.span, range.start, range.end)
        state = range.start == range.end ? .absent : isPlaceholder ? .placeholder : .value
    }

    func number(_ format: ValueFormat, isInferred: Bool) -> Double? {
        if isInferred, format.shape == .plain, Identifier.kind(bytes.span, start, end) != nil { return nil }
        let plain = WrittenNumber.parse(bytes.span, start, end, mark: format.decimalMark)?.value
        switch format.shape {
        case .ordinal: return plain ?? Ordinal.parse(bytes.span, start, end).map(Double.init)
        case .range: return Band.parse(bytes.span, start, end, mark: format.decimalMark)?.value ?? plain
        default: return plain
        }
    }

    func date(_ shape: ValueFormat.Shape) -> Double? { WrittenDate.parse(bytes.span, start, end, shape: shape) }

    func boolean(isInferred: Bool) -> Bool? {
        if let meaning = BooleanWords.mask(of: bytes.span, start, end) { return meaning.truths != 0 }
        guard !isInferred else { return nil }
        return switch number(ValueFormat(shape: .plain), isInferred: false) {
        case 0: false
        case 1: true
        default: nil
        }
    }
}
