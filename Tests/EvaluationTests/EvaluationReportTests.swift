import Evaluation
import Foundation
import LearningCore
import Testing

@Suite struct EvaluationReportTests {
    @Test func holdsEveryStandardMetricInOrder() throws {
        let outcomes = try RandomLeads(rows: 150, seed: 1).outcomes()
        let report = EvaluationReport(of: outcomes, on: WorkerPool(threadCount: 1))
        let standard: [any Metric] = .standard
        #expect(report.rows == 150 && report.positives == outcomes.wonCount && report.undefined.isEmpty)
        #expect(report.estimates.map(\.name) == standard.map(\.name))
        for metric in standard {
            let estimate = try #require(report[metric.name])
            #expect(isClose(estimate.value, try #require(metric.value(of: outcomes))), "\(metric.name)")
            #expect(estimate.low <= estimate.value && estimate.value <= estimate.high, "\(metric.name)")
            #expect(metric.range.contains(estimate.low) && metric.range.contains(estimate.high), "\(metric.name)")
        }
        #expect(report["accuracy"] == nil)
    }

    @Test func isTheSameTwiceAndSurvivesJSON() throws {
        let outcomes = try RandomLeads(rows: 80, seed: 2, decimals: 2, weighted: true).outcomes()
        let metrics: [any Metric] = [ROCAUC(), AveragePrecision(), LogLoss()]
        let first = EvaluationReport(of: outcomes, metrics: metrics, seed: 3, on: WorkerPool(threadCount: 1))
        #expect(first == EvaluationReport(of: outcomes, metrics: metrics, seed: 3, on: WorkerPool(threadCount: 3)))
        let copy = try JSONDecoder().decode(EvaluationReport.self, from: JSONEncoder().encode(first))
        #expect(copy == first)
    }

    @Test func theLargestNumbersGiveFiniteEstimates() throws {
        let outcomes = try ScoredOutcomes(
            logOdds: [1e50, -1e50, 1e50, -1e50], labels: [false, true, true, false], weights: [1e100, 1e-100, 1e100, 1])
        let report = EvaluationReport(of: outcomes, on: WorkerPool(threadCount: 1))
        #expect(report.estimates.count == 12)
        for item in report.estimates {
            #expect(item.estimate.low.isFinite && item.estimate.high.isFinite, "\(item.name)")
            #expect(item.estimate.contains(item.estimate.value), "\(item.name)")
        }
    }

    @Test func saysWhatIsUndefinedAndWhy() throws {
        let lost = try ScoredOutcomes(probabilities: [0.1, 0.2], labels: [false, false])
        let report = EvaluationReport(of: lost, on: WorkerPool(threadCount: 1))
        #expect(report.estimates.map(\.name) == ["log_loss", "brier", "ece"])
        #expect(report.undefined.first?.reason == .requires(.bothOutcomes))
        #expect(report.undefined.count == 9)
        let single = try ScoredOutcomes(probabilities: [0.1], labels: [false])
        let alone = EvaluationReport(of: single, metrics: [LogLoss()], on: WorkerPool(threadCount: 1))
        #expect(alone.undefined.map(\.reason) == [.tooFewRowsForInterval])
    }

    @Test func aWiderConfidenceGivesWiderIntervals() throws {
        let outcomes = try RandomLeads(rows: 100, seed: 4).outcomes()
        let metrics: [any Metric] = [ROCAUC(), AveragePrecision(), LogLoss(), KolmogorovSmirnov()]
        let pool = WorkerPool(threadCount: 1)
        let narrow = EvaluationReport(of: outcomes, metrics: metrics, confidence: 0.8, on: pool)
        let wide = EvaluationReport(of: outcomes, metrics: metrics, confidence: 0.99, on: pool)
        for (inner, outer) in zip(narrow.estimates, wide.estimates) {
            #expect(outer.estimate.low < inner.estimate.low && inner.estimate.high < outer.estimate.high)
        }
    }
}
