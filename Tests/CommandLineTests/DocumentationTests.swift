import Foundation
import Testing

/// Every command that README.md and the walk-throughs show is run, and prints what they say.
///
/// `LEADSCORE_RECORD_DOCS=1 swift test --filter DocumentationTests` writes the real output into the documents. It fails
/// all the same: what was recorded has to be read by a person, and recording must never pass CI.
@Suite struct DocumentationTests {
    static let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static let documents: [String] = {
        let walks = (try? FileManager.default.contentsOfDirectory(atPath: file("notebooks-md").path)) ?? []
        let names = ["README.md"] + walks.filter { $0.hasSuffix(".md") }.sorted().map { "notebooks-md/\($0)" }
        return names.filter { FileManager.default.fileExists(atPath: file($0).path) }
    }()

    @Test(.enabled(if: !documents.isEmpty, "there is no README.md and no notebooks-md/*.md"), arguments: documents)
    func commandsPrintWhatTheDocumentSays(name: String) async throws {
        let text = try String(contentsOf: Self.file(name), encoding: .utf8)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let directory = try Self.copyOfDataSets()
        let tool = try ToolRunner(built: "leadscore")
        let report = try await DocumentCheck(
            name: name, lines: lines, toolFolder: tool.executable.deletingLastPathComponent(), directory: directory.url
        ).report()
        for complaint in report.complaints { Issue.record("\(complaint)") }

        if ProcessInfo.processInfo.environment["LEADSCORE_RECORD_DOCS"] == "1" {
            try Data(report.recorded.joined(separator: "\n").utf8).write(to: Self.file(name), options: .atomic)
            Issue.record("\(name) was recorded; read the difference, then run again without LEADSCORE_RECORD_DOCS")
        }
    }

    private static func file(_ name: String) -> URL {
        checkout.appendingPathComponent(name)
    }

    /// A scratch folder with `datasets/` as a fresh clone has it, so that no command can write into the checkout.
    private static func copyOfDataSets() throws -> ScratchFolder {
        let scratch = try ScratchFolder()
        let target = scratch.url.appendingPathComponent("datasets")
        try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
        let entries = try FileManager.default.contentsOfDirectory(atPath: file("datasets").path)
        for entry in entries where entry != "fetched" {
            try FileManager.default.copyItem(
                at: file("datasets").appendingPathComponent(entry), to: target.appendingPathComponent(entry))
        }
        return scratch
    }
}
