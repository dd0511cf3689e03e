import LearningCore
import Testing

@testable import Evaluation

@Suite struct ResamplerTests {
    /// What a replicate should be, from the counts drawn, the slow way.
    private func naive(_ outcomes: ScoredOutcomes, counts: [UInt8]) -> (won: [Double], lost: [Double]) {
        var won = outcomes.ranking.levels.scores.map { _ in 0.0 }
        var lost = won
        for (place, row) in outcomes.order.map(Int.init).enumerated() {
            let level = outcomes.ranking.levels.scores.firstIndex(of: outcomes.scores[row]) ?? -1
            let weight = (outcomes.weights?[row] ?? 1) * Double(counts[place])
            if outcomes.labels[row] { won[level] += weight } else { lost[level] += weight }
        }
        return (won, lost)
    }

    private func naiveCounts(_ count: Int, with generator: inout SeededGenerator) -> [UInt8] {
        let table = PoissonTable()
        var counts: [UInt8] = []
        while counts.count < count {
            let word = generator.next()
            for place in 0..<8 {
                let byte = UInt8((word >> UInt64(8 * place)) & 255)
                let decided = table.counts[Int(byte)]
                counts.append(
                    decided == PoissonTable.undecided ? table.resolved(byte: byte, with: &generator) : decided)
            }
        }
        return counts
    }

    @Test(arguments: [1, 7, 8, 9, 200], [false, true])
    func equalsItsNaiveTwin(rows: Int, weighted: Bool) throws {
        for decimals in [nil, 1] {
            var leads = RandomLeads(rows: rows, seed: 4, decimals: decimals, weighted: weighted)
            leads.weights?[0] = 0.5
            let outcomes = try leads.outcomes()
            var resampler = Resampler(outcomes)
            var generator = SeededGenerator(seed: 8)
            var twin = generator
            for _ in 0..<3 {
                resampler.resample(with: &generator)
                let expected = naive(outcomes, counts: naiveCounts(outcomes.rowCount, with: &twin))
                #expect(resampler.ranking.won == expected.won && resampler.ranking.lost == expected.lost)
                let fresh = RankedOutcomes(levels: outcomes.ranking.levels, won: expected.won, lost: expected.lost)
                #expect(resampler.ranking.wonAbove == fresh.wonAbove)
                #expect(resampler.ranking.lostAbove == fresh.lostAbove)
            }
        }
    }
}
