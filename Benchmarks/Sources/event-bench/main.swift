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
    let sums = pool.map(columns.count) { sum(of: columns[$0]) }
    report["columns"] = zip(sixtyFeatures.features, sums).map { feature, sum -> [String: Any] in
        ["name": feature.name, "sum": sum.sum, "missing": sum.missing]
    }
    print(String(decoding: try JSONSerialization.data(withJSONObject: report, options: .sortedKeys), as: UTF8.self))
}

/// What the peers' columns are compared by.
func sum(of column: FeatureColumn) -> (sum: Double, missing: Int) {
    switch column {
    case .numeric(let values):
        values.reduce(into: (0.0, 0)) { if $1.isNaN { $0.1 += 1 } else { $0.0 += $1 } }
    case .categorical(let codes):
        codes.reduce(into: (0.0, 0)) { if $1 < 0 { $0.1 += 1 } else { $0.0 += Double($1) } }
    }
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
