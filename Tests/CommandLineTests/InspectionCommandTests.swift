import Foundation
import Testing

@Suite struct InspectionCommandTests {
    private struct Importance: Decodable {
        struct Column: Decodable {
            let column: String
            let loss: Double
            let standardDeviation: Double
            let losses: [Double]
        }
        let rows: Int
        let metric: String
        let value: Double
        let columns: [Column]
        let isTrainingData: Bool
    }

    private struct Dependence: Decodable {
        struct Point: Decodable {
            let value: String?
            let rows: Int
            let won: Int
            let probability: Double
            let logOdds: Double
            let effect: Double?
        }
        struct Curve: Decodable {
            let feature: String
            let isNumeric: Bool
            let points: [Point]
        }
        struct Column: Decodable {
            let column: String
            let features: [Curve]
        }
        let rows: Int
        let columns: [Column]
    }

    private func read<Value: Decodable>(_ output: String, as _: Value.Type) throws -> Value {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(Value.self, from: Data(output.utf8))
    }

    /// The planted effects are found, the noise is not, and the figure is the one `evaluate` gives.
    @Test func whatWasPlantedIsImportant() async throws {
        let bench = try ToolBench(leads: SampleLeads(count: 600).csv)
        try await bench.train(["--exclude", "id,created_at"])
        let output = try await bench.succeed(["importance", "m.model", "leads.csv", "--json"]).output
        let found = try read(output, as: Importance.self)
        #expect(Set(found.columns.map(\.column)) == ["source", "size", "visits", "opt_in"])
        #expect(Set(found.columns.prefix(3).map(\.column)) == ["source", "visits", "opt_in"])
        #expect(found.columns.prefix(3).allSatisfy { $0.loss > 2 * $0.standardDeviation && $0.losses.count == 5 })
        #expect(found.isTrainingData && found.metric == "roc_auc" && found.rows == 600)
        let evaluation = try bench.object(
            try await bench.succeed(["evaluate", "m.model", "leads.csv", "--json"]).output)
        let metrics = evaluation["metrics"] as? [String: [String: Double]]
        #expect(metrics?["roc_auc"]?["value"].map { abs($0 - found.value) < 1e-9 } == true)
        let words = try await bench.succeed(["importance", "m.model", "leads.csv", "--metric", "log_loss"]).output
        #expect(words.contains("visits") && words.contains("learned by heart"))
    }

    @Test func optionsOfImportanceAreHeeded() async throws {
        let bench = try ToolBench()
        try await bench.train()
        func report(_ more: [String]) async throws -> Importance {
            let output = try await bench.succeed(["importance", "m.model", "leads.csv", "--json"] + more).output
            return try read(output, as: Importance.self)
        }
        let first = try await report([])
        let one = try await report(["--column", "visits", "--threads", "1"])
        #expect(
            one.columns.count == 1 && one.columns[0].losses == first.columns.first { $0.column == "visits" }?.losses)
        #expect(try await report(["--seed", "4"]).columns[0].losses != first.columns[0].losses)
        let brier = try await report(["--metric", "brier", "--repeats", "2"])
        #expect(brier.metric == "brier" && brier.columns[0].losses.count == 2)
        // Only closed leads count.
        try bench.write(
            "open.csv", SampleLeads.csv(SampleLeads.header, SampleLeads().rows.map { $0.dropLast() + [""] }))
        try await bench.fail(["importance", "m.model", "open.csv"], with: 65, "E301")
        try await bench.fail(["importance", "m.model", "leads.csv", "--metric", "auc_roc"], with: 64, "E103")
        try await bench.fail(["importance", "m.model", "leads.csv", "--repeats", "0"], with: 64, "E103")
        try await bench.fail(["importance", "m.model", "leads.csv", "--column", "vists"], with: 64, "E101")
    }

    /// A straight logistic regression: effects lie on a line, and the chance goes with them.
    @Test func straightModelsHaveStraightEffects() async throws {
        let bench = try ToolBench(leads: SampleLeads(count: 400).csv)
        try await bench.train(["--effort", "quick", "--exclude", "id,created_at"])
        let arguments = ["dependence", "m.model", "leads.csv", "--column", "visits", "--column", "source"]
        let found = try read(try await bench.succeed(arguments + ["--json"]).output, as: Dependence.self)
        #expect(found.columns.map(\.column) == ["visits", "source"] && found.rows == 400)
        let visits = try #require(found.columns[0].features.first)
        #expect(visits.isNumeric && visits.points.count == 11)
        #expect(visits.points.reduce(0) { $0 + $1.rows } == 400)
        let source = try #require(found.columns[1].features.first)
        #expect(Set(source.points.compactMap(\.value)) == ["web", "fair", "referral", "phone"])
        let referral = try #require(source.points.first { $0.value == "referral" })
        for point in source.points where point.value != "referral" {
            #expect(point.probability < referral.probability && (point.effect ?? 9) < referral.effect ?? 0)
        }
        let words = try await bench.succeed(arguments).output
        #expect(words.contains("visits ≤") && words.contains("referral") && words.contains("partial dependence"))
        let fewer = try await bench.succeed(arguments + ["--parts", "2", "--json"]).output
        #expect(try read(fewer, as: Dependence.self).columns[0].features[0].points.count == 3)
        try await bench.fail(["dependence", "m.model", "leads.csv"], with: 64, "E103")
        try await bench.fail(["dependence", "m.model", "leads.csv", "--column", "vists"], with: 64, "E101")
        try await bench.fail(arguments + ["--parts", "0"], with: 64, "E103")
    }
}
