import LearningCore
import LinearAlgebra
import TestSupport
import Testing

@testable import LinearModels

@Suite struct LogisticObjectiveTests {
    private let pool = WorkerPool(threadCount: 2)

    /// More rows than a block, missing values, three one-hot features: three pairs of them.
    @Test(arguments: [false, true])
    func lossGradientAndHessianAreTheNaiveOnes(isWeighted: Bool) throws {
        var world = SyntheticWorld()
        world.levelEffects = [[0.8, -0.8], [0.1, 0.2, 0.3, 0.4], [0, 0.5, 0]]
        let sample = world.sample(rows: 2_500, seed: 3).dataset
        let weights = isWeighted ? (0..<sample.rowCount).map { Double($0 % 4) / 2 } : nil
        let encoding = try DesignEncoding(fittedTo: sample.features, weights: weights, on: pool)
        let design = Design(of: sample.features, encodedBy: encoding, on: pool)
        let objective = LogisticObjective(
            design: design, labels: sample.labels, weights: weights, l2Regularization: 0.7)
        let order = solverOrder(of: design)
        let point = (0...encoding.columnCount).map { Double(($0 * 7) % 5 - 2) / 3 }
        let found = objective.evaluated(at: order.map { point[$0] }, withHessian: true, on: pool)
        let naive = NaiveLogistic.derivatives(
            NaiveLogistic.design(sample.features, encoding), sample.labels, weights, l2: 0.7, at: point)
        #expect((found.value - naive.value).magnitude <= 1e-10 * naive.value)
        let hessian = try #require(found.hessian)
        // Sums of 2,500 terms of size 1.
        for (i, at) in order.enumerated() {
            #expect((found.gradient[i] - naive.gradient[at]).magnitude <= 1e-9)
            for (j, and) in order.enumerated() where j <= i {
                #expect((hessian[i, j] - naive.hessian[at][and]).magnitude <= 1e-9, "\(i), \(j)")
            }
        }
        let withoutHessian = objective.evaluated(at: order.map { point[$0] }, withHessian: false, on: pool)
        #expect(withoutHessian.hessian == nil)
        #expect(withoutHessian.gradient == found.gradient)
        #expect(withoutHessian.value == found.value)
    }

    @Test func threadsDoNotChangeABit() throws {
        let sample = LawfulData.dataset(rows: 20_000, seed: 4)
        let encoding = try DesignEncoding(fittedTo: sample.features, on: pool)
        let design = Design(of: sample.features, encodedBy: encoding, on: pool)
        let objective = LogisticObjective(design: design, labels: sample.labels, weights: nil, l2Regularization: 1)
        let point = [Double](repeating: 0.1, count: design.parameterCount)
        let evaluations = [1, 2, 4, 8].map {
            objective.evaluated(at: point, withHessian: true, on: WorkerPool(threadCount: $0))
        }
        for other in evaluations.dropFirst() {
            #expect(other.value == evaluations[0].value)
            #expect(other.gradient == evaluations[0].gradient)
            #expect(other.hessian == evaluations[0].hessian)
        }
    }

    @Test(arguments: [800.0, -800, 1e6])
    func farOutLogOddsDoNotOverflow(intercept: Double) throws {
        let sample = LawfulData.dataset(rows: 100, seed: 5)
        let encoding = try DesignEncoding(fittedTo: sample.features, on: pool)
        let design = Design(of: sample.features, encodedBy: encoding, on: pool)
        let objective = LogisticObjective(design: design, labels: sample.labels, weights: nil, l2Regularization: 1)
        var point = [Double](repeating: 0, count: design.parameterCount)
        point[0] = intercept
        let found = objective.evaluated(at: point, withHessian: true, on: pool)
        let wrong = Double(intercept > 0 ? sample.rowCount - sample.positiveCount : sample.positiveCount)
        #expect((found.value - wrong * intercept.magnitude).magnitude <= 1e-9 * found.value)
        let isFinite = found.gradient.allSatisfy(\.isFinite)
        #expect(isFinite)
        #expect(found.gradient[0].magnitude == wrong)
    }

    /// A sixteenth of the blocks has a sixteenth of the penalty, so that its minimum lies near the whole's.
    @Test func aPartHasItsShareOfThePenalty() throws {
        let sample = LawfulData.dataset(rows: 16 * 1_024, seed: 6)
        let encoding = try DesignEncoding(fittedTo: sample.features, on: pool)
        let design = Design(of: sample.features, encodedBy: encoding, on: pool)
        let whole = LogisticObjective(design: design, labels: sample.labels, weights: nil, l2Regularization: 8)
        let part = whole.thinned(everyBlock: 16)
        #expect(part.scale == 1_024)
        #expect(part.l2Regularization == 0.5)
    }

    /// For each of the solver's parameters, its place in (intercept, design columns).
    private func solverOrder(of design: Design) -> [Int] {
        let positions = design.coefficients(from: (0..<design.parameterCount).map(Double.init)).map(Int.init)
        var order = [Int](repeating: 0, count: design.parameterCount)
        for (column, parameter) in positions.enumerated() { order[parameter] = column + 1 }
        return order
    }
}
