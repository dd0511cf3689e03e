import Foundation
import LeadHistory
import LearningCore
import Tabular

/// One row of an events table.
struct Row {
    var lead: String
    var time: Double
    var type: String
    var amount: Double?
    var message: String?
    var id: String?

    init(
        _ lead: String, _ time: Double, _ type: String, amount: Double? = nil, message: String? = nil, id: String? = nil
    ) {
        self.lead = lead
        self.time = time
        self.type = type
        self.amount = amount
        self.message = message
        self.id = id
    }
}

/// Logs made from rows, through a file as everybody's.
enum TestLog {
    static let pool = WorkerPool(threadCount: 2)

    static func iso(_ time: Double) -> String {
        Date(timeIntervalSince1970: time).formatted(
            Date.ISO8601FormatStyle(includingFractionalSeconds: true).dateTimeSeparator(.standard))
    }

    static func time(_ text: String) throws -> Double {
        try Date(text + ":00Z", strategy: .iso8601).timeIntervalSince1970
    }

    static func csv(_ rows: [Row]) -> String {
        let lines = rows.map { row in
            [
                row.lead, iso(row.time), row.type, row.amount.map { "\($0)" } ?? "", row.message ?? "", row.id ?? "",
            ].joined(separator: ",")
        }
        return (["lead_id,timestamp,event_type,amount,message_id,event_id"] + lines).joined(separator: "\n") + "\n"
    }

    static func read(
        _ text: String, leads: [String], columns: EventColumns? = nil, options: ReadOptions = ReadOptions(),
        threads: Int = 2
    ) throws -> EventLog {
        let url = FileManager.default.temporaryDirectory.appending(path: "events-\(UUID().uuidString).csv")
        try Data(text.utf8).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        return try EventLog.read(
            path: url.path, leads: LeadIndex(leads), columns: columns, options: options,
            on: WorkerPool(threadCount: threads))
    }

    static func make(_ rows: [Row], leads: [String]) throws -> EventLog { try read(csv(rows), leads: leads) }
}

/// Leads with random events. Times lie on a grid of six hours, so that ties and exact edges of windows are common.
struct RandomWorld {
    private(set) var rows: [Row] = []
    let leads: [String]
    /// In the order of time, ties in the order of the file.
    private let byLead: [String: [Row]]

    static let types = ["open", "click", "form", "call"]
    static let start = 1_600_000_000.0

    init(leads count: Int, seed: UInt64, days: Int = 40) {
        var chance = SeededGenerator(seed: seed)
        leads = (0..<count).map { "lead-\($0)" }
        var rows: [Row] = []
        for lead in leads {
            for _ in 0..<chance.nextIndex(below: 16) {
                let time = Self.start + Double(chance.nextIndex(below: days * 4)) * 6 * Span.hour
                rows.append(
                    Row(
                        lead, time, Self.types[chance.nextIndex(below: Self.types.count)],
                        amount: chance.nextIndex(below: 3) == 0 ? nil : Double(chance.nextIndex(below: 9)) - 2,
                        message: chance.nextIndex(below: 4) == 0 ? nil : "m\(chance.nextIndex(below: 2))"))
            }
        }
        chance.shuffle(&rows)
        self.rows = rows
        byLead = Dictionary(grouping: rows, by: \.lead).mapValues { rows in
            rows.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element)
        }
    }

    /// One snapshot a lead, some of them exactly on an event.
    func snapshots(seed: UInt64) -> [Snapshot] {
        var chance = SeededGenerator(seed: seed)
        return leads.indices.map {
            Snapshot(row: $0, asOf: Self.start + Double(chance.nextIndex(below: 160)) * 6 * Span.hour)
        }
    }

    /// The lead's rows up to a time.
    func history(of snapshot: Snapshot) -> [Row] {
        (byLead[leads[snapshot.row]] ?? []).filter { $0.time <= snapshot.asOf }
    }
}

/// The files of `shared/data`, which lie beside a checkout where this project is developed, and nowhere else.
enum SharedData {
    static func path(_ name: String) -> String? {
        var folder = URL(filePath: #filePath).deletingLastPathComponent()
        while folder.path != "/" {
            let candidate = folder.appending(path: "shared/data/\(name)").path
            if FileManager.default.fileExists(atPath: candidate) { return candidate }
            folder.deleteLastPathComponent()
        }
        return nil
    }
}
