/// A rejected row with what is needed to leave it out.
struct CollectedReject {
    /// The number of its record in the file.
    var record: Int
    /// Its position among the rows with the right number of cells.
    var row: Int?
    var reject: Reject
}

/// Gathers the bad rows of a file and holds them against the policy.
struct RejectCollector {
    private let path: String
    private let policy: BadRowPolicy
    private var collected: [CollectedReject] = []
    /// Bad records of a file that may have none, of which only the first is kept.
    private var badRecords = Set<Int>()
    private var total = 0

    init(path: String, policy: BadRowPolicy) {
        self.path = path
        self.policy = policy
    }

    /// - Throws: ``TabularError/tooManyRejects(_:limit:rows:)``.
    mutating func append(_ block: ParsedBlock, after position: WalkPosition) throws(TabularError) {
        for found in block.rejects {
            let record = position.records + found.record
            let reject = Reject(
                file: path, line: position.lines + found.line + 1, byteOffset: found.byteOffset, row: record,
                column: found.column, code: found.code, reason: found.reason, evidence: found.evidence,
                record: found.bytes)
            let row = found.row.map { position.rows + $0 }
            badRecords.insert(record)
            if policy == .fail, let first = collected.first {
                if record < first.record { collected = [CollectedReject(record: record, row: row, reject: reject)] }
                continue
            }
            collected.append(CollectedReject(record: record, row: row, reject: reject))
            if case .reject(let limit?) = policy, badRecords.count > limit {
                throw .tooManyRejects(reject, limit: limit, rows: position.records + block.counts.records)
            }
        }
    }

    /// All rejects in file order, one a record.
    ///
    /// - Throws: ``TabularError/badRow(_:affected:rows:)`` if there may be none.
    mutating func finish(rows: Int) throws(TabularError) -> [CollectedReject] {
        if policy == .fail, let first = collected.first {
            throw .badRow(first.reject, affected: badRecords.count, rows: rows)
        }
        var result: [CollectedReject] = []
        for (_, reject) in collected.enumerated().sorted(by: { ($0.1.record, $0.0) < ($1.1.record, $1.0) })
        where result.last?.record != reject.record {
            result.append(reject)
        }
        return result
    }
}
