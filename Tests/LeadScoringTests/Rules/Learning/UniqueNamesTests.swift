import Testing

@testable import LeadScoring

@Suite struct UniqueNamesTests {
    @Test func namesExplainThemselvesAndAreGivenOnce() {
        var names = UniqueNames()
        #expect(names.name(for: "Lead Origin", "g") == "lead_origin")
        #expect(names.name(for: "lead-origin!", "g") == "lead_origin_2")
        #expect(names.name(for: "Größe (m²)", "g") == "groesse_m")
        #expect(names.name(for: "日本", "g") == "g")
        #expect(names.name(for: "90 days", "g") == "g_90_days")
        #expect(names.name(for: "Null", "g") == "g_null")
        #expect(names.name(for: String(repeating: "x", count: 500), "g").count <= 62)
    }
}
