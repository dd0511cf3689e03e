import Foundation
import Testing

@Suite struct TrainCommandTests {
    @Test func theReportIsTheContracts() async throws {
        let bench = try ToolBench(
            leads: SampleLeads().adding("Tags") { _, cells in cells[6] == "won" ? "Closed" : "Busy" })
        let result = try await bench.train(["--id", "id", "--exclude", "size", "--json", "-q"])
        #expect(result.output.hasSuffix("}\n") && result.output.count { $0 == "\n" } == 1)
        let report = try bench.object(result.output)
        #expect(report["rows"] as? Int == 300)
        let positives = try #require(report["positives"] as? Int)
        let model = try #require(report["model"] as? [String: Any])
        #expect(model["kind"] as? String == "logistic")
        let excluded = try #require(report["excluded"] as? [[String: Any]])
        #expect(excluded.allSatisfy { $0["column"] is String && $0["reason"] is String })
        #expect(Set(excluded.compactMap { $0["column"] as? String }).isSuperset(of: ["Tags", "size"]))
        let holdout = try #require(report["holdout"] as? [String: Any])
        #expect(holdout["rows"] as? Int == 60)
        #expect(holdout["split"] as? String == "time")
        let metrics = try #require(holdout["metrics"] as? [String: [String: Double]])
        for name in ["roc_auc", "average_precision", "log_loss", "brier", "ece", "lift_at_10"] {
            let metric = try #require(metrics[name], "\(name)")
            let (low, value, high) = try (
                #require(metric["low"]), #require(metric["value"]), #require(metric["high"])
            )
            #expect(low <= value && value <= high, "\(name)")
        }
        let timings = try #require(report["timings"] as? [String: Double])
        for part in ["read", "features", "select", "fit", "calibrate", "evaluate", "save", "total"] {
            #expect(timings[part].map { $0 >= 0 } == true, "\(part)")
        }
        let total = try #require(timings["total"])
        #expect(total > 0)
        #expect(timings.filter { !["total", "bin"].contains($0.key) }.values.reduce(0, +) <= total * 1.01)
        #expect(positives > 60 && positives < 240)
        #expect(result.errors.isEmpty)
    }

    @Test func withoutAHoldoutItIsNull() async throws {
        let bench = try ToolBench()
        let report = try await bench.report(["--holdout", "none"])
        #expect(report["holdout"] is NSNull)
        let words = try await bench.train(["--holdout", "none"]).output
        #expect(words.contains("Nothing was held out"))
    }

    @Test func boostedReportsItsBinning() async throws {
        let bench = try ToolBench()
        let report = try await bench.report(["--model", "boosted", "--trees", "5", "--leaves", "4"])
        let model = try #require(report["model"] as? [String: Any])
        let settings = try #require(model["settings"] as? [String: String])
        #expect(model["kind"] as? String == "boosted")
        #expect(settings["trees"] == "5" && settings["leaves"] == "4")
        let timings = try #require(report["timings"] as? [String: Double])
        let (bin, fit) = try (#require(timings["bin"]), #require(timings["fit"]))
        #expect(bin >= 0 && bin <= fit)
    }

    @Test func fewerTreesTakeLargerSteps() async throws {
        let bench = try ToolBench()
        for (more, rate) in [
            (["--trees", "200"], "0.05"), (["--trees", "5"], "0.1"),
            (["--trees", "5", "--learning-rate", "0.3"], "0.3"),
        ] {
            let report = try await bench.report(["--model", "boosted", "--leaves", "2", "--holdout", "none"] + more)
            let model = try #require(report["model"] as? [String: Any])
            #expect((model["settings"] as? [String: String])?["learning_rate"] == rate)
        }
    }

    /// Trees of a number of leaves one has asked for are as deep as those leaves make them.
    @Test func leavesLiftTheLimitOfDepth() async throws {
        let bench = try ToolBench()
        for (more, depth) in [([], "6"), (["--leaves", "20"], nil)] as [([String], String?)] {
            let report = try await bench.report(["--model", "boosted", "--trees", "5", "--holdout", "none"] + more)
            let model = try #require(report["model"] as? [String: Any])
            #expect((model["settings"] as? [String: String])?["max_depth"] == depth)
        }
    }

    /// The number of trees is the best by the metric; which it was stands in the model.
    @Test func theMetricDecidesHowManyTrees() async throws {
        let bench = try ToolBench()
        var trees: Set<String> = []
        for metric in ["log_loss", "brier", "roc_auc", "average_precision"] {
            let arguments = ["--model", "boosted", "--validation-metric", metric, "--holdout", "none"]
            let model = try #require(try await bench.report(arguments)["model"] as? [String: Any])
            let settings = try #require(model["settings"] as? [String: String])
            #expect(settings["validation_metric"] == (metric == "log_loss" ? nil : metric))
            trees.insert(try #require(settings["trees"]))
        }
        #expect(trees.count > 1)
    }

    @Test func theOptionsOfTheLearnersAreHeeded() async throws {
        let bench = try ToolBench()
        let boosted = ["--model", "boosted", "--trees", "5", "--leaves", "4", "--holdout", "none"]
        var files: Set<Data> = []
        for more in [
            [], ["--learning-rate", "0.3"], ["--trees", "6"], ["--leaves", "2"], ["--monotone", "visits:-"],
            ["--interaction", "visits,size"], ["--seeds", "3"],
        ] {
            try await bench.train(boosted + more)
            files.insert(try bench.bytes("m.model"))
        }
        #expect(files.count == 7)
        let settings = try (await bench.report(boosted + ["--learning-rate", "0.3"]))["model"] as? [String: Any]
        #expect((settings?["settings"] as? [String: String])?["learning_rate"] == "0.3")
    }

    /// Each for itself, by flags or in a file, as words or as a list: the same bytes.
    @Test func interactionsAndSeedsCanBeConfigured() async throws {
        let bench = try ToolBench()
        let boosted = ["--model", "boosted", "--trees", "5", "--holdout", "none"]
        let flags = ["--interaction", "visits, size", "--interaction", "source,opt_in", "--seeds", "2"]
        let report = try await bench.report(boosted + flags)
        let model = try #require(report["model"] as? [String: Any])
        #expect((model["settings"] as? [String: String])?["seeds"] == "2")
        let expected = try bench.bytes("m.model")
        for groups in ["[[visits, size], [source, opt_in]]", "[\"visits,size\", \"source,opt_in\"]"] {
            try bench.write("leadscore.yaml", "interaction: \(groups)\nseeds: 2\n")
            try await bench.train(boosted + ["--config", "leadscore.yaml"])
            #expect(try bench.bytes("m.model") == expected, "\(groups)")
        }
        try bench.write("leadscore.yaml", "seeds: 2\ninteraction:\n  - [visits, sizes]\n")
        let arguments = ["train", "leads.csv", "--label", "outcome", "-o", "m.model", "--config", "leadscore.yaml"]
        let result = try await bench.fail(arguments, with: 78, "E102")
        #expect(result.errors.contains("leadscore.yaml:3:3"), "\(result.errors)")
    }

    @Test func autoComparesAndEffortSetsTheFolds() async throws {
        let bench = try ToolBench()
        let report = try await bench.report(["--model", "auto", "--effort", "quick", "--trees", "8"])
        let kinds = (report["candidates"] as? [[String: Any]])?.compactMap { $0["kind"] as? String } ?? []
        #expect(kinds.contains("logistic") && kinds.contains("boosted"))
    }

    @Test func holdoutAndSplitAreHeeded() async throws {
        let bench = try ToolBench()
        for (options, rows, split) in [
            (["--holdout", "0.3"], 90, "time"), (["--split", "random"], 60, "random"),
            (["--split", "random", "--holdout", "0.1"], 30, "random"), (["--split", "time"], 60, "time"),
            (["--time", "created_at"], 60, "time"),
        ] {
            let holdout = try (await bench.report(options))["holdout"] as? [String: Any]
            #expect(holdout?["rows"] as? Int == rows, "\(options)")
            #expect(holdout?["split"] as? String == split, "\(options)")
        }
    }

    @Test func aGroupStaysOnOneSide() async throws {
        let leads = SampleLeads().adding("account") { row, _ in "A\(row / 3)" }
        let bench = try ToolBench(leads: leads)
        let report = try await bench.report(["--group", "account", "--exclude", "created_at"])
        let holdout = try #require(report["holdout"] as? [String: Any])
        #expect(holdout["split"] as? String == "group")
        // Groups of three and no part of one.
        #expect((holdout["rows"] as? Int ?? 1).isMultiple(of: 3))
    }

    @Test func outcomesAreMappedAsTold() async throws {
        var leads = SampleLeads()
        for row in leads.rows.indices {
            if row.isMultiple(of: 10) { leads.rows[row][6] = "Engaging" }
            if row % 10 == 1 { leads.rows[row][6] = "Prospecting" }
            // Capitals and spaces around a word do not make another word.
            if row.isMultiple(of: 7), leads.rows[row][6] == "won" { leads.rows[row][6] = " WON " }
        }
        let bench = try ToolBench(leads: leads.csv)
        try await bench.fail(
            ["train", "leads.csv", "--label", "outcome", "-o", "m.model"], with: 65, "E110")
        let report = try await bench.report([
            "--won", "Won", "--lost", "lost", "--ignore-outcome", "Engaging", "--ignore-outcome", "prospecting",
        ])
        #expect(report["rows"] as? Int == 240)
        #expect(report["open"] as? Int == 60)
        // The words may as well be turned round.
        let inverse = try await bench.report([
            "--won", "lost", "--lost", "won", "--ignore-outcome", "Engaging", "--ignore-outcome", "Prospecting",
        ])
        #expect((inverse["positives"] as? Int ?? 0) + (report["positives"] as? Int ?? 0) == 240)
    }

    @Test func aLeakIsLeftOutUnlessAllowed() async throws {
        let leads = SampleLeads().adding("close_value") { row, cells in cells[6] == "won" ? "\(100 + row)" : "0" }
        let bench = try ToolBench(leads: leads)
        let excluded = try (await bench.report())["excluded"] as? [[String: Any]]
        #expect(excluded?.contains { $0["column"] as? String == "close_value" } == true)
        let kept = try await bench.report(["--allow-leak", "close_value"])
        #expect((kept["excluded"] as? [[String: Any]])?.contains { $0["column"] as? String == "close_value" } == false)
        #expect(kept["kept_leaks"] as? [String] == ["close_value"])
        let card = try await bench.succeed(["inspect", "m.model"]).output
        #expect(card.contains("Kept by request though it may leak: \"close_value\""))
    }

    @Test func seedsAndThreads() async throws {
        let bench = try ToolBench()
        let boosted = ["train", "leads.csv", "--label", "outcome", "--model", "boosted", "--trees", "12"]
        var bytes: [Data] = []
        for threads in ["1", "2", "4", "8"] {
            try await bench.succeed(
                boosted + ["--split", "random", "--seed", "3", "--threads", threads, "-o", "t\(threads)"])
            bytes.append(try bench.bytes("t\(threads)"))
        }
        #expect(Set(bytes).count == 1)
        try await bench.succeed(boosted + ["--split", "random", "--seed", "4", "-o", "other"])
        #expect(try bench.bytes("other") != bytes[0])
    }

    @Test func quietIsQuiet() async throws {
        let bench = try ToolBench()
        let result = try await bench.train(["-q"])
        #expect(result.errors.isEmpty && result.output.isEmpty)
        let json = try await bench.train(["--quiet", "--json"])
        #expect(json.errors.isEmpty)
        #expect(try bench.object(json.output)["rows"] as? Int == 300)
    }

    @Test func theSummaryNamesTheNextCommand() async throws {
        let bench = try ToolBench()
        let words = try await bench.train().output
        #expect(words.contains("Learned from 300 closed leads of leads.csv"))
        #expect(words.contains("Next: leadscore score m.model "))
        #expect(!words.contains("\u{1B}"))
    }
}
