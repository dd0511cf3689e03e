import Foundation
import LearningCore
import Testing

@testable import Calibration

@Suite struct SmallLogisticFitTests {
    /// The gradient of the loss without the ridge, summed row by row.
    private func gradient(_ columns: [[Double]], _ offset: [Double], _ scores: RandomScores, _ theta: [Double])
        -> [Double]
    {
        var gradient = theta.map { _ in 0.0 }
        var total = 0.0
        for row in scores.labels.indices {
            let weight = scores.weights?[row] ?? 1
            total += weight
            let z = offset[row] + zip(columns, theta).reduce(0) { $0 + $1.0[row] * $1.1 }
            let error = weight * (LogisticLoss.probability(logOdds: z) - (scores.labels[row] ? 1 : 0))
            for index in theta.indices { gradient[index] += error * columns[index][row] }
        }
        return gradient.map { $0 / total }
    }

    @Test(arguments: [1, 2, 3], [false, true])
    func theGradientVanishesAtTheMinimum(width: Int, weighted: Bool) throws {
        let scores = RandomScores(rows: 300, seed: 2, weighted: weighted)
        let z = scores.logOdds
        let columns = Array([z.map { _ in 1 }, z, z.map { $0 * $0 / 10 }].prefix(width))
        let offset = z.map { sin(9 * $0) }
        let fit = try SmallLogisticFit(
            columns: columns, offset: offset, targets: scores.labels.map { $0 ? 1 : 0 }, weights: scores.weights,
            start: Array(repeating: 0, count: width))
        for component in gradient(columns, offset, scores, fit.coefficients) {
            // The ridge of 1e-10 leaves this much.
            #expect(abs(component) < 1e-9)
        }
    }

    @Test func separatedOutcomesHaveAFiniteAnswer() throws {
        let z = (0..<30).map { Double($0) - 15.5 }
        let fit = try SmallLogisticFit(
            columns: [z, z.map { _ in 1 }], targets: z.map { $0 > 0 ? 1 : 0 }, weights: nil, start: [1, 0])
        #expect(fit.coefficients.allSatisfy(\.isFinite) && fit.coefficients[0] > 5)
    }
}
