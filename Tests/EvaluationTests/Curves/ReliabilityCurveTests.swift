import Evaluation
import Testing

@Suite struct ReliabilityCurveTests {
    @Test func equalsScikitLearn() throws {
        let golden = try #require(try GoldenNumbers.load().cases.first { $0.reliability != nil })
        let curve = ReliabilityCurve(of: try golden.outcomes())
        #expect(areClose(curve.bins.map(\.rate.value), try #require(golden.reliability).rate))
        #expect(areClose(curve.bins.map(\.meanProbability), try #require(golden.reliability).mean))
        let first = try #require(curve.bins.first)
        #expect(
            first.rate
                == WilsonInterval.estimate(successes: first.rate.value * first.rows, trials: first.rows))
    }

    @Test func binsHoldAllRowsAndRise() throws {
        for seed in 0..<6 {
            let outcomes = try RandomLeads(
                rows: 137, seed: UInt64(seed), decimals: [nil, 2, 1][seed % 3], weighted: seed > 2
            ).outcomes()
            let bins = ReliabilityCurve(of: outcomes, binCount: 7).bins
            #expect(bins.count <= 7 && bins.allSatisfy { $0.rows > 0 })
            #expect(isClose(bins.reduce(0) { $0 + $1.rows }, outcomes.ranking.total))
            #expect(isClose(bins.reduce(0) { $0 + $1.won }, outcomes.ranking.totalWon))
            for (lower, higher) in zip(bins, bins.dropFirst()) {
                #expect(lower.highestProbability < higher.lowestProbability)
            }
            for bin in bins {
                #expect(bin.lowestProbability <= bin.meanProbability + 1e-12)
                #expect(bin.meanProbability <= bin.highestProbability + 1e-12)
            }
        }
    }

    @Test func rescalingTheWeightsDoesNotNarrowTheIntervals() throws {
        var leads = RandomLeads(rows: 100, seed: 8, weighted: true)
        let before = ReliabilityCurve(of: try leads.outcomes()).bins
        leads.weights = leads.weights?.map { $0 * 1_000 }
        let after = ReliabilityCurve(of: try leads.outcomes()).bins
        #expect(areClose(before.map(\.rate.low), after.map(\.rate.low)))
    }
}
