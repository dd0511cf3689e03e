import Evaluation
import LearningCore
import Testing

@testable import LeadScoring

@Suite struct PolicyQuestionTests {
    /// Ten leads, four won; the model finds them all first, the rules know two bands.
    private func draw() throws -> PolicyDraw {
        let labels = [true, true, true, true, false, false, false, false, false, false]
        let model = try ScoredOutcomes(logOdds: (0..<10).map { Double(10 - $0) }, labels: labels)
        let rules = try ScoredOutcomes(logOdds: [1, 1, 0, 0, 1, 1, 0, 0, 0, 0], labels: labels)
        return PolicyDraw(
            rankings: [model.ranking, rules.ranking, rules.ranking]
                + HybridRanking.allCases.map { _ in model.ranking },
            share: 0.2, leads: 10)
    }

    @Test func countsByHand() throws {
        let draw = try draw()
        #expect(draw.answer(.won(.model)) == 2 && draw.answer(.won(.rules)) == 1)
        #expect(draw.answer(.won(.random)) == 0.8 && draw.answer(.kept(.random)) == 0.2)
        #expect(draw.answer(.kept(.model)) == 0.5 && draw.answer(.contacts(.rules)) == 2)
        // For the rules' one win the model needs one contact of the two, chance two and a half.
        #expect(draw.answer(.saved(.model)) == 1 && draw.answer(.saved(.rules)) == 0)
        #expect(draw.answer(.saved(.random)) == -0.5)
        #expect(draw.answer(.more(.model)) == 1 && draw.answer(.lift(.model)) == 2.5)
        #expect(draw.answer(.averagePrecision(.model)) == 1)
    }

    @Test func everyQuestionHasAnAnswer() throws {
        let draw = try draw()
        let questions = PolicyQuestion.all
        #expect(Set(questions).count == Set(questions.map { "\($0)" }).count)
        for question in questions { #expect(draw.answer(question)?.isFinite == true, "\(question)") }
    }

    @Test func aDrawWithoutWinsHasNone() throws {
        let none = try ScoredOutcomes(logOdds: [1, 2], labels: [false, false]).ranking
        let draw = PolicyDraw(rankings: Array(repeating: none, count: 7), share: 0.5, leads: 2)
        for question in PolicyQuestion.all { #expect(draw.answer(question) == nil) }
    }
}
