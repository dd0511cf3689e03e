import LearningCore

extension TableReader {
    /// Reads the file in tables of about `rows` rows, in file order, in memory that does not grow with the file.
    ///
    /// Types and formats come from the plan and, where it leaves them open, from the first records (about half a
    /// megabyte); a later cell that does not fit makes a bad row. Of JSON lines, columns are the plan's and the keys
    /// among the first records. A file without data rows gives no table.
    ///
    /// - Parameter body: gets one table after the other; its errors end the reading.
    /// - Throws: ``TabularError``, or what `body` throws.
    public func forEachBlock(_ plan: ReadPlan, rows: Int = 16_384, _ body: (Table) throws -> Void) throws {
        precondition(rows > 0, "blocks of at least one row")
        if format == .jsonLines { addColumns(of: plan) }
        let columns = columns(plan)
        let decisions = decide(columns, from: sample).decisions
        let parser = BlockParser(
            dialect: dialect, format: format, header: header,
            tasks: zip(columns, decisions).map { $0.task(.values($1.format, isInferred: false)) }, reportsMisfits: true)
        var formats: [String: ValueFormat] = [:]
        for (column, decision) in zip(columns, decisions) { formats[column.name] = decision.format }
        var notes = headerNotes + decisions.flatMap(\.notes)
        var position = WalkPosition(lines: linesBefore)
        var rejected = 0
        blockSize = blockSize(forRows: rows)
        let source = BlockSource(try blocks(ofSize: blockSize), keeps: false)
        let types = decisions.map(\.format.type)
        try walk(source, parse: { parser.parse($0) }) { wave in
            let accumulators = pool.map(wave.count) { Self.columns(of: wave[$0], columns, types) }
            for (block, columns) in zip(wave, accumulators) {
                let allowed = remainingPolicy(rejected)
                var collector = RejectCollector(path: path, policy: allowed)
                do throws(TabularError) { try collector.append(block, after: position) } catch {
                    throw limitError(error)
                }
                let rejects = try collector.finish(rows: position.records + block.counts.records)
                rejected += rejects.count
                notes += self.notes(about: block.counts)
                let table = try Table(
                    frame: DataFrame(columns, rowCount: block.rowCount - rejects.count { $0.row != nil }),
                    rowsIn: block.counts.records, firstRow: position.records,
                    rowNumbers: rowNumbers(rejects, block, position), rejects: rejects.map(\.reject), formats: formats,
                    notes: notes)
                notes = []
                position.records += block.counts.records
                position.rows += block.rowCount
                position.lines += block.lines
                if table.rowsIn > 0 { try body(table) }
            }
        }
    }

    /// The columns of one block, without its bad rows.
    private static func columns(
        of block: ParsedBlock, _ columns: [ColumnPlan], _ types: [ColumnType]
    ) -> [Column] {
        let dropped = block.rejects.compactMap(\.row)
        return columns.indices.map { index in
            let accumulator = ColumnAccumulator(name: columns[index].name)
            accumulator.append([block.columns[index]], capacity: block.rowCount)
            return accumulator.finish(type: types[index], dropping: dropped).column
        }
    }

    private func rowNumbers(_ rejects: [CollectedReject], _ block: ParsedBlock, _ position: WalkPosition) -> [Int]? {
        guard !rejects.isEmpty else { return nil }
        let bad = Set(rejects.map(\.record))
        return (position.records..<position.records + block.counts.records).filter { !bad.contains($0) }
    }

    /// The policy for the next block, with the limit less what was already rejected.
    private func remainingPolicy(_ rejected: Int) -> BadRowPolicy {
        if case .reject(let limit?) = options.badRows { return .reject(limit: limit - rejected) }
        return options.badRows
    }

    /// The error with the limit that was asked for.
    private func limitError(_ error: TabularError) -> TabularError {
        guard case .tooManyRejects(let reject, _, let rows) = error, case .reject(let limit?) = options.badRows else {
            return error
        }
        return .tooManyRejects(reject, limit: limit, rows: rows)
    }

    private func addColumns(of plan: ReadPlan) {
        let missing = plan.columns.filter { name, request in request != .skipped && !header.contains(name) }
        header += missing.keys.sorted()
    }

    /// The bytes that hold about so many rows, judged by the first records.
    private func blockSize(forRows rows: Int) -> Int {
        let bytes = sample.bytes
        let lines = ByteSearch.count(dialect.lineEnd, in: bytes.span, sample.start, sample.end)
        let each = max(1, (sample.end - sample.start) / max(1, lines))
        return min(max(rows.multipliedReportingOverflow(by: each).partialValue, 1), 1 << 24)
    }
}
