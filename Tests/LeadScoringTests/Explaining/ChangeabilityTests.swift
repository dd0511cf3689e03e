import FeatureExtraction
import Testing

@testable import LeadScoring

@Suite struct ChangeabilityTests {
    @Test(arguments: [
        "age", "Alter", "country", "Lead Source", "Lead Origin", "leadOrigin", "employees", "industry", "created_day",
        "How did you hear about us", "City",
    ])
    func whatIsPastStays(name: String) {
        #expect(Changeability(of: .number(column: name, flagsPlaceholder: false)) == .never)
        #expect(
            Changeability(of: .level(column: name, levels: ["a"], poolsRare: false, keepsPlaceholder: false)) == .never)
    }

    @Test func whatIsDoneIsCountedUpwards() {
        #expect(Changeability(of: .number(column: "TotalVisits", flagsPlaceholder: false)) == .mayRise)
        #expect(Changeability(of: .number(column: "days since last visit", flagsPlaceholder: false)) == .mayFall)
        #expect(Changeability(of: .boolean(column: "opt_in", keepsPlaceholder: false)) == .anyhow)
        #expect(
            Changeability(of: .date(column: "demo", timeColumn: nil, reference: 0, parts: [])) == .never)
        #expect(Changeability(of: .textLength(column: "note")) == .never)
    }
}
