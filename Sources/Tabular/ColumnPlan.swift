import LearningCore

/// A column that is to be read.
struct ColumnPlan: Sendable {
    let position: Int
    let name: String
    /// `nil`: to be found.
    let wanted: ColumnType?
    let seen: ValueFormat?
    let placeholders: PlaceholderTable

    func task(_ work: ColumnTask.Work) -> ColumnTask {
        ColumnTask(position: position, name: name, placeholders: placeholders, work: work)
    }

    func decide(_ evidence: Evidence, _ file: FileHints) -> FormatDecision {
        FormatDecision.decide(evidence, column: name, wanted: wanted, seen: seen, file: file)
    }
}

extension TableReader {
    /// The columns a plan asks for, in file order.
    func columns(_ plan: ReadPlan) -> [ColumnPlan] {
        zip(header, options.placeholders.tables(for: header)).enumerated().compactMap { position, column in
            let (name, placeholders) = column
            switch plan.request(for: name) {
            case .skipped: return nil
            case .inferred:
                return ColumnPlan(position: position, name: name, wanted: nil, seen: nil, placeholders: placeholders)
            case .typed(let type, let seen):
                return ColumnPlan(position: position, name: name, wanted: type, seen: seen, placeholders: placeholders)
            }
        }
    }

    /// The formats the first records speak for.
    ///
    /// - Parameter sample: records from the beginning of the data.
    func decide(_ columns: [ColumnPlan], from sample: RawBlock) -> (decisions: [FormatDecision], hints: FileHints) {
        decide(columns, evidence(of: columns, in: sample))
    }

    /// Decides column by column, then once more with what the certain ones say about the file.
    func decide(
        _ columns: [ColumnPlan], _ evidence: [Evidence]
    ) -> (decisions: [FormatDecision], hints: FileHints) {
        let isSemicolon = dialect.delimiter == UInt8(ascii: ";")
        let alone = FileHints([], delimiterIsSemicolon: isSemicolon)
        let first = zip(columns, evidence).map { $0.decide($1, alone) }
        let hints = FileHints(first, delimiterIsSemicolon: isSemicolon)
        let decisions = zip(zip(columns, evidence), first).map { pair, first in
            first.dependsOnFile ? pair.0.decide(pair.1, hints) : first
        }
        return (decisions, hints)
    }

    private func evidence(of columns: [ColumnPlan], in sample: RawBlock) -> [Evidence] {
        // Columns are looked at in groups, one a task, so that the work is shared out whatever the number of rows.
        let groups = WorkerPool.blocks(of: columns.count, size: max(1, (columns.count + 15) / 16))
        let parser = BlockParser(
            dialect: dialect, format: format, header: header, tasks: [], reportsMisfits: false, reportsBroken: false)
        return pool.map(groups.count) { group in
            var parser = parser
            parser.tasks = columns[groups[group]].map { $0.task(.evidence) }
            return parser.parse(sample).columns.map { column -> Evidence in
                if case .evidence(let evidence) = column { return evidence }
                return Evidence()
            }
        }.flatMap(\.self)
    }
}
