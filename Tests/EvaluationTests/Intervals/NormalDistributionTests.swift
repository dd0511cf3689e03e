import Testing

@testable import Evaluation

@Suite struct NormalDistributionTests {
    @Test func equalsSciPy() throws {
        for golden in try GoldenNumbers.load().normalQuantiles {
            let z = NormalDistribution.twoSidedQuantile(confidence: golden.confidence)
            // Near 1 the confidence itself is rounded: half an ulp of 0.999999 moves z by 2e-11.
            #expect(abs(z - golden.z) <= 1e-10 * golden.z + 1e-15)
        }
    }

    @Test func endsAtEveryConfidence() {
        for confidence in [Double.leastNonzeroMagnitude, 1e-300, 1 - 0x1p-53] {
            let z = NormalDistribution.twoSidedQuantile(confidence: confidence)
            #expect(z.isFinite && z >= 0)
        }
    }
}
