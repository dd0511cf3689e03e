import Foundation
import Testing

@Suite struct EvaluateCommandTests {
    private func bench() async throws -> ToolBench {
        let bench = try ToolBench()
        try await bench.train(["--id", "id"])
        try bench.write("fresh.csv", SampleLeads(count: 200, seed: 9).csv)
        return bench
    }

    @Test func theReportIsTheContracts() async throws {
        let bench = try await bench()
        let result = try await bench.succeed(["evaluate", "m.model", "fresh.csv", "--json"])
        let report = try bench.object(result.output)
        #expect(result.errors.isEmpty)
        #expect(report["rows"] as? Int == 200)
        #expect((1..<200).contains(report["positives"] as? Int ?? 0))
        let metrics = try #require(report["metrics"] as? [String: [String: Double]])
        for name in ["roc_auc", "average_precision", "log_loss", "brier", "ece", "lift_at_10"] {
            let metric = try #require(metrics[name], "\(name)")
            #expect(Set(metric.keys) == ["value", "low", "high"])
            let (low, value, high) = (metric["low"] ?? 1, metric["value"] ?? 0, metric["high"] ?? -1)
            #expect(low <= value && value <= high, "\(name)")
        }
        // Cox's line on leads like those learned from: neither too extreme nor at another level.
        let calibration = try #require(report["calibration"] as? [String: [String: Double]])
        for (name, aim) in [("slope", 1.0), ("intercept", 0), ("intercept_in_the_large", 0)] {
            let figure = try #require(calibration[name], "\(name)")
            #expect(try #require(figure["low"]) < aim && aim < #require(figure["high"]), "\(name)")
        }
        // The planted effect is found.
        #expect((metrics["roc_auc"]?["value"] ?? 0) > 0.7)
        #expect(report["is_training_data"] as? Bool == false)
    }

    @Test func theLeadsItLearnedFromAreNoticed() async throws {
        let bench = try await bench()
        let same = try bench.object(await bench.succeed(["evaluate", "m.model", "leads.csv", "--json"]).output)
        #expect(same["is_training_data"] as? Bool == true)
        let words = try await bench.succeed(["evaluate", "m.model", "leads.csv"]).output
        #expect(words.contains("the leads the model learned from"))
    }

    @Test func requirementsDecideTheExitCode() async throws {
        let bench = try await bench()
        let evaluate = ["evaluate", "m.model", "fresh.csv"]
        for met in ["roc_auc>=0.6", "roc_auc > 0.6", "log_loss<=0.7", "brier<0.5", "lift_at_10>=1"] {
            try await bench.succeed(evaluate + ["--require", met])
        }
        let unmet = try await bench.run(evaluate + ["--require", "roc_auc>=0.6", "--require", "roc_auc>=0.9999"])
        #expect(unmet.ending == .exited(3))
        #expect(unmet.errors.hasPrefix("error[E330]: 1 requirement is not met\n"))
        #expect(unmet.errors.contains("roc_auc >= 0.9999: found 0."))
        // The figures are printed all the same.
        #expect(unmet.output.contains("ROC AUC"))
        let json = try await bench.run(evaluate + ["--json", "--require", "roc_auc>=0.9999"])
        #expect(json.ending == .exited(3))
        #expect(try bench.object(json.output)["rows"] as? Int == 200)
        for wrong in ["roc_auc", "roc_uac>=0.5", "roc_auc>=high", "roc_auc>=nan", ">=0.5", ""] {
            try await bench.fail(evaluate + ["--require", wrong], with: 64, "E103")
        }
    }

    @Test func orderThreadsAndExtraColumnsDoNotMatter() async throws {
        let bench = try await bench()
        let leads = SampleLeads(count: 200, seed: 9)
        let json = { (name: String, more: [String]) in
            try await bench.succeed(["evaluate", "m.model", name, "--json"] + more).outputData
        }
        let expected = try await json("fresh.csv", ["--threads", "1"])
        for threads in ["2", "4", "8"] { #expect(try await json("fresh.csv", ["--threads", threads]) == expected) }
        try bench.write(
            "turned.csv", SampleLeads.csv(SampleLeads.header.reversed(), leads.rows.map { $0.reversed() }))
        #expect(try await json("turned.csv", []) == expected)
        try bench.write("more.csv", leads.adding("new column") { row, _ in "x\(row)" })
        #expect(try await json("more.csv", []) == expected)
    }

    @Test func leadsWithoutBothOutcomesAreAnError() async throws {
        let bench = try await bench()
        var leads = SampleLeads(count: 20)
        for row in leads.rows.indices { leads.rows[row][6] = "won" }
        try bench.write("won.csv", leads.csv)
        try await bench.fail(["evaluate", "m.model", "won.csv"], with: 65, "E301")
        try bench.write("none.csv", SampleLeads.csv(SampleLeads.header, []))
        try await bench.fail(["evaluate", "m.model", "none.csv"], with: 65, "E301")
        let unlabelled = SampleLeads.csv(
            Array(SampleLeads.header.dropLast()), SampleLeads(count: 9).rows.map { Array($0.dropLast()) })
        try bench.write("unlabelled.csv", unlabelled)
        try await bench.fail(["evaluate", "m.model", "unlabelled.csv"], with: 65, "E130")
    }
}
