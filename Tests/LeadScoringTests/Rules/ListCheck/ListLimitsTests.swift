import Testing

@testable import LeadScoring

@Suite struct ListLimitsTests {
    @Test func changes() throws {
        let limits = try ListLimits(age: "30d", changes: ["duplicates=5%:0.3", "free-emails=100%", "old=0"])
        #expect(limits.maximumAge == 30 * 86_400)
        #expect(limits[.duplicates] == ListLimits.Limit(usable: 0.05, refused: 0.3))
        #expect(limits[.freeEmails] == ListLimits.Limit(usable: 1, refused: 1))
        // What is not said stays.
        #expect(limits[.old] == ListLimits.Limit(usable: 0, refused: ListLimits()[.old].refused))
        #expect(limits[.badPhones] == ListLimits()[.badPhones])
    }

    @Test(arguments: [
        "duplicate=5%", "duplicates", "duplicates=", "duplicates=5%:3%", "duplicates=101%", "old=a:b", "=1", "",
    ])
    func nonsense(change: String) {
        let fault = #expect(throws: Diagnostic.self) { try ListLimits(age: nil, changes: [change]) }
        #expect(fault?.code == "E103")
    }

    @Test func everyFaultHasBounds() {
        for fault in ListFault.allCases {
            let limit = ListLimits()[fault]
            #expect(limit.usable < limit.refused)
            #expect(limit.refused < 1)
        }
        #expect(throws: Diagnostic.self) { try ListLimits(age: "old", changes: []) }
    }
}
