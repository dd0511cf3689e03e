import FeatureExtraction
import Testing

@testable import LeadScoring

@Suite struct BuyingCentreTests {
    @Test(arguments: [
        ("CFO", ["buyer", "decider"]), ("Leiterin Einkauf", ["buyer", "decider"]), ("Purchasing Manager", ["buyer"]),
        ("Software Engineer", ["influencer"]), ("Head of IT", ["decider", "influencer"]), ("Sales Manager", ["user"]),
        ("Geschäftsführer", ["decider"]), ("Specialist", ["user"]), ("asdf", []),
    ])
    func rolesOfTitles(title: String, roles: [String]) {
        let parts = TextReader(.jobTitle).parts(of: title)
        #expect(BuyingCentre.roles(rank: parts[0], department: parts[1]).sorted() == roles)
    }

    @Test func summary() {
        var summary = TitleSummary()
        #expect(summary.highestRank == nil)
        #expect(summary.missingRoles == BuyingCentre.roles)
        for title in ["Einkäufer", "Head of Sales", "Praktikant"] {
            summary.add(TextReader(.jobTitle).parts(of: title))
        }
        #expect(summary.highestRank == "head")
        #expect(summary.departments == ["purchasing", "sales"])
        #expect(summary.missingRoles == ["influencer"])
    }
}
