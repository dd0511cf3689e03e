import LearningCore
import Testing

@testable import Calibration

@Suite struct PoolAdjacentViolatorsTests {
    /// Isotonic regression by its max-min formula.
    private func naive(weights: [Double], sums: [Double]) -> [Double] {
        weights.indices.map { index in
            (0...index).map { low in
                (index..<weights.count).map { high in
                    sums[low...high].reduce(0, +) / weights[low...high].reduce(0, +)
                }.min() ?? 0
            }.max() ?? 0
        }
    }

    @Test(arguments: 0..<8)
    func equalsTheMaxMinFormula(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let weights = (0..<25).map { _ in Double(1 + generator.nextIndex(below: 3)) }
        let sums = weights.enumerated().map { index, weight in
            weight * Double(generator.nextIndex(below: 2 + index / 8)) / 5
        }
        let steps = PoolAdjacentViolators.steps(weights: weights, sums: sums)
        let rates = steps.flatMap { step in step.groups.map { _ in step.sum / step.weight } }
        #expect(steps.flatMap { Array($0.groups) } == Array(0..<25))
        for (rate, expected) in zip(rates, naive(weights: weights, sums: sums)) {
            #expect(isClose(rate, expected, tolerance: 1e-13))
        }
        for (low, high) in zip(steps, steps.dropFirst()) { #expect(low.rate < high.rate) }
    }
}
