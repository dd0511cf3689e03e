import Foundation
import LearningCore
import Testing

@testable import BoostedTrees

@Suite struct FixedSigmoidTests {
    @Test func agreesWithTheExponential() {
        let constants = FixedSigmoid.Constants()
        for step in stride(from: -60.0, through: 60, by: 0.0137) {
            let found = FixedSigmoid.probabilities(SIMD4(step, -step, step / 7, 1e300 * step), constants)
            for (lane, z) in [step, -step, step / 7].enumerated() {
                let p = LogisticLoss.probability(logOdds: z)
                // Half a step of rounding, and the series' error of at most 0.06 steps.
                #expect(abs(Double(found[lane]) - p * 0x1p28) <= 0.57)
            }
            #expect(found[0] + found[1] == 1 << 28 || step == 0)
            #expect(found[3] == (step > 0 ? 1 << 28 : 0) || step == 0)
        }
        #expect(FixedSigmoid.probabilities(SIMD4(), constants)[0] == 1 << 27)
    }
}
