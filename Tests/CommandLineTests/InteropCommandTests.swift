import Foundation
import Testing

/// `export` and `import` as a user runs them.
@Suite struct InteropCommandTests {
    private static let boosted = [
        "train", "leads.csv", "--label", "outcome", "--id", "id", "--exclude", "created_at", "--model", "boosted",
        "--trees", "12", "--effort", "quick", "--holdout", "none", "-o", "own.model",
    ]

    private static func taking(_ file: String, from format: String = "lightgbm") -> [String] {
        [
            "import", file, "--from", format, "--schema", "leads.csv", "--label", "outcome", "--id", "id", "--exclude",
            "created_at", "-o", "again.model",
        ]
    }

    private func probabilities(_ bench: ToolBench, _ model: String) async throws -> [Double] {
        let rows = csvRows(try await bench.succeed(["score", model, "leads.csv", "-q"]).output)
        return rows.dropFirst().compactMap { $0.count > 1 ? Double($0[1]) : nil }
    }

    /// Written for LightGBM and taken over again, a model gives the same probabilities up to the rounding of a sum.
    @Test func aModelComesBackAsItWent() async throws {
        let bench = try ToolBench()
        try await bench.succeed(Self.boosted)
        let export = try await bench.succeed(["export", "own.model", "--to", "lightgbm", "-o", "own.txt"])
        #expect(export.output.isEmpty && export.errors.contains("visits") && export.errors.contains("categorical"))
        let text = try bench.text("own.txt")
        #expect(text.hasPrefix("tree\nversion=v4\n") && text.contains("pandas_categorical:[["))
        let report = try bench.object(try await bench.succeed(Self.taking("own.txt") + ["--json"]).output)
        #expect(report["trees"] as? Int == 12)
        #expect(report["rows"] as? Int == csvRows(try bench.text("leads.csv")).count - 1)
        let own = try await probabilities(bench, "own.model")
        let again = try await probabilities(bench, "again.model")
        #expect(own.count == again.count && own.count > 100 && Set(own).count > 10)
        for (own, again) in zip(own, again) { #expect(abs(own - again) < 1e-12) }
        let evaluation = try await bench.succeed(["evaluate", "again.model", "leads.csv"]).output
        #expect(evaluation.contains("ROC AUC"))
        let reasons = try await bench.succeed(["score", "again.model", "leads.csv", "--reasons", "2"]).output
        #expect(reasons.contains("reason_2") && reasons.contains("odds ×"))
        #expect(try await bench.succeed(["inspect", "again.model"]).output.contains("imported from lightgbm"))
    }

    /// A model far too sure of itself: fitted to outcomes it ranks as before, and means what it says.
    @Test func probabilitiesCanBeFitted() async throws {
        let bench = try ToolBench()
        try await bench.succeed(Self.boosted)
        try await bench.succeed(["export", "own.model", "--to", "lightgbm", "-o", "own.txt"])
        try bench.write(
            "sure.txt", try bench.text("own.txt").replacingOccurrences(of: "sigmoid:1", with: "sigmoid:20"))
        try await bench.succeed(Self.taking("sure.txt"))
        let raw = try await probabilities(bench, "again.model")
        let report = try await bench.succeed(Self.taking("sure.txt") + ["--calibrate"])
        #expect(report.output.contains("Its probabilities were fitted to these leads ("))
        #expect(report.output.contains("evaluate again.model OTHER-LEADS.csv"))
        let fitted = try await probabilities(bench, "again.model")
        #expect(raw.count == fitted.count && raw.count > 100)
        let order = raw.indices.sorted { (raw[$0], $0) < (raw[$1], $1) }
        #expect(zip(order, order.dropFirst()).allSatisfy { fitted[$0] <= fitted[$1] + 1e-15 })
        let outcomes = csvRows(try bench.text("leads.csv")).dropFirst().map { $0.last == "won" }
        #expect(abs(fitted.reduce(0, +) / Double(outcomes.count { $0 }) - 1) < 0.05)
        func loss(_ all: [Double]) -> Double { zip(all, outcomes).reduce(0) { $0 - log($1.1 ? $1.0 : 1 - $1.0) } }
        #expect(loss(fitted) < loss(raw) * 0.9)
        #expect(try await bench.succeed(["inspect", "again.model"]).output.contains("calibration "))
        let ranges = try await bench.succeed(["score", "again.model", "leads.csv", "--range", "-q"]).output
        #expect(ranges.hasPrefix("id,probability,score,grade,percentile,probability_low,probability_high\n"))
    }

    @Test func withoutAFileTheTextGoesToStandardOutput() async throws {
        let bench = try ToolBench()
        try await bench.succeed(Self.boosted)
        let result = try await bench.succeed(["export", "own.model", "--to", "lightgbm", "-q"])
        #expect(result.output.hasPrefix("tree\n") && result.errors.isEmpty)
    }

    @Test func whatCannotBeWrittenIsSaid() async throws {
        let bench = try ToolBench()
        try await bench.train()
        let result = try await bench.fail(["export", "m.model", "--to", "lightgbm"], with: 65, "E411")
        #expect(result.errors.contains("--model boosted"))
        try await bench.fail(["export", "m.model", "--to", "onnx"], with: 64, "E103")
        try await bench.fail(["export", "leads.csv", "--to", "lightgbm"], with: 65, "E401")
    }

    @Test func whatCannotBeTakenOverIsSaid() async throws {
        let bench = try ToolBench()
        try await bench.fail(Self.taking("leads.csv"), with: 65, "E410")
        try await bench.fail(Self.taking("leads.csv", from: "xgboost-json"), with: 65, "E410")
        try await bench.fail(Self.taking("leads.csv", from: "xgboost-ubj"), with: 65, "E410")
        try await bench.fail(Self.taking("none.txt"), with: 66, "E403")
        let typo = try await bench.fail(Self.taking("leads.csv", from: "lightgmb"), with: 64, "E103")
        #expect(typo.errors.contains("did you mean \"lightgbm\"?"))
        #expect(!FileManager.default.fileExists(atPath: bench.url("again.model").path))
    }

    /// A feature without a column is named; so is a column of another type.
    @Test func aTableThatDoesNotFitIsSaid() async throws {
        let bench = try ToolBench()
        try await bench.succeed(Self.boosted)
        try await bench.succeed(["export", "own.model", "--to", "lightgbm", "-o", "own.txt", "-q"])
        let leads = try bench.text("leads.csv")
        try bench.write("leads.csv", leads.replacingOccurrences(of: "visits", with: "visit"))
        let missing = try await bench.fail(Self.taking("own.txt"), with: 65, "E130")
        #expect(missing.errors.contains("\"visits\" is missing; closest: \"visit\""))
        try bench.write("leads.csv", leads)
        try await bench.fail(Self.taking("own.txt") + ["--type", "visits=text"], with: 65, "E131")
        try await bench.fail(Self.taking("own.txt") + ["--exclude", "visits"], with: 65, "E130")
    }

    /// LightGBM and XGBoost themselves, from Python, with everything a table can hold. Slow to start, so only on request.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["LEADSCORE_PEERS"] != nil))
    func thePeersAgree() async throws {
        let folder = try ScratchFolder()
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Interop/peers.py")
        let python = ToolRunner(executable: URL(fileURLWithPath: "/usr/bin/env"))
        let tool = try ToolRunner(built: "leadscore").executable.path
        let result = try await python.run(
            ["python3", script.path, tool], input: Data(), environment: [:], in: folder.url, timeout: .seconds(300))
        #expect(result.ending == .exited(0), "\(result.output)\(result.errors)")
    }
}
