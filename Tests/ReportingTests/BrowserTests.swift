import Evaluation
import Foundation
import LeadScoring
import Testing

@testable import Reporting

/// The page as a reader's browser shows it. Skipped, saying so, without Python or Chromium.
@Suite(.serialized) struct BrowserTests {
    private static let chromium = program("chromium") ?? program("chromium-browser") ?? program("google-chrome")

    private static func program(_ name: String) -> String? {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    struct View: Sendable, CustomTestStringConvertible {
        let name: String
        let arguments: [String]

        var testDescription: String { name }
    }

    static let views = [
        View(name: "phone", arguments: ["--width", "390", "--open-details"]),
        View(name: "phone, dark", arguments: ["--width", "390", "--scheme", "dark"]),
        View(name: "laptop", arguments: ["--width", "1280", "--open-details"]),
        View(name: "laptop, dark", arguments: ["--width", "1280", "--scheme", "dark"]),
        // A4 less its margins, at 96 dots an inch.
        View(name: "paper", arguments: ["--width", "688", "--media", "print"]),
    ]

    @Test(
        .enabled(if: chromium != nil && program("python3") != nil, "needs Chromium and Python"), arguments: views)
    func nothingIsRequestedCutOrOverlapping(view: View) throws {
        let sample = try SampleReport.shared.get()
        let report = try sample.report()
        let path = try sample.write(
            try PageRenderer.html.text(of: Page(report)),
            as: "\(view.name).html".replacingOccurrences(of: ",", with: ""))
        let found = try inspect(path, view.arguments)
        #expect(found.faults == [])
        #expect(found.requests == [])
        #expect(found.blocked == [])
        #expect(found.scripts == 0)
        #expect(found.texts > 300)
        // As text, where the table of examples shows it, and in the numbers what the page was made of.
        let names = (found.tables["examples-t1"] ?? []).compactMap(\.first)
        #expect(names.dropFirst().elementsEqual(report.examples.map { Sections.shortened($0.id, to: 60) }.map(shown)))
        let rates = (found.tables["deciles-f1-t1"] ?? []).dropFirst().map { $0[3] }
        #expect(rates == report.gains?.slices.map { NumberText.share($0.rate) })
    }

    /// The page of a comparison keeps the same promises, and shows the numbers of the JSON.
    @Test(
        .enabled(if: chromium != nil && program("python3") != nil, "needs Chromium and Python"), arguments: views)
    func aComparisonKeepsThemToo(view: View) throws {
        let sample = try SampleComparison()
        let html = try PageRenderer.html.text(of: sample.page)
        #expect(html.utf8.count <= 300_000)
        let path = try SampleReport.shared.get().write(
            html, as: "comparison \(view.name).html".replacingOccurrences(of: ",", with: ""))
        let found = try inspect(path, view.arguments)
        #expect(found.faults == [])
        #expect(found.requests == [])
        #expect(found.blocked == [])
        #expect(found.scripts == 0)
        #expect(found.texts > 300)
        let json = try JSONEncoder().encode(sample.report)
        let report = try #require(JSONSerialization.jsonObject(with: json) as? [String: Any])
        let swap = try #require(report["swap"] as? [String: Any])
        for (row, name) in ["both", "model_only", "rules_only", "neither"].enumerated() {
            let cell = try #require(swap[name] as? [String: Any])
            let shown = try #require(found.tables["swap-f1-t1"])[row + 1]
            #expect(shown[1] == NumberText.count(try #require(cell["leads"] as? Double)))
            #expect(shown[2] == NumberText.count(try #require(cell["won"] as? Double)))
        }
        for (column, side) in [(1, "model"), (3, "rules")] {
            let metrics = try #require((report[side] as? [String: Any])?["metrics"] as? [String: Any])
            let auc = try #require((metrics["roc_auc"] as? [String: Any])?["value"] as? Double)
            let row = try #require(found.tables["ranking-t1"]?.first { $0[0] == "ROC AUC" })
            #expect(row[column] == NumberText.fixed(auc, 4))
        }
        // A lead called <script> is a text among the examples.
        let names = (found.tables["examples-t1"] ?? []).dropFirst().map { $0[0] }
        #expect(
            names.elementsEqual(sample.report.swap.examples.map { shown(Sections.shortened($0.id, to: 60)) }))
        #expect(html.contains("&lt;script&gt;") && !html.contains("<script"))
    }

    /// A page that breaks its promises, to see that the test would notice.
    @Test(.enabled(if: chromium != nil && program("python3") != nil, "needs Chromium and Python"))
    func faultsAreFound() throws {
        let sample = try SampleReport.shared.get()
        let bad = """
            <html><body style="margin:0"><h3>Deep</h3><img src="http://127.0.0.1:9/x.png">
            <p style="color:#aaa">pale</p><div style="width:3000px">wide</div>
            <svg viewBox="0 0 100 50" width="100"><text x="10" y="20">one</text><text x="12" y="22">two</text>
            <text x="90" y="40">beyond the edge</text></svg></body></html>
            """
        let found = try inspect(try sample.write(bad, as: "bad.html"), ["--width", "390"])
        for fault in ["overlap: \"one\" and \"two\"", "cut in its drawing: \"beyond the edge\"", "no language"] {
            #expect(found.faults.contains(fault), "\(fault)")
        }
        for fault in ["wider than the page", "contrast", "heading 3 after 0", "a drawing without a title"] {
            #expect(found.faults.contains { $0.hasPrefix(fault) }, "\(fault)")
        }
        #expect(found.requests == ["http://127.0.0.1:9/x.png"])
    }

    private func shown(_ name: String) -> String {
        String(String.UnicodeScalarView(name.unicodeScalars.map(HTMLText.visible)))
    }

    struct Findings: Decodable {
        let faults: [String]
        let requests: [String]
        let blocked: [String]
        let scripts: Int
        let texts: Int
        let tables: [String: [[String]]]
    }

    private func inspect(_ page: String, _ arguments: [String]) throws -> Findings {
        let script = try #require(
            Bundle.module.url(forResource: "inspect_page", withExtension: "py", subdirectory: "Browser"))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(Self.program("python3")))
        process.arguments = [script.path, page, "--chromium", try #require(Self.chromium)] + arguments
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return try JSONDecoder().decode(Findings.self, from: data)
    }
}
