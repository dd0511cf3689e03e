import Foundation
import Testing

/// The built tool in a folder of its own, with a table of leads in it.
struct ToolBench: Sendable {
    let folder: ScratchFolder
    private let runner: ToolRunner

    /// - Parameter leads: the content of `leads.csv`.
    init(leads: String = SampleLeads().csv) throws {
        folder = try ScratchFolder()
        runner = try ToolRunner(built: "leadscore")
        _ = try folder.makeFile("leads.csv", content: Data(leads.utf8))
    }

    func url(_ name: String) -> URL { folder.url.appendingPathComponent(name) }

    func write(_ name: String, _ text: String) throws { try Data(text.utf8).write(to: url(name)) }

    func bytes(_ name: String) throws -> Data { try Data(contentsOf: url(name)) }

    func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }

    /// Runs the tool in the folder.
    func run(
        _ arguments: [String], input: String = "", environment: [String: String] = [:]
    ) async throws -> ToolResult {
        try await runner.run(
            arguments, input: Data(input.utf8), environment: environment, in: folder.url, timeout: .seconds(120))
    }

    /// Runs the tool, which must succeed.
    @discardableResult
    func succeed(
        _ arguments: [String], input: String = "", environment: [String: String] = [:],
        at place: SourceLocation = #_sourceLocation
    ) async throws -> ToolResult {
        let result = try await run(arguments, input: input, environment: environment)
        #expect(result.ending == .exited(0), "\(result.errors)", sourceLocation: place)
        return result
    }

    /// Runs the tool, which must fail with an exit code and a message of one code that says how to mend it.
    @discardableResult
    func fail(
        _ arguments: [String], with code: Int32, _ error: String, input: String = "",
        environment: [String: String] = [:], at place: SourceLocation = #_sourceLocation
    ) async throws -> ToolResult {
        let result = try await run(arguments, input: input, environment: environment)
        #expect(result.ending == .exited(code), "\(result.errors)", sourceLocation: place)
        #expect(result.errors.hasPrefix("error[\(error)]: "), "\(result.errors)", sourceLocation: place)
        #expect(result.output.isEmpty, "\(result.output)", sourceLocation: place)
        return result
    }

    /// Trains a small logistic model, `m.model`, from `leads.csv`.
    @discardableResult
    func train(
        _ more: [String] = [], label: String = "outcome", at place: SourceLocation = #_sourceLocation
    ) async throws -> ToolResult {
        try await succeed(
            ["train", "leads.csv", "--label", label, "--model", "logistic", "-o", "m.model"] + more, at: place)
    }

    /// Trains, and gives the report.
    func report(_ more: [String] = [], at place: SourceLocation = #_sourceLocation) async throws -> [String: Any] {
        try object(await train(more + ["--json"], at: place).output)
    }

    /// The one JSON object that a text is.
    func object(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }
}

/// A CSV text as rows of cells, for reading what the tool wrote.
func csvRows(_ text: String) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var cell = ""
    var isQuoted = false
    var last: Character?
    for character in text {
        defer { last = character }
        switch (character, isQuoted) {
        case ("\"", _):
            // A quote right after a closing one is a quote of the cell.
            if !isQuoted, last == "\"" { cell.append("\"") }
            isQuoted.toggle()
        case (",", false):
            row.append(cell)
            cell = ""
        case ("\n", false), ("\r\n", false):
            rows.append(row + [cell])
            row = []
            cell = ""
        default: cell.append(character)
        }
    }
    return rows
}
