import Foundation
import LearningCore
import Testing

@testable import Evaluation

@Suite struct PoissonTableTests {
    @Test func decidesNearlyEveryByteAndAgreesWithTheDistribution() {
        let table = PoissonTable()
        let undecided = table.counts.count { $0 == PoissonTable.undecided }
        #expect(table.counts.count == 256 && undecided <= 8)
        // P(0) = 1/e = 94.18 / 256: bytes below 94 are 0, byte 94 is torn, byte 95 is 1.
        #expect(table.counts[93] == 0 && table.counts[94] == PoissonTable.undecided && table.counts[95] == 1)
    }

    @Test func drawsHaveTheRightFrequencies() throws {
        let rows = 400_000
        let outcomes = try ScoredOutcomes(
            probabilities: (0..<rows).map { Double($0) / Double(rows) }, labels: (0..<rows).map { $0 % 2 == 0 })
        var resampler = Resampler(outcomes)
        var generator = SeededGenerator(seed: 3)
        resampler.resample(with: &generator)
        var found = [Int](repeating: 0, count: 24)
        for (won, lost) in zip(resampler.ranking.won, resampler.ranking.lost) { found[Int(won + lost)] += 1 }
        var probability = exp(-1.0)
        for count in 0..<8 {
            if count > 0 { probability /= Double(count) }
            let expected = Double(rows) * probability
            #expect(abs(Double(found[count]) - expected) < 5 * expected.squareRoot(), "\(count)")
        }
    }
}
