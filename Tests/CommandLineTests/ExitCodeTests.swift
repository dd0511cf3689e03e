import Foundation
import Testing

/// Each exit status of the contract, provoked.
@Suite struct ExitCodeTests {
    private static let train = ["train", "leads.csv", "--label", "outcome", "--model", "logistic", "-o", "m.model"]

    @Test(arguments: [
        [], ["--help"], ["--version"], ["help", "train"], ["train", "--help"], ["doctor"], ["explain-error"],
        ["completions", "bash"], ["check", "leads.csv"],
    ])
    func zeroIsSuccess(arguments: [String]) async throws {
        let result = try await ToolBench().succeed(arguments)
        #expect(!result.output.isEmpty)
    }

    @Test(arguments: [
        (["trian", "leads.csv"], "E100", "Did you mean 'train'?"),
        (["frobnicate"], "E100", "There is no command 'frobnicate'"),
        (["train", "leads.csv", "--lable", "outcome", "-o", "m"], "E100", "Did you mean '--label'?"),
        (["train", "leads.csv", "--label", "outcome"], "E100", "--output"),
        (["train"], "E100", "Missing"),
        (["score", "m.model", "leads.csv", "--reasons", "many"], "E100", "--reasons"),
        (["score", "m.model", "leads.csv", "--reasons", "-1"], "E100", "--reasons"),
        (["score", "m.model", "leads.csv", "--threads", "0"], "E100", "--threads"),
        (["completions", "bsh"], "E100", "bash, zsh or fish"),
        (["explain-error", "E999"], "E100", "E999"),
        (train + ["--seed", "-1"], "E100", "--seed"),
        (train + ["--label", "Outcome"], "E101", "did you mean \"outcome\"?"),
        (train + ["--id", "idd"], "E101", "did you mean \"id\"?"),
        (train + ["--time", "created"], "E101", "(--time)"),
        (train + ["--group", "acount"], "E101", "(--group)"),
        (train + ["--exclude", "size,visit"], "E101", "did you mean \"visits\"?"),
        (train + ["--allow-leak", "vists"], "E101", "did you mean \"visits\"?"),
        (train + ["--monotone", "vists:+"], "E101", "did you mean \"visits\"?"),
        (train + ["--monotone", "source:+"], "E103", "holds no numbers"),
        (train + ["--monotone", "visits"], "E103", "COLUMN:+"),
        (train + ["--interaction", "size,vists"], "E101", "did you mean \"visits\"?"),
        (train + ["--seeds", "0"], "E103", "from 1 to 100"),
        (train + ["--exclude", "outcome"], "E103", "outcome column"),
        (train + ["--id", "outcome"], "E103", "outcome column"),
        (train + ["--model", "bosted"], "E103", "did you mean \"boosted\"?"),
        (train + ["--effort", "thorogh"], "E103", "did you mean \"thorough\"?"),
        (train + ["--split", "tme"], "E103", "did you mean \"time\"?"),
        (train + ["--holdout", "1"], "E103", "above 0"),
        (train + ["--holdout", "0"], "E103", "above 0"),
        (train + ["--holdout", "nan"], "E103", "above 0"),
        (train + ["--learning-rate", "0"], "E103", "above 0"),
        (train + ["--trees", "0"], "E103", "from 1"),
        (train + ["--leaves", "1"], "E103", "from 2"),
        (train + ["--validation-metric", "roc-auc"], "E103", "did you mean \"roc_auc\"?"),
        (train + ["--validation-metric", "brier", "--trees", "9"], "E103", "(--trees)"),
        (train + ["--type", "size=nubmer"], "E103", "did you mean \"number\"?"),
        (train + ["--delimiter", "ab"], "E103", "one character"),
        (train + ["--max-rejects", "-1"], "E100", "--max-rejects"),
    ])
    func sixtyFourIsUsage(arguments: [String], code: String, words: String) async throws {
        let result = try await ToolBench().fail(arguments, with: 64, code)
        #expect(result.errors.contains(words), "\(result.errors)")
    }

    @Test(arguments: [
        ("E110", "outcome", SampleLeads.csv(["a", "outcome"], [["1", "maybe"], ["2", "perhaps"]])),
        ("E120", "outcome", SampleLeads.csv(["a", "outcome"], [])),
        ("E301", "outcome", SampleLeads.csv(["a", "outcome"], [["1", "won"], ["2", "lost"]])),
        ("E301", "outcome", SampleLeads.csv(["a", "outcome"], (0..<99).map { ["\($0)", "open"] })),
        ("E301", "outcome", SampleLeads.csv(["a", "outcome"], (0..<99).map { ["\($0)", "won"] })),
        ("E132", "outcome", SampleLeads(count: 200).leakOnly),
        ("E201", "outcome", SampleLeads(count: 200).csv + "1,2\n"),
        ("E202", "outcome", SampleLeads(count: 200).csv + "\"never closed,2025-01-01,web,1,1,yes,won\n"),
        ("E205", "outcome", "PK\u{3}\u{4}\0\0\0\0\0\0"),
    ])
    func sixtyFiveIsBadData(code: String, label: String, leads: String) async throws {
        let bench = try ToolBench(leads: leads)
        try await bench.fail(["train", "leads.csv", "--label", label, "-o", "m.model"], with: 65, code)
        #expect(!FileManager.default.fileExists(atPath: bench.url("m.model").path))
    }

    @Test func sixtyFiveIsADamagedModelToo() async throws {
        let bench = try ToolBench()
        try await bench.train()
        try await bench.fail(["score", "leads.csv", "leads.csv"], with: 65, "E401")
        var bytes = try bench.bytes("m.model")
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: bench.url("m.model"))
        for command in [
            ["score", "m.model", "leads.csv"], ["evaluate", "m.model", "leads.csv"], ["inspect", "m.model"],
        ] {
            let result = try await bench.fail(command, with: 65, "E401")
            #expect(result.errors.contains("damaged") && result.errors.contains("= fix: "))
        }
    }

    @Test(arguments: [
        (["train", "none.csv", "--label", "y", "-o", "m"], "E211"), (["check", "none.csv"], "E211"),
        (["train", ".", "--label", "y", "-o", "m"], "E212"), (["score", "none.model", "leads.csv"], "E403"),
        (["inspect", "none.model"], "E403"), (["inspect", "."], "E403"),
    ])
    func sixtySixIsAMissingInput(arguments: [String], code: String) async throws {
        let result = try await ToolBench().fail(arguments, with: 66, code)
        #expect(result.errors.contains("= fix: "))
    }

    @Test func seventyThreeIsAnOutputThatCannotBeWritten() async throws {
        let bench = try ToolBench()
        let train = ["train", "leads.csv", "--label", "outcome", "--model", "logistic", "-o"]
        for path in ["missing/m.model", ".", "leads.csv/m.model"] {
            try await bench.fail(train + [path], with: 73, "E501")
        }
        try await bench.train()
        for path in ["missing/out.csv", "."] {
            let result = try await bench.run(["score", "m.model", "leads.csv", "-o", path])
            #expect(result.ending == .exited(73), "\(path): \(result.errors)")
        }
        // Nothing half-done stays behind.
        let left = try FileManager.default.contentsOfDirectory(atPath: bench.folder.url.path).sorted()
        #expect(left == ["leads.csv", "m.model"])
    }

    @Test(arguments: [
        ("labell: outcome", "did you mean \"label\"?", 1),
        ("label: outcome\nmodel: bosted", "did you mean \"boosted\"?", 2),
        ("label: outcome\ncolumns:\n  size: {rol: numeric}", "did you mean \"role\"?", 3),
        ("label: outcome\ncolumns:\n  size: {type: nubmer}", "did you mean \"number\"?", 3),
        ("label: [a, b]", "takes one value", 1), ("- a\n- b", "list of `key: value`", 1),
        ("label: outcome\nseed: -4", "whole number", 2),
        ("label: outcome\ntrees: many", "whole number", 2), ("label: \"unended", "not YAML", 1),
        ("a: b: c", "not YAML", 1),
    ])
    func seventyEightIsConfiguration(text: String, words: String, line: Int) async throws {
        let bench = try ToolBench()
        try bench.write("leadscore.yaml", text)
        let result = try await bench.fail(
            ["train", "leads.csv", "--config", "leadscore.yaml", "-o", "m.model"], with: 78, "E102")
        #expect(result.errors.contains(words), "\(result.errors)")
        #expect(result.errors.contains("leadscore.yaml:\(line):"), "\(result.errors)")
    }

    @Test func aConfiguredColumnThatIsNotThereIsConfigurationToo() async throws {
        let bench = try ToolBench()
        try bench.write("leadscore.yaml", "label: outcome\ncolumns:\n  vists: {role: numeric}\n")
        let result = try await bench.fail(
            ["train", "leads.csv", "--config", "leadscore.yaml", "-o", "m.model"], with: 78, "E102")
        #expect(result.errors.contains("leadscore.yaml:3:3: column \"vists\" is not in leads.csv"), "\(result.errors)")
        #expect(result.errors.contains("closest: \"visits\""), "\(result.errors)")
    }

    @Test func everyCodeIsExplained() async throws {
        let bench = try ToolBench()
        let list = try await bench.succeed(["explain-error"]).output
        let codes = list.split(separator: "\n").map { String($0.prefix(4)) }
        #expect(codes.count > 30 && Set(codes).count == codes.count)
        for code in codes {
            let text = try await bench.succeed(["explain-error", code]).output
            #expect(text.hasPrefix("\(code): ") && text.split(separator: "\n").count == 2, "\(text)")
        }
    }
}

extension SampleLeads {
    /// A table whose only feature gives the outcome away.
    fileprivate var leakOnly: String {
        Self.csv(["Tags", "outcome"], rows.map { [$0[6] == "won" ? "Will revert" : "Ringing", $0[6]] })
    }
}
