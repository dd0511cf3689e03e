import Evaluation
import LearningCore
import Testing

@Suite struct BootstrapTests {
    private let metrics: [any Metric] = [
        AveragePrecision(), Lift(at: 0.1), KolmogorovSmirnov(), ExpectedCalibrationError(), BrierScore(),
    ]

    @Test func isTheSameAtAnyNumberOfThreadsAndInAnyOrderOfRows() throws {
        let leads = RandomLeads(rows: 120, seed: 1, decimals: 2, weighted: true)
        let bootstrap = Bootstrap(seed: 5, replicateCount: 90)
        let alone = bootstrap.estimates(
            of: try leads.outcomes(), metrics: metrics, on: WorkerPool(threadCount: 1))
        #expect(alone.allSatisfy { $0 != nil })
        for threads in [2, 5] {
            let together = bootstrap.estimates(
                of: try leads.selecting((0..<120).reversed()).outcomes(), metrics: metrics,
                on: WorkerPool(threadCount: threads))
            #expect(together == alone)
        }
        let other = Bootstrap(seed: 6, replicateCount: 90).estimates(
            of: try leads.outcomes(), metrics: metrics, on: WorkerPool(threadCount: 1))
        #expect(other != alone)
    }

    @Test func spreadsAsTheClosedFormsDo() throws {
        let pool = WorkerPool(threadCount: 2)
        for weighted in [false, true] {
            let outcomes = try RandomLeads(rows: 400, seed: 3, weighted: weighted).outcomes()
            for metric in [ROCAUC(), LogLoss(), BrierScore()] as [any ClosedFormMetric] {
                let closed = try #require(metric.estimate(of: outcomes, confidence: 0.95))
                let bootstrap = Bootstrap(seed: 1, replicateCount: 400).estimates(
                    of: outcomes, metrics: [metric], on: pool)
                let drawn = try #require(bootstrap[0])
                #expect(drawn.value == metric.value(of: outcomes))
                // 400 replicates know a width to some 10 %.
                let ratio = (drawn.high - drawn.low) / (closed.high - closed.low)
                #expect((0.75...1.3).contains(ratio), "\(metric.name) \(ratio)")
            }
        }
    }

    @Test func anUndefinedMetricHasNoInterval() throws {
        let outcomes = try ScoredOutcomes(probabilities: [0.2, 0.4, 0.9], labels: [false, false, false])
        let estimates = Bootstrap(seed: 1, replicateCount: 40).estimates(
            of: outcomes, metrics: metrics, on: WorkerPool(threadCount: 1))
        #expect(estimates.map { $0 == nil } == [true, true, true, false, false])
        let single = try ScoredOutcomes(probabilities: [0.2], labels: [true])
        #expect(
            Bootstrap(seed: 1).estimates(of: single, metrics: [AveragePrecision()], on: WorkerPool(threadCount: 1))
                == [nil])
    }

    @Test func survivesReplicatesWithoutAWonRow() throws {
        let outcomes = try ScoredOutcomes(
            probabilities: (0..<30).map { Double($0) / 30 }, labels: (0..<30).map { $0 == 25 })
        let estimates = Bootstrap(seed: 1, replicateCount: 200).estimates(
            of: outcomes, metrics: metrics, on: WorkerPool(threadCount: 1))
        for (metric, estimate) in zip(metrics, estimates) {
            let estimate = try #require(estimate)
            #expect(metric.range.contains(estimate.low) && metric.range.contains(estimate.high))
            #expect(estimate.contains(estimate.value))
        }
    }

    @Test func coversTheTruth() throws {
        let metrics: [any Metric] = [AveragePrecision(), Lift(at: 0.2), Capture(at: 0.1), KolmogorovSmirnov()]
        let runs = Simulation.isThorough ? 2_000 : 60
        let large = try RandomLeads(rows: Simulation.isThorough ? 1_000_000 : 60_000, seed: 1).outcomes()
        let truths = metrics.map { $0.value(of: large) ?? .nan }
        let pool = WorkerPool()
        var held = metrics.map { _ in 0 }
        for run in 0..<runs {
            let outcomes = try RandomLeads(rows: 500, seed: UInt64(100 + run)).outcomes()
            let estimates = Bootstrap(seed: UInt64(run), replicateCount: Simulation.isThorough ? 400 : 60).estimates(
                of: outcomes, metrics: metrics, on: pool)
            for (index, estimate) in estimates.enumerated() {
                if try #require(estimate).contains(truths[index]) { held[index] += 1 }
            }
        }
        let covered = held.map { Double($0) / Double(runs) }
        for (metric, share) in zip(metrics, covered) {
            // KS is biased upwards in small samples even after the reflection; see the type's comment.
            let slack = metric is KolmogorovSmirnov ? 0.04 : 0.01
            let allowed = Simulation.allowed(runs: runs)
            #expect((allowed.lowerBound - slack)...(allowed.upperBound + slack) ~= share, "\(metric.name) \(share)")
        }
    }
}
