import Foundation
import Testing

@Suite struct FeaturesCommandTests {
    @Test func aColumnPerFeatureAndALinePerLead() async throws {
        let bench = try ToolBench()
        try await bench.train(["--id", "id"])
        let result = try await bench.succeed(["features", "m.model", "leads.csv"])
        let rows = csvRows(result.output)
        #expect(rows.count == csvRows(try bench.text("leads.csv")).count)
        #expect(rows[0][0] == "id" && rows[0].count > 3 && Set(rows.map(\.count)).count == 1)
        #expect(result.errors.contains("written + 0 rejected"))
        try await bench.succeed(["features", "m.model", "leads.csv", "-o", "matrix.csv", "-q"])
        #expect(csvRows(try bench.text("matrix.csv")) == rows)
    }

    @Test func whatIsAskedMustFitTogether() async throws {
        let bench = try ToolBench()
        try await bench.train()
        try await bench.fail(["features", "m.model"], with: 64, "E100")
        try await bench.fail(["features", "m.model", "leads.csv", "--emit-sql", "duckdb"], with: 64, "E100")
        try await bench.fail(["features", "m.model", "leads.csv", "--id", "id"], with: 64, "E100")
        try await bench.fail(["features", "m.model", "--emit-sql", "duckdb"], with: 64, "E103")
        try await bench.fail(["features", "m.model", "--emit-sql", "mysql"], with: 64, "E103")
    }
}
