import LearningCore
import Testing

@Suite struct SpellingTests {
    private static let columns = ["annual_revenue", "industry", "Lead Source", "y"]

    @Test(arguments: [
        ("anual_revenue", "annual_revenue"), ("ANNUAL REVENUE", "annual_revenue"), ("lead-source", "Lead Source"),
        ("Leda Source", "Lead Source"), ("indstry", "industry"), ("Y", "y"),
    ])
    func findsWhatWasMeant(typed: String, meant: String) {
        #expect(Spelling.closest(to: typed, among: Self.columns) == meant)
    }

    @Test func doesNotGuessWildly() {
        #expect(Spelling.closest(to: "created_at", among: Self.columns) == nil)
        #expect(Spelling.closest(to: "anything", among: []) == nil)
    }
}
