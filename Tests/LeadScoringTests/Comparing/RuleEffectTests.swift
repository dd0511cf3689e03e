import Evaluation
import Foundation
import LearningCore
import Testing

@testable import LeadScoring

@Suite struct RuleEffectTests {
    private let pool = WorkerPool(threadCount: 2)

    private func hits(_ count: Int, _ seed: UInt64, _ chance: Double) -> [Double] {
        var generator = SeededGenerator(seed: seed)
        return (0..<count).map { _ in generator.nextUniform() < chance ? 1 : 0 }
    }

    /// Points are promises; the outcomes show what is behind them.
    @Test func effectsAreThoseOfTheWorld() throws {
        let (useful, idle, shadow) = (hits(4_000, 1, 0.4), hits(4_000, 2, 0.3), hits(4_000, 3, 0.5))
        // The third rule mostly goes with the first, and has no effect of its own.
        let companion = zip(useful, shadow).map { $0 == 1 ? 1.0 : $1 * ($1 > 0.5 ? 0.0 : 1.0) }
        let mixed = zip(companion, hits(4_000, 4, 0.15)).map { $1 == 1 ? 1 - $0 : $0 }
        var generator = SeededGenerator(seed: 9)
        let labels = useful.map { generator.nextUniform() < LogisticLoss.probability(logOdds: -1 + 1.2 * $0) }
        let effects = RuleEffects(
            [
                RulePart(name: "useful", points: 5, amounts: useful), RulePart(name: "idle", points: 20, amounts: idle),
                RulePart(name: "companion", points: 10, amounts: mixed),
            ], labels: labels, on: pool)
        #expect(effects.method == .joint)
        let ratios = effects.rules.compactMap(\.oddsRatio)
        #expect(ratios.count == 3)
        #expect(ratios[0].contains(exp(1.2)) && ratios[0].low > 2)
        #expect(ratios[1].contains(1))
        // Alone it would look as good as the first; beside it, it is nothing.
        #expect(ratios[2].contains(1))
        #expect(effects.rules[0].leads == useful.count { $0 == 1 } && effects.rules.map(\.points) == [5, 20, 10])
    }

    @Test func rulesThatFollowFromEachOtherAreJudgedAlone() throws {
        let rule = hits(300, 1, 0.5)
        let labels = zip(rule, hits(300, 2, 0.4)).map { $0 == 1 || $1 == 1 }
        let effects = RuleEffects(
            [
                RulePart(name: "a", points: 5, amounts: rule),
                RulePart(name: "b", points: 5, amounts: rule.map { 1 - $0 }),
            ], labels: labels, on: pool)
        #expect(effects.method == .alone)
        let (a, b) = try (#require(effects.rules[0].oddsRatio), #require(effects.rules[1].oddsRatio))
        // All leads the first applies to are won: ½ is added, and the interval is finite.
        #expect(a.value > 10 && a.high.isFinite && abs(a.value * b.value - 1) < 1e-9)
    }

    @Test func aRuleThatNeverAppliesHasNoEffect() {
        let labels = hits(200, 5, 0.3).map { $0 == 1 }
        let effects = RuleEffects(
            [
                RulePart(name: "never", points: 5, amounts: [Double](repeating: 0, count: 200)),
                RulePart(name: "some", points: 5, amounts: hits(200, 6, 0.5)),
            ], labels: labels, on: pool)
        #expect(effects.rules[0].oddsRatio == nil && effects.rules[0].leads == 0 && effects.rules[0].rate == nil)
        #expect(effects.rules[1].oddsRatio != nil)
        #expect(RuleEffects([], labels: labels, on: pool).rules.isEmpty)
    }

    @Test func columnsOfPointsAreReadInStepsThatShow() throws {
        var generator = SeededGenerator(seed: 12)
        let points = (0..<2_000).map { _ in (generator.nextUniform() * 10_000).rounded() }
        let labels = points.map { generator.nextUniform() < LogisticLoss.probability(logOdds: $0 / 4_000 - 1) }
        let effects = RuleEffects([RulePart(name: "points", points: nil, amounts: points)], labels: labels, on: pool)
        #expect(effects.rules[0].points == 1_000 && effects.rules[0].isColumn)
        #expect(try #require(effects.rules[0].oddsRatio).contains(exp(0.25)))
    }
}
