import Evaluation
import LearningCore
import Testing

@testable import LeadScoring

@Suite struct RuleCalibrationTests {
    private let pool = WorkerPool(threadCount: 2)

    /// A lead's own outcome must not bear on its chance.
    @Test func aLeadIsCalibratedByOthers() throws {
        let leads = ComparedLeads.world(200, seed: 4)
        let found = try RuleCalibration.calibrated(leads, seed: 0, on: pool)
        #expect(found.method.hasPrefix("cross-fitted"))
        #expect(found.probabilities.allSatisfy { $0 > 0 && $0 < 1 })
        let constant = ComparedLeads.made(
            labels: leads.labels, logOdds: leads.logOdds, points: leads.labels.map { _ in 7 })
        let loss = try LogLoss().value(
            of: ScoredOutcomes(
                probabilities: RuleCalibration.calibrated(constant, seed: 0, on: pool).probabilities,
                labels: leads.labels))
        // Points that say nothing are worth the base rate: ln 2 at most, and no less than its entropy.
        let rate = Double(leads.labels.count { $0 }) / 200
        let entropy =
            LogisticLoss.loss(logOdds: LogisticLoss.logOdds(probability: rate), won: true) * rate
            + LogisticLoss.loss(logOdds: LogisticLoss.logOdds(probability: rate), won: false) * (1 - rate)
        #expect(try #require(loss) >= entropy && #require(loss) < entropy + 0.02)
    }

    @Test func otherLeadsAreUsedWhereThereAre() throws {
        let past = ComparedLeads.world(400, seed: 5)
        let now = ComparedLeads.world(50, seed: 6)
        let leads = ComparedLeads.made(
            labels: now.labels, logOdds: now.logOdds, points: now.points, others: (past.points, past.labels))
        let found = try RuleCalibration.calibrated(leads, seed: 0, on: pool)
        #expect(found.method == "platt, learned from the 400 leads that are not compared")
        let flipped = ComparedLeads.made(
            labels: now.labels.map { !$0 }, logOdds: now.logOdds, points: now.points,
            others: (past.points, past.labels))
        #expect(try RuleCalibration.calibrated(flipped, seed: 0, on: pool).probabilities == found.probabilities)
    }

    @Test func rulesThatRankTheWrongWayRoundSayNothing() throws {
        let world = ComparedLeads.world(300, seed: 7)
        let leads = ComparedLeads.made(
            labels: world.labels, logOdds: world.logOdds, points: world.points.map { -$0 },
            others: (world.points.map { -$0 }, world.labels))
        #expect(Set(try RuleCalibration.calibrated(leads, seed: 0, on: pool).probabilities).count == 1)
    }
}
