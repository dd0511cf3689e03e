import Foundation
import Testing

/// Attributes in long form, as a person uses them: named in leadscore.yaml for training, by --attributes afterwards.
@Suite struct AttributesCommandTests {
    private static let config = """
        label: outcome
        attributes: history.csv
        attribute-column: [known_at=seen]
        snapshot-age: 2d
        model: logistic
        effort: quick
        tables: words
        """

    private func bench(_ more: String = "") throws -> ToolBench {
        let sample = SampleLeads()
        var history = "id,field,value,seen\n"
        for row in sample.rows {
            let day = row[1]
            history += "\(row[0]),tier,\(row[2] == "referral" ? "gold" : "iron"),\(day)\n"
            // Written when all is over.
            history += "\(row[0]),verdict,\(row[6]),2026-06-01\n"
        }
        let bench = try ToolBench(leads: sample.csv)
        try bench.write("history.csv", history + more)
        try bench.write("leadscore.yaml", Self.config)
        try FileManager.default.createDirectory(at: bench.url("words"), withIntermediateDirectories: true)
        try bench.write("words/job-titles.csv", "executive,management,grand vizier\n")
        return bench
    }

    @Test func fromTheFileToTheScore() async throws {
        let bench = try bench()
        let told = try await bench.succeed(["train", "leads.csv", "--config", "leadscore.yaml", "-o", "m.model"])
        #expect(told.output.contains("known as of the snapshot: \"tier\", \"verdict\""))
        #expect(told.output.contains("300 became known only after the lead was looked at"))
        let given = ["--attributes", "history.csv"]
        try await bench.succeed(["evaluate", "m.model", "leads.csv"] + given)
        let features = try await bench.succeed(["features", "m.model", "leads.csv", "--as-of", "2d"] + given).output
        #expect(csvRows(features)[0].contains("tier") && !csvRows(features)[0].contains("verdict"))
        let scores = try await bench.succeed(["score", "m.model", "leads.csv", "--reasons", "9"] + given)
        #expect(scores.output.contains("tier: gold") && scores.errors.contains("attributes: 300 values of 300 leads"))
        try await bench.succeed(["explain", "m.model", "leads.csv", "--id", "00001"] + given)
        try await bench.succeed(["report", "m.model", "leads.csv"] + given)
        try await bench.fail(["score", "m.model", "leads.csv"], with: 65, "E142")
        try await bench.fail(["score", "m.model", "-"] + given, with: 64, "E103", input: "id\n1\n")
        let check = try await bench.succeed(["check", "leads.csv", "--config", "leadscore.yaml"])
        #expect(check.output.contains("--attributes history.csv --attribute-column known_at=seen"))
    }

    @Test func aMalformedTimeIsNamedWithItsLine() async throws {
        let bench = try bench("00001,tier,iron,yesterday\n")
        let train = ["train", "leads.csv", "--config", "leadscore.yaml", "-o", "m.model"]
        let fault = try await bench.fail(train, with: 65, "E203")
        #expect(fault.errors.contains("history.csv:602") && !fault.errors.contains("yesterday"))
        try await bench.succeed(train + ["--rejects", "bad.csv"])
        #expect(try bench.text("bad.csv").contains("history.csv,602,"))
    }

    @Test func whatCannotBeIsSaid() async throws {
        let bench = try bench()
        let train = ["train", "leads.csv", "--label", "outcome", "-o", "m.model"]
        try await bench.fail(train + ["--attributes", "none.csv"], with: 66, "E211")
        try await bench.fail(train + ["--attributes", "leads.csv"], with: 65, "E142")
        try await bench.fail(
            train + ["--attributes", "history.csv", "--attribute-column", "when=seen"], with: 64, "E103")
        try bench.write("words/job-titles.csv", "executive\n")
        let tables = try await bench.fail(train + ["--tables", "words"], with: 65, "E143")
        #expect(tables.errors.contains("job-titles.csv:1"))
        try await bench.fail(
            ["rules", "learn", "leads.csv", "--label", "outcome", "--attributes", "history.csv", "-o", "r.yaml"],
            with: 64, "E103")
    }
}
