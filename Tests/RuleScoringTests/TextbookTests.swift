import LeadHistory
import Testing

@testable import RuleScoring

/// The field's textbook example, counted by hand.
@Suite struct TextbookTests {
    /// A founder of a technology company opened a mail on 1 March, saw the pricing page on the 2nd, was silent for more
    /// than a week, opened twice on the 12th, followed a tutorial on the 13th, asked and took the newsletter on the 14th.
    ///
    /// Fit: technology 15, founder 20, decision maker 20 = 55 of 75.
    /// Engagement: three opens at 2 = 6, pricing page 10, tutorial 20, enquiry 10, newsletter 12, two opens after silence
    /// 10 = 68.
    @Test func founder() throws {
        let events = [
            ("2026-03-01 09:00", "email_open"), ("2026-03-02 10:00", "pricing_page"),
            ("2026-03-12 09:00", "email_open"), ("2026-03-12 15:00", "email_open"), ("2026-03-13 11:00", "tutorial"),
            ("2026-03-14 08:00", "enquiry"), ("2026-03-14 08:05", "newsletter"),
        ]
        let scores = try scores(title: "Co-Founder", industry: "Software", events)
        #expect(scores.axisPoints == [[55], [68]])
        #expect(scores.axisPercents[1] == [68])
        #expect(Array(scores.letters) == ["B"])
    }

    /// A marketing manager elsewhere: manager 10. One open 2, pricing page 10; nothing after a silence.
    @Test func manager() throws {
        let events = [("2026-03-01 09:00", "email_open"), ("2026-03-02 10:00", "pricing_page")]
        let scores = try scores(title: "Marketing Manager", industry: "Retail", events)
        #expect(scores.axisPoints == [[10], [12]])
        #expect(Array(scores.letters) == ["D"])
        #expect(Array(scores.actions) == ["park"])
    }

    private func scores(title: String, industry: String, _ events: [(String, String)]) throws -> RuleScores {
        let rules = try RuleFile.read(try #require(RuleStarter.named("textbook")).bytes).rules
        let frame = RuleBench.frame(["title": [title], "industry": [industry]])
        let log = try RuleBench.log(
            try events.map { Happening(0, try RuleBench.time($0.0), $0.1) }, rowCount: 1)
        let plan = try RulePlan(rules, leads: frame, events: log, on: RuleBench.pool)
        return plan.scores(asOf: .time(try RuleBench.time("2026-03-15 00:00")), on: RuleBench.pool)
    }
}
