import LearningCore
import Testing

@testable import Evaluation

@Suite struct PairedBootstrapTests {
    private let pool = WorkerPool(threadCount: 2)

    @Test func oneScoreIsTheUsualBootstrap() throws {
        let outcomes = try RandomLeads(rows: 120, seed: 2, decimals: 1).outcomes()
        let metric = AveragePrecision()
        let paired = try PairedBootstrap(seed: 7, replicateCount: 400).estimates(
            of: [outcomes], statistics: [{ metric.value(of: $0[0]) }], on: pool)
        let usual = Bootstrap(seed: 7, replicateCount: 400).estimates(of: outcomes, metrics: [metric], on: pool)
        let (a, b) = try (#require(paired[0]), #require(usual[0]))
        #expect(a.value == b.value)
        // The rows are drawn in another order, so the draws differ.
        #expect(abs(a.low - b.low) < 0.03 && abs(a.high - b.high) < 0.03)
    }

    @Test func aScoreDoesNotDifferFromItself() throws {
        let outcomes = try RandomLeads(rows: 90, seed: 3).outcomes()
        let found = try PairedBootstrap(seed: 1, replicateCount: 60).estimates(
            of: [outcomes, outcomes],
            statistics: [{ $0[0].wonWithin(best: 0.2 * $0[0].total) - $0[1].wonWithin(best: 0.2 * $0[1].total) }],
            on: pool)
        #expect(found == [Estimate(value: 0, low: 0, high: 0)])
    }

    @Test func threadsDoNotMatter() throws {
        let first = RandomLeads(rows: 150, seed: 4, weighted: true)
        var second = first
        second.probabilities = first.probabilities.map { ($0 * 5).rounded() / 5 }
        let scores = try [first.outcomes(), second.outcomes()]
        let statistics: [PairedBootstrap.Statistic] = [{ $0[0].wonWithin(best: 9) - $0[1].wonWithin(best: 9) }]
        let bootstrap = PairedBootstrap(seed: 5, replicateCount: 100)
        let two = try bootstrap.estimates(of: scores, statistics: statistics, on: pool)
        #expect(try bootstrap.estimates(of: scores, statistics: statistics, on: WorkerPool(threadCount: 1)) == two)
    }

    @Test func whatIsUndefinedHasNoInterval() throws {
        let outcomes = try ScoredOutcomes(logOdds: [1, 2, 3], labels: [true, false, true])
        #expect(
            try PairedBootstrap(seed: 1, replicateCount: 40).estimates(
                of: [outcomes], statistics: [{ _ in nil }], on: pool) == [nil])
        let other = try ScoredOutcomes(logOdds: [1, 2, 3], labels: [true, true, true])
        #expect(throws: EvaluationError.differentLeads(row: 1)) {
            try PairedBootstrap(seed: 1).estimates(of: [outcomes, other], statistics: [], on: pool)
        }
    }

    /// The interval of the difference in wins holds the true difference as often as it says.
    @Test func coversTheDifferenceInWins() throws {
        let runs = Simulation.isThorough ? 2_000 : 100
        let (rows, worldRows) = (600, 300_000)
        let world = try Self.pair(rows: worldRows, seed: 12_345)
        let truth = Self.difference(world.map(\.ranking)) ?? 0
        var held = 0
        for run in 0..<runs {
            let scores = try Self.pair(rows: rows, seed: UInt64(run))
            let found = try PairedBootstrap(seed: 1, replicateCount: 200).estimates(
                of: scores, statistics: [Self.difference], on: pool)
            if let interval = found[0], interval.contains(truth) { held += 1 }
        }
        #expect(Simulation.allowed(runs: runs).contains(Double(held) / Double(runs)))
    }

    /// The share of all wins that the first score's best fifth holds more than the second's, which is tied and worse.
    private static let difference: PairedBootstrap.Statistic = {
        guard $0[0].totalWon > 0 else { return nil }
        return ($0[0].wonWithin(best: 0.2 * $0[0].total) - $0[1].wonWithin(best: 0.2 * $0[1].total)) / $0[0].totalWon
    }

    private static func pair(rows: Int, seed: UInt64) throws -> [ScoredOutcomes] {
        let leads = RandomLeads(rows: rows, seed: seed)
        var generator = SeededGenerator(seed: seed, stream: 5)
        let points = leads.probabilities.map { ((0.6 * $0 + 0.4 * generator.nextUniform()) * 10).rounded() }
        return [try leads.outcomes(), try ScoredOutcomes(logOdds: points, labels: leads.labels)]
    }
}
