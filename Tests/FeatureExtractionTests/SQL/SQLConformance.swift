import FeatureExtraction
import Foundation
import LeadHistory
import LearningCore
import Tabular
import Testing

/// Databases that are on this machine.
enum Database: String, CaseIterable {
    case duckdb
    case postgres
    case spark

    var dialect: SQLDialect {
        switch self {
        case .duckdb: .duckdb
        case .postgres: .postgres
        case .spark: .spark
        }
    }

    /// Spark takes half a minute to start, so it is asked for: `LEADSCORE_SPARK_TESTS=1`.
    static let present: [Database] = allCases.filter { database in
        switch database {
        case .duckdb: succeeds(["-c", "import duckdb"])
        case .postgres:
            succeeds([
                "-c",
                "import glob,shutil,sys; sys.exit(not (glob.glob('/usr/lib/postgresql/*/bin/initdb') or shutil.which('initdb')))",
            ])
        case .spark:
            ProcessInfo.processInfo.environment["LEADSCORE_SPARK_TESTS"] == "1"
                && succeeds(["-c", "import pyspark"])
        }
    }

    private static func succeeds(_ arguments: [String]) -> Bool { (try? python(arguments))?.status == 0 }

    static func python(_ arguments: [String]) throws -> (status: Int32, errors: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3"] + arguments
        let errors = Pipe()
        process.standardError = errors
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        let said = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: said, as: UTF8.self))
    }
}

/// Leads and events as files, and their features by us and by a database.
struct SQLConformance {
    struct Table {
        var columns: [(name: String, type: String)]
        var rows: [[String]]
    }

    /// `lead_id`, `as_of`; the as-of times in seconds beside them.
    let leads: Table
    let asOf: [Double]
    /// `lead_id`, `timestamp`, `event_type`, `place`, perhaps `event_id`, and properties.
    let events: Table
    let log: EventLog
    let pool = WorkerPool(threadCount: 2)

    init(leads: Table, asOf: [Double], events: Table) throws {
        self.leads = leads
        self.asOf = asOf
        self.events = events
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try Self.write(events, to: folder.appending(path: "events.csv"))
        let names = events.columns.map(\.name)
        let columns = EventColumns(
            lead: "lead_id", time: "timestamp", type: "event_type",
            eventID: names.contains("event_id") ? "event_id" : nil,
            properties: names.filter { !["lead_id", "timestamp", "event_type", "event_id", "place"].contains($0) })
        log = try EventLog.read(
            path: folder.appending(path: "events.csv").path, leads: LeadIndex(leads.rows.map { $0[0] }),
            columns: columns, on: pool)
    }

    var snapshots: [Snapshot] { asOf.enumerated().map { Snapshot(row: $0, asOf: $1) } }

    var tables: EventSQLTables {
        var tables = EventSQLTables()
        tables.order = "place"
        tables.eventID = events.columns.contains { $0.name == "event_id" } ? "event_id" : nil
        return tables
    }

    /// Compares every value of every feature that the query has.
    ///
    /// - Parameters:
    ///   - moment: what the query is told of the as-of times, and what they are then.
    func check(
        _ features: EventFeatures, on database: Database, asOf moment: EventSQLTables.AsOf = .column("as_of"),
        _ time: (Double) -> Double = { $0 }
    ) throws {
        var tables = tables
        tables.asOf = moment
        let snapshots = snapshots.map { Snapshot(row: $0.row, asOf: time($0.asOf)) }
        let sql = EventFeatureSQL(features, in: database.dialect, tables: tables)
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try Self.write(leads, to: folder.appending(path: "leads.csv"))
        try Self.write(events, to: folder.appending(path: "events.csv"))
        try Data(sql.text.utf8).write(to: folder.appending(path: "query.sql"))
        let schemas = ["leads": leads, "events": events].mapValues { $0.columns.map { [$0.name, $0.type] } }
        try JSONEncoder().encode(schemas).write(to: folder.appending(path: "tables.json"))
        let script = try #require(Bundle.module.path(forResource: "databases", ofType: "py"))
        let (status, errors) = try Database.python([script, database.rawValue, folder.path])
        try #require(status == 0, "\(database): \(errors.suffix(3_000))")
        let options = ReadOptions(format: .csv, delimiter: UInt8(ascii: ","), placeholders: .empty)
        let plan = ReadPlan(others: .typed(.text, nil))
        let found = try TableReader(path: folder.appending(path: "result.csv").path, options: options, pool: pool)
            .read(plan).frame
        let ours = try features.columns(of: log, at: snapshots, on: pool)
        try compare(features, ours, found, sql, database)
    }

    private func compare(
        _ features: EventFeatures, _ ours: [FeatureColumn], _ found: DataFrame, _ sql: EventFeatureSQL,
        _ database: Database
    ) throws {
        try #require(found.rowCount == asOf.count)
        let order = asOf.indices.sorted { (leads.rows[$0][0], asOf[$0]) < (leads.rows[$1][0], asOf[$1]) }
        let columns = Dictionary(uniqueKeysWithValues: sql.columns.map { ($0.feature, $0.column) })
        #expect(columns.count + sql.omissions.count == features.steps.count)
        for (step, column) in zip(features.steps, ours) {
            guard let name = columns[step.feature.name] else { continue }
            let theirs = try #require(found[name])
            var wrong: [String] = []
            for (place, row) in order.enumerated() {
                let cell = Self.cell(theirs, place)
                switch (column, step.feature.kind) {
                case (.categorical(let codes), .categorical(let levels)):
                    if cell != (codes[row] < 0 ? nil : levels[Int(codes[row])]) { wrong.append("\(cell ?? "NULL")") }
                case (.numeric(let values), _):
                    if !Self.agree(values[row], cell, exactly: step.isCount) { wrong.append("\(cell ?? "NULL")") }
                default: wrong.append("a column of another kind")
                }
            }
            #expect(
                wrong.count == 0, "\(database): \(step.feature.name) differs in \(wrong.count) of \(order.count) rows")
        }
    }

    /// A cell of a column of whatever type the reader found; `nil` is NULL.
    private static func cell(_ column: Column, _ row: Int) -> String? {
        guard column.state(at: row) == .value, case .text(let text) = column.values else { return nil }
        return text[row]
    }

    /// Sums in another order differ by rounding; 1e-9 leaves room for a million events. Doubles below 1e-307 have fewer
    /// digits.
    private static func agree(_ value: Double, _ cell: String?, exactly: Bool) -> Bool {
        guard let cell, let other = Double(cell) else { return value.isNaN && cell == nil }
        return exactly ? value == other : abs(value - other) <= max(1e-9 * max(abs(value), abs(other)), 1e-307)
    }

    private static func folder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "sql-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    private static func write(_ table: Table, to url: URL) throws {
        func line(_ cells: [String]) -> String {
            cells.map { cell in
                cell.contains { ",\"\n".contains($0) } ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
            }.joined(separator: ",")
        }
        let lines = [line(table.columns.map(\.name))] + table.rows.map(line)
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: url)
    }
}

extension EventFeatureStep {
    /// Whether the values are whole numbers, which must agree exactly.
    var isCount: Bool {
        guard case .measure(_, _, let query) = self else { return false }
        switch query.measure {
        case .count, .distinctDays, .distinctTypes, .distinctValues, .burst, .sequenceCount: return true
        default: return false
        }
    }
}
