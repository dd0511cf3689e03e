import LearningCore
import Testing

@testable import Evaluation

@Suite struct CurveBandTests {
    private static let pool = WorkerPool(threadCount: 2)

    private func outcomes(_ count: Int, seed: UInt64, ties: Bool = false) throws -> ScoredOutcomes {
        var generator = SeededGenerator(seed: seed)
        let scores = (0..<count).map { _ in
            ties ? Double(generator.nextIndex(below: 6)) : generator.nextUniform() * 4 - 2
        }
        let labels = scores.map { generator.nextUniform() < LogisticLoss.probability(logOdds: $0 - 1) }
        return try ScoredOutcomes(logOdds: scores, labels: labels)
    }

    private func bands(_ outcomes: ScoredOutcomes, replicates: Int = 60, steps: Int = 50) -> [CurveBand] {
        CurveBand.bands(
            [.roc, .precisionRecall, .gains], of: outcomes, steps: steps, replicateCount: replicates, on: Self.pool)
    }

    @Test(arguments: [false, true])
    func heightsAreThoseOfTheCurves(ties: Bool) throws {
        let outcomes = try outcomes(400, seed: 3, ties: ties)
        let bands = bands(outcomes)
        let roc = try #require(ROCCurve(of: outcomes)).points
        for point in bands[0].points {
            // The highest true positive rate at this false positive rate, straight between the corners.
            let left = try #require(roc.last { $0.falsePositiveRate <= point.x + 1e-12 })
            let right = roc.first { $0.falsePositiveRate > point.x + 1e-12 } ?? left
            let width = right.falsePositiveRate - left.falsePositiveRate
            let share = width > 0 ? (point.x - left.falsePositiveRate) / width : 0
            let height = left.truePositiveRate + share * (right.truePositiveRate - left.truePositiveRate)
            #expect(abs(point.height.value - height) < 1e-9)
        }
        // Where a whole level is called, precision is that of the curve.
        let recall = try #require(PrecisionRecallCurve(of: outcomes)).points
        for point in bands[1].points {
            guard let exact = recall.first(where: { abs($0.recall - point.x) < 1e-12 }) else { continue }
            #expect(abs(point.height.value - exact.precision) < 1e-9)
        }
        for point in bands[2].points {
            #expect(
                abs(point.height.value - outcomes.ranking.wonWithin(best: point.x * 400) / outcomes.ranking.totalWon)
                    < 1e-12)
        }
    }

    @Test func curvesEndWhereTheyMustAndRise() throws {
        for ties in [false, true] {
            let outcomes = try outcomes(300, seed: 9, ties: ties)
            let bands = bands(outcomes)
            #expect(bands.map(\.kind) == [.roc, .precisionRecall, .gains])
            #expect(bands[0].points.count == 51 && bands[1].points.count == 50)
            for band in [bands[0], bands[2]] {
                #expect(band.points[50].height == Estimate(value: 1, low: 1, high: 1))
                #expect(
                    zip(band.points, band.points.dropFirst()).allSatisfy { $0.height.value <= $1.height.value + 1e-12 })
            }
            let rate = outcomes.ranking.totalWon / outcomes.ranking.total
            #expect(abs(bands[1].points[49].height.value - rate) < 1e-9 || !ties)
            for point in bands.flatMap(\.points) {
                #expect(0 <= point.height.low && point.height.high <= 1)
                #expect(point.height.low <= point.height.value && point.height.value <= point.height.high)
            }
        }
    }

    @Test func threadsDoNotMatterAndTheSeedDoes() throws {
        let outcomes = try outcomes(200, seed: 5)
        let make = { (threads: Int, seed: UInt64) in
            CurveBand.bands([.roc], of: outcomes, replicateCount: 50, seed: seed, on: WorkerPool(threadCount: threads))
        }
        #expect(make(1, 0) == make(3, 0))
        #expect(make(1, 0) != make(1, 1))
    }

    @Test func withoutBothOutcomesThereIsNoBand() throws {
        let won = try ScoredOutcomes(probabilities: [0.2, 0.3], labels: [true, true])
        #expect(bands(won).isEmpty)
        let two = try ScoredOutcomes(probabilities: [0.2, 0.3], labels: [true, false])
        #expect(bands(two).count == 3)
    }

    /// Pointwise bands hold the true height about as often as they say: at the middle of the ROC of two normal scores,
    /// one standard deviation apart, the true rate at a half is Φ(1).
    @Test func bandsHoldTheTruthAboutAsOftenAsTheySay() throws {
        var generator = SeededGenerator(seed: 17)
        var held = 0
        let samples = 100
        for _ in 0..<samples {
            let labels = (0..<240).map { _ in generator.nextUniform() < 0.4 }
            let scores = labels.map { label in
                // Irwin and Hall: twelve uniform numbers less six are nearly normal.
                (0..<12).reduce(label ? -5.0 : -6.0) { sum, _ in sum + generator.nextUniform() }
            }
            let outcomes = try ScoredOutcomes(logOdds: scores, labels: labels)
            let band = CurveBand.bands([.roc], of: outcomes, steps: 2, replicateCount: 60, on: Self.pool)[0]
            if band.points[1].height.contains(0.8413) { held += 1 }
        }
        // 95 % of 100 less three standard deviations and what so few replicates cost.
        #expect(held >= 85, "\(held) of \(samples)")
    }
}
