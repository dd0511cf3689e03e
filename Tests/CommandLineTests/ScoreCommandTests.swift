import Foundation
import Testing

@Suite struct ScoreCommandTests {
    private func bench(_ more: [String] = ["--id", "id"]) async throws -> ToolBench {
        let bench = try ToolBench()
        try await bench.train(more)
        return bench
    }

    /// New leads: no outcome.
    private func fresh(_ count: Int = 50, seed: UInt64 = 4) -> (header: [String], rows: [[String]]) {
        (Array(SampleLeads.header.dropLast()), SampleLeads(count: count, seed: seed).rows.map { Array($0.dropLast()) })
    }

    private func score(_ bench: ToolBench, _ leads: String, _ more: [String] = []) async throws -> [[String]] {
        try bench.write("new.csv", leads)
        return csvRows(try await bench.succeed(["score", "m.model", "new.csv"] + more).output)
    }

    @Test func oneLineALeadInInputOrder() async throws {
        let bench = try await bench()
        let (header, rows) = fresh()
        let shuffled = rows.enumerated().sorted { $0.offset * 7 % 50 < $1.offset * 7 % 50 }.map(\.element)
        let scores = try await score(bench, SampleLeads.csv(header, shuffled), ["--reasons", "2"])
        #expect(scores[0] == ["id", "probability", "score", "grade", "percentile", "reason_1", "reason_2"])
        #expect(scores.dropFirst().map { $0[0] } == shuffled.map { $0[0] })
        for cells in scores.dropFirst() {
            let (probability, score, percentile) = try (
                #require(Double(cells[1])), #require(Double(cells[2])), #require(Double(cells[4]))
            )
            #expect(probability > 0 && probability < 1)
            #expect((0...100).contains(score) && (0...100).contains(percentile))
            #expect(cells[3] == (score >= 75 ? "A" : score >= 50 ? "B" : score >= 25 ? "C" : "D"))
            #expect(cells[5].contains(": ") && cells[5].contains("(odds ×"))
        }
        // A better probability never has the lower score.
        let pairs = scores.dropFirst().map { (Double($0[1]) ?? 0, Double($0[2]) ?? 0) }.sorted { $0.0 < $1.0 }
        #expect(zip(pairs, pairs.dropFirst()).allSatisfy { $0.1 <= $1.1 })
    }

    @Test func scoresDoNotDependOnTheTablesForm() async throws {
        let bench = try await bench()
        let (header, rows) = fresh()
        let expected = try await score(bench, SampleLeads.csv(header, rows))
        #expect(try await score(bench, SampleLeads.csv(header.reversed(), rows.map { $0.reversed() })) == expected)
        #expect(
            try await score(bench, SampleLeads.csv(header + ["extra"], rows.map { $0 + ["=cmd()"] })) == expected)
        for row in [0, 13, 49] {
            // One by one is as all together.
            #expect(try await score(bench, SampleLeads.csv(header, [rows[row]]))[1] == expected[row + 1])
        }
        let semicolons = ([header] + rows).map { $0.joined(separator: ";") }.joined(separator: "\r\n")
        #expect(try await score(bench, "\u{FEFF}" + semicolons) == expected)
        let json = rows.map { row in
            "{" + zip(header, row).map { "\"\($0)\":\"\($1)\"" }.joined(separator: ",") + "}\n"
        }
        try bench.write("new.jsonl", json.joined())
        let fromJSON = try await bench.succeed(["score", "m.model", "new.jsonl"]).output
        #expect(csvRows(fromJSON) == expected)
        let streamed = try await bench.succeed(["score", "m.model", "-"], input: json.joined()).output
        #expect(csvRows(streamed) == expected)
        for threads in ["1", "2", "4", "8"] {
            #expect(try await score(bench, SampleLeads.csv(header, rows), ["--threads", threads]) == expected)
        }
    }

    @Test func idsAreWrittenAsTheyStand() async throws {
        let bench = try await bench()
        var (header, rows) = fresh(6)
        let ids = ["007", "1e5", "00", "a,\"b\"", " padded ", "é🎯"]
        for row in rows.indices { rows[row][0] = ids[row] }
        let found = try await score(bench, SampleLeads.csv(header, rows)).dropFirst().map { $0[0] }
        #expect(found[0] == "007" && found[1] == "1e5" && found[2] == "00" && found[3] == "a,\"b\"")
        #expect(found[4].trimmingCharacters(in: .whitespaces) == "padded" && found[5] == "é🎯")
        header.removeFirst()
        let unnamed = try await score(bench, SampleLeads.csv(header, rows.map { Array($0.dropFirst()) }))
        #expect(unnamed[0][0] == "row")
        #expect(unnamed.dropFirst().map { $0[0] } == ["1", "2", "3", "4", "5", "6"])
    }

    /// What a spreadsheet would run is kept from running, in ids and in reasons.
    @Test func formulasAreGuarded() async throws {
        var leads = SampleLeads()
        for row in leads.rows.indices where leads.rows[row][2] == "referral" {
            leads.rows[row][2] = "=HYPERLINK(\"x\")"
        }
        let bench = try ToolBench(leads: leads.csv)
        try await bench.train(["--id", "id"])
        var rows = fresh(8).rows
        let ids = ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "-12", "ok"]
        for row in rows.indices {
            rows[row][0] = ids[row]
            rows[row][2] = "=HYPERLINK(\"x\")"
        }
        let scores = try await score(bench, SampleLeads.csv(fresh().header, rows), ["--reasons", "5"]).dropFirst()
        for cells in scores {
            for text in [cells[0]] + cells[5...] {
                #expect(!"=+@\t\r".contains(text.first ?? " "), "\(text)")
                if text.hasPrefix("-") { #expect(Double(text) != nil, "\(text)") }
            }
        }
        #expect(scores.last?[0] == "ok")
    }

    @Test func emptyInputIsEmptyOutput() async throws {
        let bench = try await bench()
        let empty = try await bench.succeed(["score", "m.model", "-"])
        #expect(empty.output.isEmpty)
        let header = fresh().header.joined(separator: ",") + "\n"
        let none = try await bench.succeed(["score", "m.model", "-"], input: header)
        #expect(none.output == "id,probability,score,grade,percentile\n")
        #expect(none.errors == "0 rows in = 0 scored + 0 rejected\n")
        let unended = try await bench.succeed(["score", "m.model", "-"], input: String(header.dropLast()))
        #expect(unended.output == none.output)
    }

    @Test func standardInputIsReadOnceAndAlike() async throws {
        let bench = try await bench()
        let (header, rows) = fresh()
        let leads = SampleLeads.csv(header, rows)
        try bench.write("new.csv", leads)
        let file = try await bench.succeed(["score", "m.model", "new.csv"])
        let stream = try await bench.succeed(["score", "m.model", "-"], input: leads)
        #expect(file.outputData == stream.outputData)
        #expect(file.errors == "50 rows in = 50 scored + 0 rejected\n")
        let quiet = try await bench.succeed(["score", "m.model", "new.csv", "-q"])
        #expect(quiet.errors.isEmpty && quiet.outputData == file.outputData)
        let saved = try await bench.succeed(["score", "m.model", "new.csv", "-o", "out.csv"])
        #expect(saved.output.isEmpty)
        #expect(try bench.bytes("out.csv") == file.outputData)
    }

    @Test func jsonLinesHoldTheSame() async throws {
        let bench = try await bench()
        let (header, rows) = fresh()
        let csv = try await score(bench, SampleLeads.csv(header, rows), ["--reasons", "1"])
        let lines = try await bench.succeed([
            "score", "m.model", "new.csv", "--reasons", "1", "--format", "jsonl",
        ]).output.split(separator: "\n")
        #expect(lines.count == 50)
        for (line, cells) in zip(lines, csv.dropFirst()) {
            let object = try bench.object(String(line))
            #expect(object["id"] as? String == cells[0])
            // As text: both are the shortest that reads back as the same number.
            #expect(line.contains("\"probability\":\(cells[1]),"))
            #expect(object["score"] as? Double == Double(cells[2]))
            #expect(object["grade"] as? String == cells[3])
            #expect(object["percentile"] as? Double == Double(cells[4]))
            #expect(object["reason_1"] as? String == cells[5])
        }
        try await bench.succeed(["score", "m.model", "new.csv", "-o", "out.jsonl"])
        #expect(try bench.text("out.jsonl").hasPrefix("{"))
        try await bench.fail(["score", "m.model", "new.csv", "--format", "jsnol"], with: 64, "E103")
    }

    @Test func unseenLevelsAndGapsAreScored() async throws {
        let bench = try await bench()
        let (header, rows) = fresh(3)
        var odd = rows
        odd[0][2] = "a level never seen"
        odd[1] = [odd[1][0], "", "", "", "", ""]
        odd[2] = [odd[2][0], "2031-05-05", "n/a", "99999999999999999999", "-5", "n/a"]
        let scores = try await score(bench, SampleLeads.csv(header, odd), ["--reasons", "9"])
        #expect(scores.count == 4)
        #expect(scores.dropFirst().allSatisfy { Double($0[1]).map((0...1).contains) == true })
    }

    @Test func missingColumnsAreAllNamedWithTheNearest() async throws {
        let bench = try await bench()
        let (header, rows) = fresh(3)
        let renamed = header.map { ["visits": "visit", "source": "sorce"][$0] ?? $0 }
        try bench.write("new.csv", SampleLeads.csv(renamed, rows))
        let result = try await bench.fail(["score", "m.model", "new.csv"], with: 65, "E130")
        #expect(result.errors.contains("lacks 2 columns"))
        #expect(result.errors.contains("\"visits\" is missing; closest: \"visit\""))
        #expect(result.errors.contains("\"source\" is missing; closest: \"sorce\""))
        #expect(result.errors.contains("= fix: "))
    }

    @Test func badRowsAreRejectedAndCounted() async throws {
        let bench = try await bench()
        let (header, rows) = fresh(20)
        var lines = SampleLeads.csv(header, rows).split(separator: "\n").map(String.init)
        lines[4] += ",one,two"
        lines[9] = "00008,2025-01-01,web"
        try bench.write("new.csv", lines.joined(separator: "\n") + "\n")
        let failed = try await bench.run(["score", "m.model", "new.csv", "-o", "out.csv"])
        #expect(failed.ending == .exited(65))
        #expect(failed.errors.hasPrefix("error[E201]: new.csv:5: "))
        #expect(!FileManager.default.fileExists(atPath: bench.url("out.csv").path))
        let reject = ["score", "m.model", "new.csv", "--on-bad-row", "reject", "--rejects", "bad.csv"]
        let result = try await bench.succeed(reject)
        #expect(result.errors == "20 rows in = 18 scored + 2 rejected\n")
        #expect(csvRows(result.output).count == 19)
        let rejects = csvRows(try bench.text("bad.csv"))
        #expect(rejects[0] == ["file", "line", "byte", "row", "column", "code", "reason", "record"])
        #expect(rejects.dropFirst().map { $0[1] } == ["5", "10"])
        #expect(rejects.dropFirst().allSatisfy { $0[5] == "E201" })
        #expect(rejects[1][7] == lines[4])
        try await bench.succeed(reject + ["--max-rejects", "2"])
        try await bench.fail(reject + ["--max-rejects", "1", "-o", "x.csv"], with: 65, "E208")
        try await bench.fail(
            ["score", "m.model", "new.csv", "--on-bad-row", "rejekt"], with: 64, "E103")
    }

    @Test func aReaderThatHasSeenEnoughIsNoFault() async throws {
        let bench = try await bench()
        let (header, rows) = fresh(5_000)
        try bench.write("new.csv", SampleLeads.csv(header, rows))
        let tool = try ToolRunner(built: "leadscore").executable.path
        let shell = ToolRunner(executable: URL(fileURLWithPath: "/bin/bash"))
        for format in ["csv", "jsonl"] {
            let script = "\"\(tool)\" score m.model new.csv --format \(format) | head -n 1; exit ${PIPESTATUS[0]}"
            let result = try await shell.run(["-c", script], in: bench.folder.url)
            #expect(result.ending == .exited(0))
            #expect(result.output.count { $0 == "\n" } == 1)
            #expect(result.errors.isEmpty, "\(result.errors)")
        }
    }
}
