import LearningCore
import Testing

@testable import LeadScoring

@Suite struct ImportedColumnsTests {
    private func matched(_ names: [String], _ header: [String], taken: Set<String> = ["won"]) throws -> [String] {
        let schema = try FeatureSchema(names.map { Feature(name: $0, kind: .numeric) })
        return try ImportedColumns.matched(schema, header: header, taken: taken, table: "leads.csv")
    }

    @Test func byName() throws {
        #expect(try matched(["b", "a"], ["a", "won", "b", "c"]) == ["b", "a"])
        #expect(try matched(["first_visit"], ["first visit", "won"]) == ["first visit"])
        #expect(try matched(["f0", "f1"], ["f1", "won", "f0", "x"]) == ["f0", "f1"])
    }

    @Test func withoutNamesByPlace() throws {
        #expect(try matched(["Column_0", "Column_1"], ["a", "won", "b"]) == ["a", "b"])
        #expect(try matched(["f0", "f1"], ["a", "id", "b", "won"], taken: ["won", "id"]) == ["a", "b"])
        #expect(throws: Diagnostic.self) { try matched(["f0", "f1"], ["a", "b", "c", "won"]) }
    }

    @Test func whatIsMissingOrAmbiguousIsSaid() {
        #expect(throws: Diagnostic.self) { try matched(["x"], ["a", "won"]) }
        #expect(throws: Diagnostic.self) { try matched(["a_b"], ["a b", "a/b", "won"]) }
        #expect(throws: Diagnostic.self) { try matched(["won"], ["a", "won"]) }
    }
}
