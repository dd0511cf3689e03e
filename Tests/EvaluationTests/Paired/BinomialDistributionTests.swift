import Testing

@testable import Evaluation

@Suite struct BinomialDistributionTests {
    @Test func equalsSciPy() throws {
        let golden = try PairedGolden.load()
        for expected in golden.cumulative {
            let found = BinomialDistribution.cumulative(expected.k, trials: expected.n, chance: expected.p)
            // The logarithms of factorials of ten thousands lose some digits.
            #expect(isClose(found, expected.value, tolerance: 1e-10))
        }
        for expected in golden.upperLimits {
            let found = BinomialDistribution.upperLimit(
                successes: expected.successes, trials: expected.trials, confidence: expected.confidence)
            #expect(isClose(found, expected.upper, tolerance: 1e-10))
        }
        #expect(golden.cumulative.count == 6 && golden.upperLimits.count == 6)
    }

    @Test(arguments: [1, 2, 7, 20], [0.1, 0.5, 0.83])
    func isTheSumOfItsMasses(trials: Int, chance: Double) {
        var sum = 0.0
        for k in 0...trials {
            sum += BinomialDistribution.mass(Double(k), trials: Double(trials), chance: chance)
            let found = BinomialDistribution.cumulative(Double(k), trials: Double(trials), chance: chance)
            #expect(isClose(found, sum))
        }
        #expect(isClose(sum, 1))
    }

    @Test func risesBetweenWholeNumbers() {
        let values = stride(from: 0.0, through: 10, by: 0.1).map {
            BinomialDistribution.cumulative($0, trials: 10, chance: 0.4)
        }
        #expect(zip(values, values.dropFirst()).allSatisfy(<=))
        #expect(values.last == 1)
    }

    @Test func theLimitOfAFullSampleIsOne() {
        #expect(BinomialDistribution.upperLimit(successes: 5, trials: 5, confidence: 0.95) == 1)
    }
}
