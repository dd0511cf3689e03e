import FeatureExtraction
import Foundation
import LeadHistory
import LearningCore
import Tabular

/// Leads and events from CSV to a matrix of sixty features, timed:
///
///     event-bench LEADS.csv EVENTS.csv [--threads N] [--matrix OUT.csv]
///     event-bench sql duckdb
///
/// The second prints the same features as a query. Peers: `peers/compare_events.py`.
func run(_ arguments: [String]) throws {
    if arguments.first == "sql", let dialect = arguments.dropFirst().first.flatMap(SQLDialect.named) {
        print(EventFeatureSQL(sixtyFeatures, in: dialect).text)
        return
    }
    func option(_ name: String) -> String? {
        arguments.firstIndex(of: name).flatMap { $0 + 1 < arguments.count ? arguments[$0 + 1] : nil }
    }
    let pool = WorkerPool(threadCount: option("--threads").flatMap { Int($0) } ?? 2)
    let start = ContinuousClock.now
    let plan = ReadPlan(columns: ["lead_id": .typed(.text, nil), "as_of": .typed(.date, nil)], others: .skipped)
    let leads = try TableReader(path: arguments[0], options: ReadOptions(), pool: pool).read(plan).frame
    guard let ids = leads["lead_id"], case .date(let times)? = leads["as_of"]?.values else {
        throw ExtractionError.missingColumn("lead_id, as_of", closest: nil)
    }
    let log = try EventLog.read(
        path: arguments[1], leads: LeadIndex(ids),
        columns: EventColumns(lead: "lead_id", time: "timestamp", type: "event_type", properties: ["amount"]), on: pool)
    let read = ContinuousClock.now
    let snapshots = times.enumerated().map { Snapshot(row: $0, asOf: $1) }
    let columns = try sixtyFeatures.columns(of: log, at: snapshots, on: pool)
    let end = ContinuousClock.now
    if let path = option("--matrix") { try write(columns, ids, to: path) }
    var report: [String: Any] = [
        "leads": snapshots.count, "events": log.count, "features": columns.count,
        "seconds": ["read": (read - start).seconds, "features": (end - read).seconds],
    ]
    report["columns"] = zip(sixtyFeatures.features, columns).map { feature, column -> [String: Any] in
        let values: [Double] =
            switch column {
            case .numeric(let values): values
            case .categorical(let codes): codes.map { $0 < 0 ? .nan : Double($0) }
            }
        let known = values.filter { !$0.isNaN }
        return ["name": feature.name, "sum": known.reduce(0, +), "missing": values.count - known.count]
    }
    print(String(decoding: try JSONSerialization.data(withJSONObject: report, options: .sortedKeys), as: UTF8.self))
}

func write(_ columns: [FeatureColumn], _ ids: Column, to path: String) throws {
    var writer = try CSVWriter(.file(path), guardsFormulas: false)
    for name in ["lead_id"] + sixtyFeatures.features.map(\.name) { writer.append(name) }
    try writer.endRow()
    for row in 0..<ids.count {
        if case .text(let text) = ids.values { writer.append(text[row]) }
        for (column, feature) in zip(columns, sixtyFeatures.features) {
            switch (column, feature.kind) {
            case (.numeric(let values), _): writer.append(values[row])
            case (.categorical(let codes), .categorical(let levels)):
                writer.append(codes[row] < 0 ? "" : levels[Int(codes[row])])
            default: writer.append("")
            }
        }
        try writer.endRow()
    }
    try writer.finish()
}

extension Duration {
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}

try run(Array(CommandLine.arguments.dropFirst()))
