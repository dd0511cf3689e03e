import Foundation
import LeadScoring
import LearningCore
import Testing

/// A small model, trained for the tests, and its report.
struct SampleReport {
    static let pool = WorkerPool(threadCount: 2)
    let folder: URL
    let model: String
    let leads: String

    /// Names that would like to be more than names.
    static let hostileNames = [
        "<script>alert(1)</script>", "\" onload=\"alert(1)", "\"\u{301} onmouseover=alert(1) x=\"",
        "</style><img src=x>",
        "a | b | c", "[click](http://e.vil)", "\u{202E}drow", String(repeating: "very long ", count: 60),
    ]

    /// - Parameter seed: of the made-up leads, half of which the model learns from.
    init(seed: UInt64 = 1) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("leadscore-report-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let training = folder.appendingPathComponent("training.csv").path
        leads = folder.appendingPathComponent("leads.csv").path
        model = folder.appendingPathComponent("m.model").path
        try Self.table(count: 500, seed: seed).write(toFile: training, atomically: true, encoding: .utf8)
        try Self.table(count: 500, seed: seed + 100).write(toFile: leads, atomically: true, encoding: .utf8)
        var request = TrainingRequest(source: LeadSource(path: training), label: "outcome")
        request.columns.id = "name"
        request.columns.time = "created"
        request.model = .logistic
        _ = try TrainingRun(request, on: Self.pool).train(savingTo: model)
    }

    /// Leads whose names, and whose sources, come from a public form.
    private static func table(count: Int, seed: UInt64) -> String {
        var generator = SeededGenerator(seed: seed)
        let sources = ["web", "fair", "<b>partner</b>", "a|b", "\"quoted\""]
        var lines = ["name,created,source,visits,size,outcome"]
        for row in 0..<count {
            let source = sources[generator.nextIndex(below: sources.count)]
            let visits = generator.nextIndex(below: 30)
            let size = generator.nextIndex(below: 9) == 0 ? "" : "\(generator.nextIndex(below: 5_000))"
            let logOdds = 0.15 * Double(visits) - 2.5 + (source == "fair" ? 1.5 : 0)
            let won = generator.nextUniform() < 1 / (1 + exp(-logOdds))
            let name = "\(hostileNames[row % hostileNames.count]) \(row)"
            let month = row * 12 / count + 1
            lines.append(
                [
                    quoted(name), "2025-\(month < 10 ? "0" : "")\(month)-1\(row % 9)", quoted(source), "\(visits)",
                    size,
                    won ? "won" : "lost",
                ].joined(separator: ","))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func quoted(_ cell: String) -> String {
        "\"" + cell.replacingOccurrences(of: "\"", with: "\"\"") + "\""
    }

    func report(_ change: (inout ModelReportRun.Request) -> Void = { _ in }, on pool: WorkerPool = pool) throws
        -> ModelReport
    {
        var request = ModelReportRun.Request(modelPath: model, source: LeadSource(path: leads))
        request.capacity = .leads(60)
        request.value = 200
        request.cost = 30
        request.command = "leadscore report m.model leads.csv"
        change(&request)
        return try ModelReportRun(try ModelFiles.load(model), request, on: pool).run()
    }

    func write(_ text: String, as name: String) throws -> String {
        let path = folder.appendingPathComponent(name).path
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    /// The sample all tests share, which is made once.
    static let shared = Result { try SampleReport() }
}
