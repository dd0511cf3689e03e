public import LearningCore
public import Tabular

/// What was known of leads, and since when: attributes in long form (R-DATA-2), each field with the type of its values.
///
/// The value of a field as of a time is that of the last entry with `known_at ≤ asOf`; of entries of the same time the later
/// one in the file holds. A blank entry says that the value is gone. Without an entry by then the value is absent: nothing
/// is taken from a table that does not say since when it is known. A history that has grown gives the same answers for
/// earlier times.
public final class AttributeHistory: Sendable {
    /// In ascending order of their names.
    public let fields: [AttributeField]
    public let report: AttributeHistoryReport
    /// The lead of each row of the leads table, `-1` without an identifier.
    let leadOfRow: [Int32]

    /// More fields than this are no fields, but another column taken for theirs.
    public static let maximumFields = 1_000

    init(fields: [AttributeField], report: AttributeHistoryReport, leadOfRow: [Int32]) {
        self.fields = fields
        self.report = report
        self.leadOfRow = leadOfRow
    }

    /// The field of that name, compared exactly.
    public subscript(name: String) -> AttributeField? { fields.first { $0.name == name } }

    /// The number of rows of the leads table.
    public var rowCount: Int { leadOfRow.count }

    /// The time of the last entry of all, `nil` without any.
    public var end: Double? { fields.compactMap { $0.times.max() }.max() }

    /// The same history without some fields.
    public func excluding(_ names: Set<String>) -> AttributeHistory {
        AttributeHistory(
            fields: fields.filter { !names.contains($0.name) }, report: report, leadOfRow: leadOfRow)
    }

    /// The rows of the leads table that have no entry of a field, at whatever time.
    public func rowsWithoutEntries(of field: AttributeField) -> [Int] {
        leadOfRow.indices.filter { leadOfRow[$0] < 0 || !field.hasEntries(ofLead: leadOfRow[$0]) }
    }

    /// How many entries no snapshot sees, because they became known later; of leads that have a snapshot.
    public func lateEntries(at snapshots: [Snapshot]) -> Int {
        var lastLook: [Int32: Double] = [:]
        for snapshot in snapshots where leadOfRow[snapshot.row] >= 0 {
            lastLook[leadOfRow[snapshot.row], default: -.infinity].formMaximum(snapshot.asOf)
        }
        return fields.reduce(0) { sum, field in
            sum
                + field.leads.indices.reduce(0) { late, place in
                    guard let asOf = lastLook[field.leads[place]] else { return late }
                    return late + field.times[field.starts[place]..<field.starts[place + 1]].count { $0 > asOf }
                }
        }
    }

    /// Reads a table of attributes in long form and joins it to the leads.
    ///
    /// A time that cannot be read makes its row a reject, under the policy of the reader's options; times without an offset
    /// are UTC. Everything else that is not used is counted in ``report``.
    ///
    /// - Parameters:
    ///   - columns: which columns hold what.
    ///   - requests: by field the type to read it with; others have the type that is found. A model that is used again gives
    ///     the types it has learned.
    ///   - only: the fields to keep; `nil` keeps all.
    ///   - placeholders: words that say nothing, where a field is called as their column is.
    /// - Throws: ``HistoryError``, or `TabularError` for what is wrong with the file.
    /// - Complexity: O(rows log rows); memory is about 30 bytes a row, and the distinct values.
    public static func read(
        _ reader: TableReader, leads: LeadIndex, columns: AttributeColumns,
        requests: [String: ColumnRequest] = [:], only: Set<String>? = nil,
        placeholders: Placeholders = Placeholders(), on pool: WorkerPool
    ) throws -> AttributeHistory {
        try columns.require(in: reader.header)
        let text = ColumnRequest.typed(.text, nil)
        let plan = ReadPlan(
            columns: [
                columns.lead: text, columns.field: text, columns.value: text, columns.knownAt: .typed(.date, nil),
            ], others: .skipped)
        var builder = AttributeHistoryBuilder(columns: columns, index: leads, only: only)
        try reader.forEachBlock(plan, rows: 32_768) { table in try builder.append(table, on: pool) }
        return builder.finish(requests, placeholders, on: pool)
    }
}

extension Double {
    fileprivate mutating func formMaximum(_ other: Double) { self = Swift.max(self, other) }
}
