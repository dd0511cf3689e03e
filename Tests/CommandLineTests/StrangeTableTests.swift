import Foundation
import LearningCore
import Testing

/// Tables as they should not be, but are.
@Suite struct StrangeTableTests {
    @Test func aLabelWithEverythingInItsName() async throws {
        let name = "Ist \"gewonnen\", ja/nein? Größe = 5; 🎯"
        let leads = SampleLeads()
        let bench = try ToolBench(
            leads: SampleLeads.csv(Array(SampleLeads.header.dropLast()) + [name], leads.rows))
        try await bench.train(["--id", "id"], label: name)
        try await bench.succeed(["evaluate", "m.model", "leads.csv", "-q"])
        try await bench.succeed(["score", "m.model", "leads.csv", "-q"])
        #expect(try await bench.succeed(["inspect", "m.model"]).output.contains(name))
        let check = try await bench.succeed(["check", "leads.csv", "--label", name, "--write-config", "c.yaml"])
        #expect(check.output.contains(name))
        try await bench.succeed(["train", "leads.csv", "--config", "c.yaml", "--model", "logistic", "-o", "n.model"])
    }

    @Test func aColumnCalledLikeTwo() async throws {
        let leads = SampleLeads().adding("size,visits", at: 6) { row, _ in "\(row % 7)" }
        let bench = try ToolBench(leads: leads)
        let report = try await bench.report(["--exclude", "size,visits"])
        let excluded = (report["excluded"] as? [[String: Any]])?.compactMap { $0["column"] as? String } ?? []
        #expect(excluded.contains("size,visits") && !excluded.contains("size") && !excluded.contains("visits"))
    }

    @Test func columnsOfOneNameAndOfNone() async throws {
        let header = SampleLeads.header + ["size", "size", "", " "]
        let rows = SampleLeads().rows.enumerated().map { row, cells in
            cells + ["\(row % 3)", "\(row % 4)", "\(row % 5)", "\(row % 7)"]
        }
        let bench = try ToolBench(leads: SampleLeads.csv(header, rows))
        let report = try await bench.report(["--id", "id"])
        #expect(
            (report["notes"] as? [String])?.contains { $0.contains("\"size\"") && $0.contains("\"size_2\"") } == true)
        let scores = csvRows(try await bench.succeed(["score", "m.model", "leads.csv", "-q"]).output)
        #expect(scores.count == 301)
    }

    @Test func numbersBeyondAllNumbers() async throws {
        let wild = ["1e400", "-1e400", "inf", "-inf", "nan", "NaN", "Infinity", "99999999999999999999999999", "1e-400"]
        let header = SampleLeads.header + ["wild", "huge"]
        let rows = SampleLeads().rows.enumerated().map { row, cells in
            cells + [
                row.isMultiple(of: 40) ? wild[row / 40 % wild.count] : "\(row)",
                "1" + String(repeating: "0", count: row % 300),
            ]
        }
        let bench = try ToolBench(leads: SampleLeads.csv(header, rows))
        for model in [["--model", "logistic"], ["--model", "boosted", "--trees", "3"]] {
            let result = try await bench.run(["train", "leads.csv", "--label", "outcome", "-o", "m.model"] + model)
            guard result.ending == .exited(0) else {
                #expect(result.ending == .exited(65) && result.errors.hasPrefix("error[E203]"), "\(result.errors)")
                continue
            }
            let scores = csvRows(
                try await bench.succeed(["score", "m.model", "leads.csv", "-q", "--reasons", "2"]).output)
            #expect(scores.count == 301)
            #expect(scores.dropFirst().allSatisfy { Double($0[1]).map((0...1).contains) == true })
        }
    }

    @Test func thousandsOfColumns() async throws {
        var generator = SeededGenerator(seed: 1)
        let header = SampleLeads.header + (0..<2_000).map { "c\($0)" }
        let rows = SampleLeads(count: 100).rows.map { cells in
            cells + (0..<2_000).map { _ in "\(generator.nextIndex(below: 10))" }
        }
        let bench = try ToolBench(leads: SampleLeads.csv(header, rows))
        try await bench.succeed([
            "train", "leads.csv", "--label", "outcome", "--allow-small", "--model", "boosted", "--trees", "2",
            "--holdout", "none", "-o", "m.model", "-q",
        ])
        let scores = try await bench.succeed(["score", "m.model", "leads.csv", "-q"]).output
        #expect(csvRows(scores).count == 101)
    }

    /// Too few leads for even one split of a tree, in some fold or in all.
    @Test(arguments: [6, 10, 29, 45])
    func hardlyAnyLeads(count: Int) async throws {
        var leads = SampleLeads(count: count)
        for row in leads.rows.indices { leads.rows[row][6] = row % 2 == 0 ? "won" : "lost" }
        let bench = try ToolBench(leads: leads.csv)
        for more in [[], ["--model", "boosted"], ["--model", "boosted", "--trees", "3"], ["--holdout", "none"]] {
            for split in ["time", "random"] {
                let result = try await bench.run(
                    ["train", "leads.csv", "--label", "outcome", "--allow-small", "--split", split, "-o", "m.model"]
                        + more)
                // It may be impossible to split so few, but never a crash.
                let isRefused = result.ending == .exited(65) && result.errors.hasPrefix("error[E121]")
                #expect(result.ending == .exited(0) || isRefused, "\(more) \(split): \(result.errors.prefix(600))")
            }
        }
    }

    @Test func hardlyAnyLeadsToJudge() async throws {
        let bench = try ToolBench()
        try await bench.train()
        var leads = SampleLeads(count: 2)
        (leads.rows[0][6], leads.rows[1][6]) = ("won", "lost")
        try bench.write("two.csv", leads.csv)
        let report = try bench.object(await bench.succeed(["evaluate", "m.model", "two.csv", "--json"]).output)
        #expect(report["rows"] as? Int == 2)
        try await bench.succeed(["evaluate", "m.model", "two.csv"])
    }

    @Test func manyWordsForWonAndLost() async throws {
        let won = [" WON ", "won", "Won", "wOn\u{A0}"]
        var leads = SampleLeads()
        for row in leads.rows.indices where leads.rows[row][6] == "won" { leads.rows[row][6] = won[row % 4] }
        let bench = try ToolBench(leads: leads.csv)
        let plain = try ToolBench()
        let positives = try await bench.report(["--won", "WON"])["positives"] as? Int
        #expect(try await plain.report()["positives"] as? Int == positives)
    }

    @Test func theSameLeadsInOtherClothesGiveTheSameModel() async throws {
        let bench = try ToolBench()
        let train = ["--label", "outcome", "--id", "id", "--model", "boosted", "--trees", "6", "-q", "-o"]
        try await bench.succeed(["train", "leads.csv"] + train + ["m.model"])
        let expected = try bench.bytes("m.model")
        let csv = SampleLeads().csv
        let semicolons = csv.replacingOccurrences(of: ",", with: ";").replacingOccurrences(of: "\n", with: "\r\n")
        try bench.write("semicolons.csv", "\u{FEFF}" + semicolons)
        try bench.write("tabs.tsv", csv.replacingOccurrences(of: ",", with: "\t"))
        var utf16 = Data([0xFF, 0xFE])
        for unit in csv.utf16 { utf16.append(contentsOf: [UInt8(unit & 0xFF), UInt8(unit >> 8)]) }
        try utf16.write(to: bench.url("utf16.csv"))
        let json = SampleLeads().rows.map { row in
            "{" + zip(SampleLeads.header, row).map { "\"\($0)\":\"\($1)\"" }.joined(separator: ",") + "}\n"
        }
        try bench.write("leads.jsonl", json.joined())
        let gzip = ToolRunner(executable: URL(fileURLWithPath: "/bin/gzip"))
        #expect(try await gzip.run(["-k", "leads.csv"], in: bench.folder.url).ending == .exited(0))
        for file in ["semicolons.csv", "tabs.tsv", "utf16.csv", "leads.jsonl", "leads.csv.gz"] {
            try await bench.succeed(["train", file] + train + ["other.model"])
            #expect(try bench.bytes("other.model") == expected, "\(file)")
        }
        try await bench.succeed(["train", "-"] + train + ["other.model"], input: csv)
        #expect(try bench.bytes("other.model") == expected)
    }
}
