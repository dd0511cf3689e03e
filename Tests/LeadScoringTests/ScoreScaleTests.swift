import Foundation
import LeadScoring
import Testing

@Suite struct ScoreScaleTests {
    @Test func theAverageLeadHasFiftyAndTenPointsDoubleTheOdds() {
        for rate in [0.001, 0.1, 0.3854, 0.5, 0.99] {
            let scale = ScoreScale(baseRate: rate)
            let base = log(rate / (1 - rate))
            #expect(scale.score(logOdds: base) == 50)
            #expect(scale.score(logOdds: base + log(2.0)) == 60)
            #expect(scale.score(logOdds: base - log(4.0)) == 30)
            #expect(scale.score(logOdds: .infinity) == 100)
            #expect(scale.score(logOdds: -.infinity) == 0)
        }
    }

    @Test func scoresNeverFallAsOddsRise() {
        let scale = ScoreScale(baseRate: 0.2)
        let scores = stride(from: -12.0, through: 12, by: 0.01).map(scale.score(logOdds:))
        #expect(zip(scores, scores.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(scores.allSatisfy { (0...100).contains($0) && ($0 * 10).rounded() == $0 * 10 })
    }
}
