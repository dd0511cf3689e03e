import Foundation
import LearningCore
import Testing

@testable import Calibration

@Suite struct VennAbersTests {
    /// Two isotonic regressions per lead.
    private func naive(_ scores: RandomScores, at z: Double, weight: Double) throws -> (low: Double, high: Double) {
        var bounds: [Double] = []
        for outcome in [false, true] {
            let groups = ScoreGroups(
                try CalibrationSample(
                    logOdds: scores.logOdds + [z], labels: scores.labels + [outcome],
                    weights: (scores.weights ?? scores.labels.map { _ in 1 }) + [weight]))
            let place = try #require(groups.scores.firstIndex(of: z))
            let steps = PoolAdjacentViolators.steps(weights: groups.weights, sums: groups.won)
            bounds.append(try #require(steps.first { $0.groups.contains(place) }).rate)
        }
        return (bounds[0], bounds[1])
    }

    @Test(arguments: 0..<10)
    func equalsTwoRegressionsPerLead(seed: Int) throws {
        let scores = RandomScores(
            rows: [6, 40, 120][seed % 3], seed: UInt64(seed + 1), decimals: [nil, 1, 0][seed % 3], weighted: seed > 6,
            stated: { seed == 5 ? -$0 : $0 })
        let sample = try scores.sample()
        let map = VennAbersCalibration().fitted(to: sample)
        let counted = scores.weights.map { $0.count { $0 > 0 } } ?? scores.labels.count
        let weight = (scores.weights?.reduce(0, +) ?? Double(scores.labels.count)) / Double(counted)
        for z in scores.logOdds + scores.logOdds.map({ $0 + 0.01 }) + [-30, 30, 0.5] {
            let range = map.range(logOdds: z)
            let (low, high) = try naive(scores, at: z, weight: weight)
            #expect(isClose(range.low, low, tolerance: 1e-12) && isClose(range.high, high, tolerance: 1e-12))
        }
    }

    @Test func equalsScikitLearnAndThePackage() throws {
        let golden = try GoldenNumbers.load()
        var compared = 0
        for item in golden.cases {
            guard let expected = item.vennAbers else { continue }
            let map = VennAbersCalibration().fitted(to: try item.sample())
            for (index, z) in golden.probes.enumerated() {
                let range = map.range(logOdds: z)
                #expect(isClose(range.low, expected.lower[index], tolerance: 1e-12), "\(item.name) at \(z)")
                #expect(isClose(range.high, expected.upper[index], tolerance: 1e-12), "\(item.name) at \(z)")
                #expect(isClose(range.low, expected.packageLower[index], tolerance: 1e-12))
                #expect(isClose(range.high, expected.packageUpper[index], tolerance: 1e-12))
                #expect(isClose(range.probability, expected.packageProbability[index], tolerance: 1e-12))
                compared += 1
            }
        }
        #expect(compared > 100)
    }

    @Test func boundsRiseAndHoldTheProbability() throws {
        for sample in try CalibratorTests.hostile() {
            let map = VennAbersCalibration().fitted(to: sample)
            var last = VennAbersMap.ProbabilityRange(low: 0, high: 0)
            for z in ([-.infinity, .infinity, 0, 1e200] + sample.logOdds).sorted() {
                let range = map.range(logOdds: z)
                #expect(range.low <= range.high && range.low >= last.low && range.high >= last.high)
                #expect(range.low >= 0 && range.high <= 1)
                #expect((range.low...range.high).contains(range.probability))
                #expect(range.probability > 0 && range.probability < 1)
                last = range
            }
        }
    }

    @Test func rangesHoldTheRateOfManyLeads() throws {
        // Exchangeable leads: on average the rate is between the mean bounds, in any band of scores.
        let scores = RandomScores(rows: 2_000, seed: 3, stated: { 2 * $0 + 1 })
        let map = VennAbersCalibration().fitted(to: try scores.sample())
        let later = RandomScores(rows: 10_000, seed: 4, stated: { 2 * $0 + 1 })
        let order = later.logOdds.indices.sorted { later.logOdds[$0] < later.logOdds[$1] }
        for band in 0..<10 {
            let rows = order[(band * 1_000)..<((band + 1) * 1_000)]
            let won = Double(rows.count { later.labels[$0] }) / 1_000
            let ranges = rows.map { map.range(logOdds: later.logOdds[$0]) }
            let low = ranges.reduce(0) { $0 + $1.low } / 1_000
            let high = ranges.reduce(0) { $0 + $1.high } / 1_000
            // Five standard errors of a rate over 4,000 leads and one over 200 calibration rows.
            let noise = 5 * (won * (1 - won) * (1 / 1_000 + 1 / 200)).squareRoot()
            #expect(won > low - noise && won < high + noise, "\(band): \(won) in \(low)...\(high)")
        }
    }

    @Test func survivesJSON() throws {
        let map = VennAbersCalibration().fitted(to: try RandomScores(rows: 300, seed: 5).sample())
        #expect(try JSONDecoder().decode(VennAbersMap.self, from: JSONEncoder().encode(map)) == map)
        // Far fewer steps than scores are kept.
        #expect(map.lower.count < 60 && map.upper.count < 60)
    }
}
