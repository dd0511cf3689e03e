import LearningCore
import Testing

@testable import Evaluation

@Suite struct SafeSkipTests {
    @Test func aPerfectScoreSkipsAllTheLost() throws {
        // 100 won leads above 900 lost ones, no two alike.
        let outcomes = try ScoredOutcomes(
            logOdds: (0..<1_000).map(Double.init), labels: (0..<1_000).map { $0 >= 900 })
        let skip = try #require(SafeSkip(of: outcomes))
        // Two of 100 wins have an upper limit of 6.2 %, one of 4.7 %: beyond the lost leads a slice of 1 % holds ten.
        #expect(skip.leads == 900 && skip.won == 0 && skip.share == 0.9)
        #expect(isClose(skip.upperLimit, 0.029513, tolerance: 1e-5))
        #expect(skip.threshold == 900)
    }

    @Test func tooFewWinsShowNothing() throws {
        // Even no win of 58 has an upper limit of 5.03 %.
        for (won, leads) in [(58, 0.0), (59, 940)] {
            let outcomes = try ScoredOutcomes(
                logOdds: (0..<1_000).map(Double.init), labels: (0..<1_000).map { $0 >= 1_000 - won })
            #expect(SafeSkip(of: outcomes)?.leads == leads)
        }
    }

    @Test func equalScoresAreSkippedTogether() throws {
        let scores = (0..<1_000).map { Double($0 / 250) }
        let outcomes = try ScoredOutcomes(logOdds: scores, labels: (0..<1_000).map { $0 >= 800 })
        let skip = try #require(SafeSkip(of: outcomes))
        #expect(skip.leads == 750 && skip.threshold == 3)
    }

    @Test func withoutAWonLeadThereIsNothingToLose() throws {
        #expect(SafeSkip(of: try ScoredOutcomes(logOdds: [1, 2], labels: [false, false])) == nil)
    }

    /// The chosen slice loses more than α of the wins to come in at most 5 % of the samples.
    @Test func keepsItsPromise() throws {
        let runs = Simulation.isThorough ? 2_000 : 200
        // The truth, from many leads.
        let world = try RandomLeads(rows: 400_000, seed: 99, slope: 1.6).outcomes()
        let worldWon = zip(world.scores, world.labels).filter(\.1).map(\.0).sorted()
        var broken = 0
        var skipped = 0.0
        for run in 0..<runs {
            let sample = try RandomLeads(rows: 1_500, seed: UInt64(1_000 + run), slope: 1.6).outcomes()
            let skip = try #require(SafeSkip(of: sample))
            let lost = worldWon.partitioningIndex { $0 >= skip.threshold }
            if Double(lost) / Double(worldWon.count) > 0.05 { broken += 1 }
            skipped += skip.share / Double(runs)
        }
        let noise = 3 * (0.05 * 0.95 / Double(runs)).squareRoot()
        #expect(Double(broken) / Double(runs) <= 0.05 + noise)
        // And it is not bought by skipping nobody.
        #expect(skipped > 0.1)
    }
}
