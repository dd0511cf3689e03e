import Foundation
import LeadHistory
import LearningCore
import Tabular

@testable import RuleScoring

/// An event of the test's leads; a lead is a row number.
struct Happening {
    var row: Int
    var time: Double
    var type: String
    var properties: [String: String]

    init(_ row: Int, _ time: Double, _ type: String, _ properties: [String: String] = [:]) {
        self.row = row
        self.time = time
        self.type = type
        self.properties = properties
    }
}

/// Rules, leads and events made for a test.
enum RuleBench {
    static let pool = WorkerPool(threadCount: 2)

    /// Rules from YAML without its first line.
    static func rules(_ body: String) throws -> RuleSet {
        try RuleFile.read(Array(("schema: leadscore.rules/1\n" + body).utf8)).rules
    }

    static func problems(_ body: String) -> [RuleProblem] {
        do { return try RuleFile.read(Array(("schema: leadscore.rules/1\n" + body).utf8)).warnings } catch {
            return error.problems
        }
    }

    /// A table whose cells are text; an empty cell is absent, `Select` a placeholder.
    static func frame(_ columns: KeyValuePairs<String, [String]>, rowCount: Int? = nil) -> DataFrame {
        DataFrame(
            columns.map { name, cells in
                var levels: [String] = []
                var codes: [Int32] = []
                for cell in cells {
                    guard !["", "Select"].contains(cell) else {
                        codes.append(-1)
                        continue
                    }
                    if let code = levels.firstIndex(of: cell) {
                        codes.append(Int32(code))
                    } else {
                        codes.append(Int32(levels.count))
                        levels.append(cell)
                    }
                }
                let states = cells.map { $0.isEmpty ? CellState.absent : $0 == "Select" ? .placeholder : .value }
                return Column(name: name, values: .text(.dictionary(codes: codes, levels: levels)), states: states)
            }, rowCount: rowCount)
    }

    /// A log made as everybody's: through a file, its times in milliseconds since 1970.
    static func log(_ events: [Happening], rowCount: Int) throws -> EventLog {
        let names = Set(events.flatMap(\.properties.keys)).sorted()
        let lines = events.map { event in
            (["lead-\(event.row)", "\(Int64((event.time * 1_000).rounded()))", event.type]
                + names.map { event.properties[$0] ?? "" })
                .joined(separator: ",")
        }
        let text =
            ([(["lead_id", "timestamp", "event_type"] + names).joined(separator: ",")] + lines)
            .joined(separator: "\n") + "\n"
        let url = FileManager.default.temporaryDirectory.appending(path: "events-\(UUID().uuidString).csv")
        try Data(text.utf8).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        return try EventLog.read(path: url.path, leads: LeadIndex((0..<rowCount).map { "lead-\($0)" }), on: pool)
    }

    /// `2026-01-15 10:00` in UTC.
    static func time(_ text: String) throws -> Double {
        guard let time = WrittenValue.time(text) else { throw BenchError.noTime(text) }
        return time
    }

    enum BenchError: Error { case noTime(String) }

    /// The details of the first row.
    static func pass(
        _ body: String, columns: KeyValuePairs<String, [String]> = [:], events: [Happening]? = nil, asOf: Double = 0,
        row: Int = 0
    ) throws -> ScorePass {
        let frame = Self.frame(
            columns, rowCount: max(columns.first?.value.count ?? 1, (events?.map(\.row).max() ?? 0) + 1))
        let log = try events.map { try Self.log($0, rowCount: frame.rowCount) }
        let plan = try RulePlan(try rules(body), leads: frame, events: log, on: pool)
        var pass = ScorePass(plan)
        _ = plan.standing(LeadView(row: row, asOf: asOf, logs: plan.logs), &pass)
        return pass
    }
}
