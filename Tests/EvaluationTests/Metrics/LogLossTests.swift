import Evaluation
import Foundation
import LearningCore
import Testing

@Suite struct LogLossTests {
    @Test func aWrongCertaintyIsClippedFromProbabilitiesAndNotFromLogOdds() throws {
        let clipped = try ScoredOutcomes(probabilities: [1, 0], labels: [false, true])
        #expect(isClose(try #require(LogLoss().value(of: clipped)), -log(Double.ulpOfOne)))
        let exact = try ScoredOutcomes(logOdds: [800, -800], labels: [false, true])
        #expect(LogLoss().value(of: exact) == 800)
    }

    @Test func bothScalesAgree() throws {
        let leads = RandomLeads(rows: 200, seed: 1)
        let z = leads.probabilities.map(LogisticLoss.logOdds(probability:))
        let fromLogOdds = try ScoredOutcomes(logOdds: z, labels: leads.labels)
        for metric in [any Metric].standard {
            let first = try #require(metric.value(of: fromLogOdds))
            #expect(isClose(first, try #require(try metric.value(of: leads.outcomes()))), "\(metric.name)")
        }
    }

    @Test func theIntervalIsThatOfAMean() throws {
        for golden in try GoldenNumbers.load().cases where golden.weights == nil && golden.logOdds == nil {
            let outcomes = try golden.outcomes()
            for (metric, error) in [
                (LogLoss() as any ClosedFormMetric, golden.logLossStandardError),
                (BrierScore(), golden.brierStandardError),
            ] {
                let estimate = try #require(metric.estimate(of: outcomes, confidence: 0.95))
                #expect(isClose((estimate.high - estimate.value) / 1.959963984540054, try #require(error)))
            }
        }
    }

    @Test func oneRowHasAValueButNoInterval() throws {
        let outcomes = try ScoredOutcomes(probabilities: [0.5], labels: [true])
        #expect(LogLoss().value(of: outcomes) == log(2))
        #expect(LogLoss().estimate(of: outcomes, confidence: 0.95) == nil)
    }
}
