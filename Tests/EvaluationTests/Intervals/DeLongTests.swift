import Evaluation
import Foundation
import LearningCore
import Testing

@Suite struct DeLongTests {
    @Test func standardErrorEqualsTheDefinition() throws {
        var compared = 0
        for golden in try GoldenNumbers.load().cases {
            guard let expected = golden.delongStandardError else { continue }
            let delong = try #require(DeLong(try golden.outcomes()))
            #expect(isClose(try #require(delong.standardError), expected))
            compared += 1
        }
        #expect(compared == 4)
    }

    @Test func theIntervalIsSymmetricInLogOdds() throws {
        let outcomes = try RandomLeads(rows: 200, seed: 2).outcomes()
        let delong = try #require(DeLong(outcomes))
        let estimate = delong.estimate(confidence: 0.9)
        let logit = { (p: Double) in log(p / (1 - p)) }
        let reach = 1.6448536269514722 * (try #require(delong.standardError)) / (delong.auc * (1 - delong.auc))
        #expect(isClose(logit(estimate.high) - logit(delong.auc), reach, tolerance: 1e-10))
        #expect(isClose(logit(delong.auc) - logit(estimate.low), reach, tolerance: 1e-10))
        #expect(ROCAUC().estimate(of: outcomes, confidence: 0.9) == estimate)
    }

    @Test func separatedClassesAreStillUncertain() throws {
        let labels = (0..<20).map { $0 < 8 }
        let outcomes = try ScoredOutcomes(probabilities: labels.map { $0 ? 0.9 : 0.1 }, labels: labels)
        let estimate = try #require(DeLong(outcomes)).estimate()
        let wilson = try #require(WilsonInterval.estimate(successes: 8, trials: 8))
        #expect(estimate == wilson && estimate.low > 0.6 && estimate.low < 0.7)
    }

    @Test func aSingleWonRowHasAWideInterval() throws {
        let outcomes = try ScoredOutcomes(probabilities: [0.9, 0.1, 0.95, 0.2], labels: [true, false, false, false])
        let delong = try #require(DeLong(outcomes))
        #expect(delong.standardError == nil)
        #expect(delong.estimate().contains(0.5))
        #expect(DeLong(try ScoredOutcomes(probabilities: [0.9], labels: [true])) == nil)
    }

    @Test(arguments: [(60, 0.8), (200, 1.3), (400, 2.0)])
    func coversTheTruth(rows: Int, slope: Double) throws {
        // The truth from a sample so large that its own error does not matter here.
        let truth = try #require(
            try ROCAUC().value(of: RandomLeads(rows: 60_000, seed: 1, slope: slope, decimals: 2).outcomes()))
        let runs = Simulation.isThorough ? 4_000 : 250
        var held = 0
        for run in 0..<runs {
            let leads = RandomLeads(rows: rows, seed: UInt64(1_000 + run), slope: slope, decimals: 2)
            let estimate = try #require(try ROCAUC().estimate(of: leads.outcomes(), confidence: 0.95))
            if estimate.contains(truth) { held += 1 }
        }
        #expect(Simulation.allowed(runs: runs).contains(Double(held) / Double(runs)))
    }
}
