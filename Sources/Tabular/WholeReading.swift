import LearningCore

/// Reading a whole file: try the types of the first rows, look again at the columns where they did not hold.
struct WholeReading {
    let reader: TableReader
    var kept: [RawBlock]?
    var rejects: RejectCollector
    var totals = WalkPosition(lines: 0)
    var counts = RecordCounts()
    var isFirstWalk = true

    init(_ reader: TableReader) {
        self.reader = reader
        rejects = RejectCollector(path: reader.path, policy: reader.options.badRows)
    }

    mutating func table(_ plan: ReadPlan) throws -> Table {
        if reader.format == .jsonLines { try collectKeys() }
        let columns = reader.columns(plan)
        var (decisions, hints) = reader.decide(columns, from: reader.shortSample)
        let tasks = zip(columns, decisions).map { $0.task(.values($1.format, isInferred: $0.wanted == nil)) }
        var (accumulators, misfits) = try walk(tasks, isFirst: true)
        let doubtful = columns.indices.filter { misfits[$0] > 0 }
        var evidence = try gather(columns, doubtful)
        for index in columns.indices where evidence[index] == nil && columns[index].wanted == nil {
            guard decisions[index].format.shape == .text else { continue }
            // A note on how many values are numbers was made from the first rows only.
            evidence[index] = accumulators[index].evidenceOfText(isRequired: !decisions[index].notes.isEmpty)
        }
        try reconsider(columns, &decisions, &hints, &evidence)
        let changed = columns.indices.filter { index in
            let task = tasks[index]
            guard case .values(let format, _) = task.work else { return true }
            return misfits[index] > 0 || format != decisions[index].format
        }
        if !changed.isEmpty {
            let again = changed.map {
                columns[$0].task(.values(decisions[$0].format, isInferred: columns[$0].wanted == nil))
            }
            for (index, accumulator) in zip(changed, try walk(again, isFirst: false).0) {
                accumulators[index] = accumulator
            }
        }
        return try assemble(columns, decisions, accumulators)
    }

    /// Decides again where there is new evidence, and where the answer depends on the rest of the file.
    private func reconsider(
        _ columns: [ColumnPlan], _ decisions: inout [FormatDecision], _ hints: inout FileHints,
        _ evidence: inout [Evidence?]
    ) throws {
        let isSemicolon = reader.dialect.delimiter == UInt8(ascii: ";")
        let alone = FileHints([], delimiterIsSemicolon: isSemicolon)
        for index in columns.indices {
            if let found = evidence[index] { decisions[index] = columns[index].decide(found, alone) }
        }
        let newHints = FileHints(decisions, delimiterIsSemicolon: isSemicolon)
        let open = columns.indices.filter { decisions[$0].dependsOnFile }
        if newHints != hints {
            let missing = open.filter { evidence[$0] == nil }
            for (index, found) in zip(columns.indices, try gather(columns, missing)) where found != nil {
                evidence[index] = found
            }
        }
        for index in open {
            if let found = evidence[index] { decisions[index] = columns[index].decide(found, newHints) }
        }
        hints = newHints
    }

    /// The evidence of all values of some columns.
    private func gather(_ columns: [ColumnPlan], _ positions: [Int]) throws -> [Evidence?] {
        var evidence = [Evidence?](repeating: nil, count: columns.count)
        guard !positions.isEmpty else { return evidence }
        var copy = self
        let (accumulators, _) = try copy.walk(positions.map { columns[$0].task(.evidence) }, isFirst: false)
        for (position, accumulator) in zip(positions, accumulators) { evidence[position] = accumulator.evidence }
        return evidence
    }

    private func source() throws(TabularError) -> BlockSource {
        if let kept { return BlockSource(replaying: kept) }
        return BlockSource(try reader.blocks(ofSize: reader.blockSize), keeps: reader.path == "-")
    }

    /// One walk through the file. The first takes the broken records, later ones the cells that do not fit.
    private mutating func walk(
        _ tasks: [ColumnTask], isFirst: Bool
    ) throws -> (accumulators: [ColumnAccumulator], misfits: [Int]) {
        let parser = BlockParser(
            dialect: reader.dialect, format: reader.format, header: reader.header, tasks: tasks,
            reportsMisfits: !isFirst, reportsBroken: isFirst)
        let accumulators = tasks.map { ColumnAccumulator(name: $0.name) }
        var misfits = [Int](repeating: 0, count: tasks.count)
        var position = WalkPosition(lines: reader.linesBefore)
        var counts = RecordCounts()
        var capacity = 0
        let blocks = try source()
        try reader.walk(blocks, parse: { parser.parse($0) }) { wave in
            for block in wave {
                for index in tasks.indices { misfits[index] += block.misfits[index] }
                try rejects.append(block, after: position)
                position.records += block.counts.records
                position.rows += block.rowCount
                position.lines += block.lines
                counts.add(block.counts)
            }
            if capacity == 0 { capacity = reader.expectedRows(position, blocks: wave.count) }
            let expected = capacity
            _ = reader.pool.map(tasks.count) { index in
                accumulators[index].append(wave.map { $0.columns[index] }, capacity: expected)
            }
        }
        if reader.path == "-", kept == nil { kept = blocks.kept }
        if isFirst {
            totals = position
            self.counts = counts
        } else if position.records != totals.records || position.rows != totals.rows {
            throw TabularError.changedWhileReading(path: reader.path)
        }
        return (accumulators, misfits)
    }

    /// The keys of JSON lines, in the order of their appearance in the whole file.
    private mutating func collectKeys() throws {
        let known = reader.header
        let blocks = try source()
        try reader.walk(blocks, parse: { JSONLineScanner.newKeys(in: $0, beside: known) }) { wave in
            for key in wave.joined() where !reader.header.contains(key) { reader.header.append(key) }
        }
        if reader.path == "-" { kept = blocks.kept }
    }

    private mutating func assemble(
        _ columns: [ColumnPlan], _ decisions: [FormatDecision], _ accumulators: [ColumnAccumulator]
    ) throws(TabularError) -> Table {
        let rejected = try rejects.finish(rows: totals.records)
        let dropped = rejected.compactMap(\.row)
        let types = decisions.map(\.format.type)
        let finished = reader.pool.map(columns.count) { accumulators[$0].finish(type: types[$0], dropping: dropped) }
        var formats: [String: ValueFormat] = [:]
        for (column, decision) in zip(columns, decisions) { formats[column.name] = decision.format }
        var notes = reader.headerNotes + reader.notes(about: counts)
        for index in columns.indices {
            notes.append(contentsOf: decisions[index].notes)
            if finished[index].repaired > 0 {
                notes.append(.invalidCharacters(finished[index].repaired, column: columns[index].name))
            }
        }
        let bad = Set(rejected.map(\.record))
        return try Table(
            frame: DataFrame(finished.map(\.column), rowCount: totals.rows - dropped.count), rowsIn: totals.records,
            firstRow: 0, rowNumbers: bad.isEmpty ? nil : (0..<totals.records).filter { !bad.contains($0) },
            rejects: rejected.map(\.reject), formats: formats, notes: notes)
    }
}
