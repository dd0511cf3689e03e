import FeatureExtraction
import LeadHistory
import LearningCore
import Tabular

/// An events table that is open but not read yet: the names of its columns decide how the leads are to be read.
struct EventTable {
    let source: LeadSource
    private let reader: TableReader
    private let said: [String: String]

    private static let parts = ["lead", "time", "type", "id"]

    /// - Throws: ``Diagnostic`` for a file that cannot be read, E140 for columns that are not there.
    init(_ source: LeadSource, columns said: [String: String], on pool: WorkerPool) throws(Diagnostic) {
        self.source = source
        self.said = said
        reader = try Diagnostic.translating { () throws(TabularError) in
            try TableReader(path: source.path, options: source.readOptions, pool: pool)
        }
        guard !reader.header.isEmpty else {
            throw Diagnostic(.events, "\(source.name) is empty", fix: "export the events again, with a header")
        }
        for (part, column) in said.sorted(by: { $0.key < $1.key }) {
            guard Self.parts.contains(part) else {
                throw Diagnostic(
                    .badOption, "--event-column names \"\(part)\"", fix: "expected one of lead, time, type, id")
            }
            guard reader.header.contains(column) else {
                throw HistoryError.unknownColumn(column, header: reader.header).diagnostic
            }
        }
    }

    /// The column of the leads that events name: that of the same name, else the leads' id, said or usual.
    func joinColumn(among header: [String], id: String?) throws(Diagnostic) -> String {
        try LeadJoin.column(named: columns(id: id).lead, among: header, id: id, table: source.name, code: .events)
    }

    /// Reads the events of the leads that are called so in the column.
    ///
    /// - Parameter names: the properties to keep; `nil` keeps all.
    func log(
        of column: Column, id: String?, keeping names: [String]? = nil, on pool: WorkerPool
    ) throws(Diagnostic) -> EventLog {
        var columns = try columns(id: id)
        if let names { columns.properties.removeAll { !names.contains($0) } }
        do {
            return try EventLog.read(reader, leads: LeadIndex(column), columns: columns, on: pool)
        } catch let error as any DiagnosticConvertible {
            throw error.diagnostic
        } catch {
            throw Diagnostic(.internalFault, "\(error)")
        }
    }

    private func columns(id: String?) throws(Diagnostic) -> EventColumns {
        try Diagnostic.translating { () throws(HistoryError) in
            try EventColumns.find(in: reader.header, leadColumn: id, decided: said)
        }
    }
}
