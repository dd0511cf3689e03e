import LearningCore
import Testing

@testable import LeadScoring

@Suite struct HybridRankingTests {
    private let model = [0.9, 0.1, 0.5, 0.7, 0.3, 0.2]
    private let rules = [1.0, 3, 2, 2, 3, 1]

    private func order(_ hybrid: HybridRanking, capacity: Double = 2) -> [Int] {
        let scores = hybrid.scores(model: model, rules: rules, capacity: capacity)
        return scores.indices.sorted { scores[$0] > scores[$1] }
    }

    @Test func equalPointsAreOrderedByTheModel() {
        #expect(order(.equalPoints) == [4, 1, 3, 2, 0, 5])
    }

    @Test func theBestOfTheModelComesFirst() {
        #expect(order(.upgrade) == [0, 4, 1, 3, 2, 5])
    }

    @Test func theLowerHalfOfTheModelComesLast() {
        // The lower half by the model is 4, 5 and 1.
        #expect(order(.veto) == [3, 2, 0, 4, 1, 5])
    }

    @Test func bothTogether() {
        #expect(order(.upgradeAndVeto) == [0, 3, 2, 4, 1, 5])
    }

    @Test(arguments: HybridRanking.allCases)
    func equalLeadsStayEqual(hybrid: HybridRanking) {
        let scores = hybrid.scores(model: [1, 1, 1, 0], rules: [2, 2, 2, 0], capacity: 2)
        #expect(Set(scores[0..<3]).count == 1 && scores[3] < scores[0])
        #expect(hybrid.scores(model: [1], rules: [1], capacity: 1) == [0])
    }

    @Test(arguments: HybridRanking.allCases)
    func theOrderOfTheLeadsDoesNotMatter(hybrid: HybridRanking) {
        var generator = SeededGenerator(seed: 3)
        let model = (0..<50).map { _ in Double(generator.nextIndex(below: 20)) }
        let rules = (0..<50).map { _ in Double(generator.nextIndex(below: 4)) }
        let plain = hybrid.scores(model: model, rules: rules, capacity: 10)
        let turned = hybrid.scores(model: model.reversed(), rules: rules.reversed(), capacity: 10)
        #expect(turned.reversed() == plain)
    }
}
