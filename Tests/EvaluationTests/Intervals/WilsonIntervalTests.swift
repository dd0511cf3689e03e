import Evaluation
import LearningCore
import Testing

@Suite struct WilsonIntervalTests {
    @Test func equalsSciPy() throws {
        for golden in try GoldenNumbers.load().wilson {
            let estimate = try #require(
                WilsonInterval.estimate(
                    successes: golden.successes, trials: golden.trials, confidence: golden.confidence))
            #expect(isClose(estimate.low, golden.low) && isClose(estimate.high, golden.high))
        }
    }

    @Test func staysWithinZeroAndOneAndHoldsTheRate() throws {
        #expect(WilsonInterval.estimate(successes: 0, trials: 0) == nil)
        for trials in [0.5, 1, 2, 7, 1e12] {
            for share in [0, 0.1, 0.5, 1] {
                let estimate = try #require(WilsonInterval.estimate(successes: share * trials, trials: trials))
                #expect(estimate.low >= 0 && estimate.high <= 1 && estimate.contains(estimate.value))
            }
        }
    }

    @Test func coversTheTruth() throws {
        let runs = Simulation.isThorough ? 20_000 : 1_500
        for (rate, trials) in [(0.1, 200), (0.4, 60)] {
            var held = 0
            for run in 0..<runs {
                var generator = SeededGenerator(seed: 4, stream: UInt64(run))
                let won = (0..<trials).count { _ in generator.nextUniform() < rate }
                let estimate = WilsonInterval.estimate(successes: Double(won), trials: Double(trials))
                if try #require(estimate).contains(rate) { held += 1 }
            }
            #expect(Simulation.allowed(runs: runs).contains(Double(held) / Double(runs)))
        }
    }
}
