import Foundation
import LearningCore
import Testing

@testable import RuleScoring

/// How long one lead with 200 events takes by the B2B starter once the rules are bound; only where it is asked for, and
/// built for release:
///
///     LEADSCORE_TIMING=1 swift test -c release -Xswiftc -enable-testing --filter OneLeadTimingTests
@Suite(.enabled(if: ProcessInfo.processInfo.environment["LEADSCORE_TIMING"] != nil))
struct OneLeadTimingTests {
    @Test func takesUnderFiftyMicroseconds() throws {
        let types = [
            "email_sent", "email_open", "email_click", "page_view", "pricing_page", "tutorial", "enquiry", "call",
        ]
        let start = try RuleBench.time("2026-01-01")
        let events = (0..<200).map { Happening(0, start + Double($0) * 70_000, types[$0 % types.count]) }
        let rules = try RuleFile.read(try #require(RuleStarter.named("b2b-en")).bytes).rules
        let plan = try RulePlan(
            rules, leads: RuleBench.frame(["title": ["CTO"], "industry": ["software"]]),
            events: try RuleBench.log(events, rowCount: 1), on: RuleBench.pool)
        let pool = WorkerPool(threadCount: 1)
        let asOf = ScoringTimes.time(start + 200 * 70_000)
        var best = Duration.seconds(1)
        for _ in 0..<50 {
            let clock = ContinuousClock()
            best = min(best, clock.measure { for _ in 0..<200 { _ = plan.scores(asOf: asOf, on: pool) } } / 200)
        }
        #expect(best < .microseconds(50), "\(best)")
    }
}
