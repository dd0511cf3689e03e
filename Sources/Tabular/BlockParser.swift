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

/// A bad row of a block.
struct BlockReject: Sendable {
    /// The number of its record in the block.
    var record: Int
    /// Its position among the rows with the right number of cells, or `nil` if it is not one of them.
    var row: Int?
    /// Lines before it in the block, and the byte in the file it starts at.
    var line: Int
    var byteOffset: Int
    var column: String?
    var code: String
    var reason: String
    var evidence: [String] = []
    /// The record, if it was to be kept.
    var bytes: [UInt8]
}

/// The columns of one block.
struct ParsedBlock: Sendable {
    /// Rows with the right number of cells; each column has as many.
    var rowCount = 0
    var counts = RecordCounts()
    /// Lines of the block, as far as they end in it.
    var lines = 0
    var columns: [BlockColumn] = []
    /// Cells that were not of their column's type, by task.
    var misfits: [Int] = []
    /// In the order of records; of a row with several bad cells the first.
    var rejects: [BlockReject] = []
}

/// Turns a block into typed columns. A value, so that every thread may use it.
struct BlockParser: Sendable {
    let dialect: Dialect
    let format: TableFormat
    let header: [String]
    var tasks: [ColumnTask]
    /// Whether bad cells make rejects; otherwise they are only counted.
    var reportsMisfits: Bool
    /// Whether broken records are kept (once is enough when a file is walked through again).
    var reportsBroken = true

    func parse(_ block: RawBlock) -> ParsedBlock {
        var parsed = ParsedBlock()
        parsed.misfits = [Int](repeating: 0, count: tasks.count)
        let bytes = block.bytes.span
        var batch = RecordBatch(width: header.count)
        let capacity = estimatedRows(block)
        var columns = tasks.map { $0.cells(capacity: capacity) }
        var rewriter = CellRewriter(quote: dialect.quote, format: format)
        var lines = LineCounter(lineEnd: dialect.lineEnd, position: block.start)
        var scanner = AnyScanner(dialect, format, header)
        let hasNul = ByteSearch.first(0, in: bytes, block.start, block.end) != nil
        var position = block.start
        var broken: [BrokenRecord] = []
        while position < block.end {
            broken.removeAll(keepingCapacity: true)
            scanner.scan(bytes, &position, block.end, into: &batch, broken: &broken)
            var rejects = reportsBroken ? broken.map { reject($0, in: block) } : []
            if hasNul, reportsBroken { rejects += rowsWithNul(batch, after: parsed.rowCount, block) }
            for index in columns.indices {
                var bad: [Int] = []
                columns[index].take(batch, bytes, column: tasks[index].position, rewriter: &rewriter, bad: &bad)
                parsed.misfits[index] += bad.count
                guard reportsMisfits else { continue }
                rejects.append(contentsOf: bad.map { misfit(row: $0, of: batch, after: parsed.rowCount, index, block) })
            }
            parsed.rowCount += batch.rowCount
            parsed.rejects.append(contentsOf: sorted(rejects, in: block, &lines))
        }
        parsed.columns = columns.map { $0.finish() }
        parsed.counts = scanner.counts
        parsed.lines = lines.count(upTo: block.end, in: bytes)
        return parsed
    }

    /// A guess from the length of the first records, to reserve room.
    private func estimatedRows(_ block: RawBlock) -> Int {
        let sample = min(block.end, block.start + 4_096)
        let lines = ByteSearch.count(dialect.lineEnd, in: block.bytes.span, block.start, sample)
        return (block.end - block.start) * (lines + 1) / max(sample - block.start, 1) * 9 / 8 + 8
    }

    /// In the order of records, the first fault of each record only; lines are counted in that order.
    private func sorted(_ rejects: [BlockReject], in block: RawBlock, _ lines: inout LineCounter) -> [BlockReject] {
        guard !rejects.isEmpty else { return [] }
        var result: [BlockReject] = []
        for reject in rejects.enumerated().sorted(by: {
            ($0.element.record, $0.offset) < ($1.element.record, $1.offset)
        })
        where result.last?.record != reject.element.record {
            var reject = reject.element
            let start = reject.line
            reject.line = lines.count(upTo: start, in: block.bytes.span)
            reject.byteOffset =
                block.fileOffset
                + Transcoder.originalLength(block.bytes[block.start..<start], encoding: dialect.encoding)
            result.append(reject)
        }
        return result
    }

    private func misfit(
        row: Int, of batch: borrowing RecordBatch, after rows: Int, _ index: Int, _ block: RawBlock
    ) -> BlockReject {
        let task = tasks[index]
        let expected =
            switch task.type {
            case .number: "a number"
            case .date: "a date"
            case .boolean: "yes or no"
            case .text, nil: "text"
            }
        return BlockReject(
            record: batch.recordNumbers[row], row: rows + row, line: batch.recordStarts[row], byteOffset: 0,
            column: task.name, code: "E203",
            reason: "column \(task.position + 1) (\"\(task.name)\") is not \(expected)",
            bytes: Array(block.bytes[batch.recordStarts[row]..<batch.recordEnds[row]]))
    }

    private func rowsWithNul(
        _ batch: borrowing RecordBatch, after rows: Int, _ block: RawBlock
    ) -> [BlockReject] {
        var rejects: [BlockReject] = []
        for row in 0..<batch.rowCount {
            let (start, end) = (batch.recordStarts[row], batch.recordEnds[row])
            guard ByteSearch.first(0, in: block.bytes.span, start, end) != nil else { continue }
            let record = BrokenRecord(start: start, end: end, number: batch.recordNumbers[row], fault: .nulByte)
            var reject = reject(record, in: block)
            reject.row = rows + row
            rejects.append(reject)
        }
        return rejects
    }

    /// - Note: `line` holds the start of the record until the rejects are sorted.
    private func reject(_ broken: BrokenRecord, in block: RawBlock) -> BlockReject {
        var reject = BlockReject(
            record: broken.number, row: nil, line: broken.start, byteOffset: 0, column: nil, code: "E201", reason: "",
            bytes: Array(block.bytes[broken.start..<max(broken.start, broken.end)]))
        switch broken.fault {
        case .fieldCount(let found):
            reject.reason = "expected \(header.count) fields, found \(found)"
            if let field = broken.multilineField {
                reject.evidence = ["the quoted cell in \(named(field)) spans lines; its quote may be opened by mistake"]
            }
        case .openQuote(let field):
            reject.code = "E202"
            reject.column = header.indices.contains(field) ? header[field] : nil
            reject.reason = "opened quote in \(named(field)) is never closed"
        case .nulByte:
            reject.code = "E206"
            reject.reason = "the row holds a NUL byte"
        case .notJSON(let reason):
            reject.code = "E204"
            reject.reason = reason
        }
        return reject
    }

    private func named(_ field: Int) -> String {
        header.indices.contains(field) ? "column \(field + 1) (\"\(header[field])\")" : "column \(field + 1)"
    }
}

/// Counts lines on the way through a block, each byte once.
struct LineCounter {
    private let lineEnd: UInt8
    private var position: Int
    private var lines = 0

    init(lineEnd: UInt8, position: Int) {
        self.lineEnd = lineEnd
        self.position = position
    }

    /// Line ends before a position; positions must not go down.
    mutating func count(upTo end: Int, in bytes: Span<UInt8>) -> Int {
        lines += ByteSearch.count(lineEnd, in: bytes, position, max(end, position))
        position = max(end, position)
        return lines
    }
}

/// The scanner of a file's format.
enum AnyScanner {
    case csv(RecordScanner)
    case jsonLines(JSONLineScanner)

    init(_ dialect: Dialect, _ format: TableFormat, _ header: [String]) {
        switch format {
        case .csv: self = .csv(RecordScanner(dialect))
        case .jsonLines: self = .jsonLines(JSONLineScanner(header))
        }
    }

    mutating func scan(
        _ bytes: Span<UInt8>, _ position: inout Int, _ end: Int, into batch: inout RecordBatch,
        broken: inout [BrokenRecord]
    ) {
        switch self {
        case .csv(var scanner):
            scanner.scan(bytes, &position, end, into: &batch, broken: &broken)
            self = .csv(scanner)
        case .jsonLines(var scanner):
            scanner.scan(bytes, &position, end, into: &batch, broken: &broken)
            self = .jsonLines(scanner)
        }
    }

    var counts: RecordCounts {
        switch self {
        case .csv(let scanner): scanner.counts
        case .jsonLines(let scanner): scanner.counts
        }
    }
}
