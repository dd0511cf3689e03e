import Foundation
import LearningCore
import LinearModels
import Testing

/// Coefficients against scikit-learn's; the numbers and the script that made them are in `Golden`.
@Suite struct GoldenLogisticRegressionTests {
    struct Golden: Decodable, Sendable {
        let sets: [Set]

        struct Set: Decodable, Sendable {
            let table: GoldenTable
            let cases: [Case]
        }

        struct Case: Decodable, Sendable {
            let name: String
            let standardizes: Bool
            let l2Regularization: Double
            let weights: [Double]?
            let intercept: Double
            let coefficients: [Double]
            let logOdds: [Double]
            let meanLoss: Double
        }
    }

    @Test func coefficientsAreThoseOfScikitLearn() throws {
        let golden = try read()
        #expect(golden.sets.flatMap(\.cases).count == 8)
        for set in golden.sets {
            for expected in set.cases { try check(expected, on: set.table) }
        }
    }

    private func check(_ expected: Golden.Case, on table: GoldenTable) throws {
        let dataset = try table.dataset(weights: expected.weights)
        let trainer = try LogisticRegressionTrainer(
            .init(
                l2Regularization: expected.l2Regularization,
                encoding: .init(standardizes: expected.standardizes, logSkewness: nil)))
        let pool = WorkerPool(threadCount: 2)
        let fit = try trainer.fitted(to: dataset, on: pool)
        #expect(fit.report.converged, "\(expected.name)")
        #expect(fit.report.warnings.isEmpty, "\(expected.name)")
        try #require(fit.model.coefficients.count == expected.coefficients.count, "\(expected.name)")
        // scikit-learn's own gradient is ≤ 1e-9 a row; in the flattest direction, of curvature λ a row, that is 1e-6.
        let found = [fit.model.intercept] + fit.model.coefficients
        for (index, (a, b)) in zip(found, [expected.intercept] + expected.coefficients).enumerated() {
            #expect((a - b).magnitude <= 1e-6 * max(1, b.magnitude), "\(expected.name), parameter \(index)")
        }
        let logOdds = try fit.model.logOdds(of: dataset.features, on: pool)
        for (a, b) in zip(logOdds, expected.logOdds) {
            #expect((a - b).magnitude <= 1e-6 * max(1, b.magnitude), "\(expected.name)")
        }
        #expect((fit.report.trainingLoss - expected.meanLoss).magnitude <= 1e-9, "\(expected.name)")
    }

    private func read() throws -> Golden {
        let url = try #require(
            Bundle.module.url(forResource: "logistic_regression", withExtension: "json", subdirectory: "Golden"))
        return try JSONDecoder().decode(Golden.self, from: Data(contentsOf: url))
    }
}
