import Evaluation
import LearningCore
import Testing

/// The laws every metric keeps.
@Suite struct MetricTests {
    static let metrics: [any Metric] =
        .standard + [Lift(at: 1), Capture(at: 0.003), ExpectedCalibrationError(binCount: 1)]

    static func samples() throws -> [ScoredOutcomes] {
        var samples: [ScoredOutcomes] = []
        for seed in 0..<12 {
            let decimals = [nil, 2, 1, 0][seed % 4]
            let leads = RandomLeads(
                rows: [3, 40, 200][seed % 3], seed: UInt64(seed), decimals: decimals, weighted: seed % 2 == 1)
            if let outcomes = try? leads.outcomes() { samples.append(outcomes) }
        }
        for labels in [[true], [false], [true, true], [false, false], [true, false]] {
            let p = labels.indices.map { [0, 1][$0 % 2] as Double }
            samples.append(try ScoredOutcomes(probabilities: p, labels: labels))
            samples.append(try ScoredOutcomes(logOdds: p.map { 1_000 * $0 }, labels: labels))
        }
        return samples
    }

    @Test func standardListHasTheNamesOfTheContract() {
        #expect(
            [any Metric].standard.map(\.name) == [
                "roc_auc", "average_precision", "log_loss", "brier", "ece", "lift_at_5", "lift_at_10", "lift_at_20",
                "capture_at_5", "capture_at_10", "capture_at_20", "ks",
            ])
        #expect(Lift(at: 0.125).name == "lift_at_12.5")
    }

    @Test func hasAValueInRangeExactlyWhenTheRequirementIsMet() throws {
        for outcomes in try Self.samples() {
            for metric in Self.metrics {
                let value = metric.value(of: outcomes)
                #expect((value != nil) == metric.requirement.isMet(by: outcomes.ranking), "\(metric.name)")
                if let value { #expect(metric.range.contains(value), "\(metric.name) \(value)") }
            }
        }
    }

    @Test func theOrderOfRowsChangesNotABit() throws {
        for seed in 0..<6 {
            let leads = RandomLeads(rows: 150, seed: UInt64(seed), decimals: 1 + seed % 2, weighted: seed % 3 == 0)
            var rows = Array(0..<150)
            var generator = SeededGenerator(seed: UInt64(seed))
            generator.shuffle(&rows)
            let (first, second) = (try leads.outcomes(), try leads.selecting(rows).outcomes())
            for metric in Self.metrics { #expect(metric.value(of: first) == metric.value(of: second)) }
        }
    }

    @Test func weightTwoIsTheRowTwiceAndWeightZeroTheRowAbsent() throws {
        for seed in 0..<6 {
            var leads = RandomLeads(rows: 120, seed: UInt64(seed), decimals: [nil, 2, 1][seed % 3])
            let copies = (0..<120).map { ($0 * 7 + seed) % 3 }
            let repeated = leads.selecting((0..<120).flatMap { Array(repeating: $0, count: copies[$0]) })
            leads.weights = copies.map(Double.init)
            let (weighted, plain) = (try leads.outcomes(), try repeated.outcomes())
            for metric in Self.metrics {
                let (first, second) = (metric.value(of: weighted), metric.value(of: plain))
                #expect(isClose(try #require(first), try #require(second)), "\(metric.name)")
            }
        }
    }

    @Test func rescalingTheWeightsChangesNothing() throws {
        var leads = RandomLeads(rows: 200, seed: 3, decimals: 2, weighted: true)
        let before = try leads.outcomes()
        let weights = leads.weights
        for scale in [1e-9, 1e-99, 1e99] {
            leads.weights = weights?.map { $0 * scale }
            let after = try leads.outcomes()
            for metric in Self.metrics {
                #expect(isClose(try #require(metric.value(of: before)), try #require(metric.value(of: after))))
            }
            for metric in [ROCAUC(), LogLoss(), BrierScore()] as [any ClosedFormMetric] {
                let first = try #require(metric.estimate(of: before, confidence: 0.95))
                let second = try #require(metric.estimate(of: after, confidence: 0.95))
                #expect(isClose(first.low, second.low) && isClose(first.high, second.high))
            }
        }
    }

    @Test func aPerfectScoreHasTheBestValueOfEachMetric() throws {
        let labels = (0..<100).map { $0 % 5 == 0 }
        let outcomes = try ScoredOutcomes(probabilities: labels.map { $0 ? 1 : 0 }, labels: labels)
        let expected: [String: Double] = [
            "roc_auc": 1, "average_precision": 1, "log_loss": 0, "brier": 0, "ece": 0, "ks": 1, "lift_at_5": 5,
            "lift_at_10": 5, "lift_at_20": 5, "capture_at_5": 0.25, "capture_at_10": 0.5, "capture_at_20": 1,
        ]
        for metric in [any Metric].standard {
            #expect(isClose(try #require(metric.value(of: outcomes)), try #require(expected[metric.name])))
        }
    }

    @Test func directionSaysWhichIsBetter() {
        #expect(MetricDirection.higherIsBetter.prefers(0.8, to: 0.7))
        #expect(MetricDirection.lowerIsBetter.prefers(0.7, to: 0.8))
        #expect(!MetricDirection.lowerIsBetter.prefers(0.7, to: 0.7))
        for metric in Self.metrics {
            let isLoss = ["log_loss", "brier", "ece"].contains(metric.name)
            #expect(metric.direction == (isLoss ? .lowerIsBetter : .higherIsBetter))
        }
    }

    @Test func equalsTheGoldenNumbers() throws {
        for golden in try GoldenNumbers.load().cases {
            let outcomes = try golden.outcomes()
            #expect(golden.metrics.count >= 4)
            for (name, expected) in golden.metrics {
                let metric = try #require([any Metric].standard.first { $0.name == name })
                let value = try #require(metric.value(of: outcomes))
                #expect(isClose(value, expected), "\(golden.name) \(name): \(value), expected \(expected)")
            }
        }
    }
}
