import Foundation
import Testing

/// What a lead's cells hold never reaches an error message: not the value, not a part of it.
@Suite struct PrivacyTests {
    private static let secret = "Xaver.Geheim@example.org"

    /// Commands over tables in which every cell that is wrong holds the secret.
    @Test(arguments: [
        // A row too long, one too short, one with an open quote.
        SampleLeads().csv + "9,2025-01-01,\(secret),1,1,yes,won,\(secret)\n", SampleLeads().csv + "\(secret)\n",
        SampleLeads().csv + "9,\"\(secret)",
        // A cell that is no number, no date, no yes or no.
        SampleLeads().csv + "9,2025-01-01,web,\(secret),1,yes,won\n",
        SampleLeads().csv + "9,\(secret),web,1,1,yes,won\n",
        SampleLeads().csv + "9,2025-01-01,web,1,1,\(secret),won\n",
        // Bytes that are no UTF-8 would be, and a NUL.
        SampleLeads().csv + "9,2025-01-01,\(secret)\0,1,1,yes,won\n",
        // An outcome column that is none: every lead's address.
        SampleLeads().adding("mail", at: 6) { row, _ in "\(row)\(secret)" }
            .replacingOccurrences(of: "mail,outcome", with: "outcome,result"),
    ])
    func noCellIsQuoted(leads: String) async throws {
        let bench = try ToolBench()
        try await bench.train(["--id", "id"])
        try bench.write("leads.csv", leads)
        for command in [
            ["train", "leads.csv", "--label", "outcome", "-o", "x"], ["check", "leads.csv", "--label", "outcome"],
            ["evaluate", "m.model", "leads.csv"], ["score", "m.model", "leads.csv"],
            ["score", "m.model", "leads.csv", "--on-bad-row", "reject", "--rejects", "r.csv", "--max-rejects", "0"],
        ] {
            let result = try await bench.run(command + ["--type", "opt_in=boolean"])
            #expect(!result.errors.contains("Geheim"), "\(command): \(result.errors)")
            if command[0] != "score" { #expect(!result.output.contains("Geheim"), "\(command): \(result.output)") }
        }
    }

    @Test func aLineThatIsNoJSONIsNotQuoted() async throws {
        let bench = try ToolBench()
        try await bench.train(["--id", "id"])
        for line in ["{\"id\":\"\(Self.secret)\",}", "{\"id\":[\"\(Self.secret)\"]}", "{\"size\":\"\(Self.secret)\"}"] {
            try bench.write("new.jsonl", "{\"id\":\"1\",\"size\":1}\n" + line + "\n")
            let result = try await bench.run(["score", "m.model", "new.jsonl"])
            #expect(!result.errors.contains("Geheim"), "\(result.errors)")
        }
    }

    /// The summary of a training, and the model file, name columns and outcomes, not people.
    @Test func theModelHoldsNoRareValues() async throws {
        let leads = SampleLeads().adding("mail") { row, _ in "\(row).\(Self.secret)" }
        let bench = try ToolBench(leads: leads)
        let summary = try await bench.train(["--id", "id"])
        #expect(!summary.output.contains("Geheim") && !summary.errors.contains("Geheim"))
        #expect(try bench.bytes("m.model").range(of: Data("Geheim".utf8)) == nil)
        #expect(!(try await bench.succeed(["inspect", "m.model"]).output.contains("Geheim")))
    }
}
