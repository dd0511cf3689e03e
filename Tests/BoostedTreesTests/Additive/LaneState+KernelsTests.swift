import LearningCore
import Testing

@testable import BoostedTrees

@Suite struct LaneStateKernelsTests {
    @Test func sigmoidIsRightToSinglePrecision() {
        for step in -4_500...4_500 {
            let z = Float(step) / 100
            let found = LaneSigmoid.probabilities(Lanes(repeating: z))[step.magnitude.isMultiple(of: 2) ? 0 : 7]
            let expected = LogisticLoss.probability(logOdds: Double(min(max(z, -40), 40)))
            // z / ln 2, up to 58, is rounded to 24 bits before it becomes an exponent.
            #expect((Double(found) - expected).magnitude <= 5e-6 * expected)
        }
    }

    @Test func roundingIsToTheNearest() {
        let numbers = Lanes(0.4, 0.6, -0.4, -0.6, 4_000_000.2, -4_000_000.2, 17, 0)
        #expect(LaneSigmoid.rounded(numbers) == SIMD8(0, 1, 0, -1, 4_000_000, -4_000_000, 17, 0))
    }
}
