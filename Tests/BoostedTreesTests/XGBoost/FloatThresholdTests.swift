import LearningCore
import Testing

@testable import BoostedTrees

@Suite struct FloatThresholdTests {
    /// The law: `Float(x) < t` exactly where `x ≤ lastBelow(t)`, tried where it could fail.
    private func check(_ threshold: Float) {
        guard let last = FloatThreshold.lastBelow(threshold) else {
            Issue.record("nothing below \(threshold)")
            return
        }
        #expect(last.isFinite)
        #expect(Float(last) < threshold, "\(threshold)")
        #expect(!(Float(last.nextUp) < threshold), "\(threshold)")
    }

    /// Both sides of the boundary settle it: rounding is monotone.
    @Test func theBoundaryIsWhereRoundingChangesSides() {
        let special: [Float] = [
            0, -0.0, 1, -1, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, .leastNormalMagnitude,
            -.leastNormalMagnitude, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, .infinity, 0.1, 16_777_216,
            16_777_218, 2, 4, -2, 0.5,
        ]
        for threshold in special + special.map(\.nextUp).filter({ $0.isFinite }) { check(threshold) }
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<20_000 {
            let threshold = Float(bitPattern: UInt32(truncatingIfNeeded: generator.next()))
            if threshold.isFinite { check(threshold) }
        }
    }

    @Test func nothingIsBelowTheLowest() {
        #expect(FloatThreshold.lastBelow(-.infinity) == nil)
        #expect(FloatThreshold.lastBelow(.nan) == nil)
    }
}
