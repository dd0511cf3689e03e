import LearningCore
import ModelStorage
import Testing

@Suite struct ScoreReferenceTests {
    private func naivePercentile(_ score: Double, _ quantiles: [Double]) -> Double {
        let below = quantiles.count { $0 < score }
        let equal = quantiles.count { $0 == score }
        return 100 * (Double(below) + Double(equal) / 2) / Double(quantiles.count)
    }

    @Test func percentilesAreTheShareBelow() throws {
        let reference = try ScoreReference(baseRate: 0.3, quantiles: [-2, -1, -1, 0, 0, 0, 3])
        for score in [-9, -2, -1.5, -1, -0.5, 0, 1, 3, 4, -.infinity, .infinity] {
            #expect(abs(reference.percentile(of: score) - naivePercentile(score, reference.quantiles)) < 1e-12)
        }
        #expect(reference.percentile(of: -3) == 0)
        #expect(reference.percentile(of: 4) == 100)
    }

    @Test func percentilesNeverFallAsScoresRise() throws {
        var generator = SeededGenerator(seed: 2)
        for count in [1, 2, 7, 1_000, 1_001, 5_000] {
            let scores = (0..<count).map { _ in (generator.nextUniform() * 40).rounded() / 4 - 5 }
            let reference = try ScoreReference(baseRate: 0.1, logOdds: scores)
            #expect(reference.quantiles.count == min(count, 1_001))
            #expect(reference.quantiles.first == scores.min())
            #expect(reference.quantiles.last == scores.max())
            let percentiles = stride(from: -6.0, through: 6, by: 0.05).map(reference.percentile(of:))
            #expect(zip(percentiles, percentiles.dropFirst()).allSatisfy { $0 <= $1 })
            #expect(percentiles.allSatisfy { (0...100).contains($0) })
            // The mean percentile of the leads themselves is the middle.
            let mean = scores.map(reference.percentile(of:)).reduce(0, +) / Double(count)
            #expect(abs(mean - 50) < 0.5)
        }
    }

    @Test func whatIsNoReferenceIsRefused() {
        for rate in [0, 1, -0.1, 1.5, .nan, .infinity] {
            #expect(throws: StorageError.self) { try ScoreReference(baseRate: rate, quantiles: [0]) }
        }
        for quantiles in [[], [1, 0], [.nan], [0, .infinity], [0, .nan, 1]] as [[Double]] {
            #expect(throws: StorageError.self) { try ScoreReference(baseRate: 0.5, quantiles: quantiles) }
        }
    }
}
