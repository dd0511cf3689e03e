import Foundation
import Testing

/// Whatever happens to a run, a file that was there stays whole.
@Suite struct KilledRunTests {
    @Test func aKilledTrainingLeavesTheOldModel() async throws {
        let bench = try ToolBench()
        try await bench.train()
        let tool = try ToolRunner(built: "leadscore")
        var survived = 0
        for step in 0..<14 {
            let old = try bench.bytes("m.model")
            // From before the first byte is read until about the end of a run.
            let result = try await tool.run(
                [
                    "train", "leads.csv", "--label", "outcome", "--model", "logistic", "--seed", "\(step)", "-o",
                    "m.model",
                ],
                in: bench.folder.url, timeout: .milliseconds(20 + step * 40))
            let now = try bench.bytes("m.model")
            if case .timedOut = result.ending, now == old { survived += 1 }
            // Old or new, but a model.
            let inspected = try await bench.run(["inspect", "m.model"])
            #expect(inspected.ending == .exited(0), "killed after \(20 + step * 40) ms: \(inspected.errors)")
        }
        #expect(survived > 0)
    }

    @Test func aFailedRunLeavesTheOldFiles() async throws {
        let bench = try ToolBench()
        try await bench.train(["--id", "id"])
        try await bench.succeed(["score", "m.model", "leads.csv", "-o", "out.csv", "-q"])
        let (model, scores) = try (bench.bytes("m.model"), bench.bytes("out.csv"))
        try bench.write("leads.csv", SampleLeads().csv + "one,cell,too,few\n")
        try await bench.fail(["train", "leads.csv", "--label", "outcome", "-o", "m.model"], with: 65, "E201")
        try await bench.fail(["score", "m.model", "leads.csv", "-o", "out.csv"], with: 65, "E201")
        #expect(try bench.bytes("m.model") == model)
        #expect(try bench.bytes("out.csv") == scores)
        let left = try FileManager.default.contentsOfDirectory(atPath: bench.folder.url.path).sorted()
        #expect(left == ["leads.csv", "m.model", "out.csv"])
    }

    /// The table may be replaced by its own scores: it is read before the new file takes its name.
    @Test func outputOverTheInput() async throws {
        let bench = try ToolBench()
        try await bench.train(["--id", "id"])
        let expected = try await bench.succeed(["score", "m.model", "leads.csv"]).outputData
        try await bench.succeed(["score", "m.model", "leads.csv", "-o", "leads.csv"])
        #expect(try bench.bytes("leads.csv") == expected)
    }
}
