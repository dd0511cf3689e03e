public import LearningCore
public import Tabular

extension EventLog {
    /// Reads an events table, in blocks, and joins it to the leads.
    ///
    /// A time that cannot be read makes its row a reject, under the policy of `options`; rows without a lead or a time
    /// and events of unknown leads are counted in ``report``. Times without an offset are UTC.
    ///
    /// - Parameters:
    ///   - columns: which columns hold what; `nil` finds them by their names.
    ///   - leadColumn: the name of the id column of the leads table.
    ///   - propertyNames: the properties to keep, where columns are found by name; `nil` keeps all.
    /// - Throws: ``HistoryError``, or `TabularError` for what is wrong with the file.
    /// - Complexity: one pass; memory is that of the columns, about 40 bytes an event and 12 a property.
    public static func read(
        path: String, leads: LeadIndex, columns: EventColumns? = nil, leadColumn: String? = nil,
        keeping propertyNames: [String]? = nil, options: ReadOptions = ReadOptions(), on pool: WorkerPool
    ) throws -> EventLog {
        let reader = try TableReader(path: path, options: options, pool: pool)
        return try read(
            reader, leads: leads, columns: columns, leadColumn: leadColumn, keeping: propertyNames, on: pool)
    }

    /// As ``read(path:leads:columns:leadColumn:keeping:options:on:)``, from a table that is open.
    public static func read(
        _ reader: TableReader, leads: LeadIndex, columns: EventColumns? = nil, leadColumn: String? = nil,
        keeping propertyNames: [String]? = nil, on pool: WorkerPool
    ) throws -> EventLog {
        var used = try columns ?? EventColumns.find(in: reader.header, leadColumn: leadColumn)
        if columns == nil, let propertyNames { used.properties = propertyNames }
        try used.require(in: reader.header)
        let text = ColumnRequest.typed(.text, nil)
        var requests = [used.lead: text, used.time: .typed(.date, nil)]
        for name in used.properties + [used.type, used.eventID].compactMap(\.self) { requests[name] = text }
        var builder = EventLogBuilder(columns: used, index: leads)
        if let rows = reader.expectedRows { builder.reserve(rows) }
        try reader.forEachBlock(ReadPlan(columns: requests, others: .skipped), rows: 32_768) { table in
            try builder.append(table, on: pool)
        }
        return builder.finish(on: pool)
    }
}
