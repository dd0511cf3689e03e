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
