import Foundation
import LearningCore
import TestSupport
import Testing

@testable import LinearModels

@Suite struct LogisticRegressionInferenceTests {
    private let pool = WorkerPool(threadCount: 2)

    struct Golden: Decodable, Sendable {
        let cases: [Case]

        struct Case: Decodable, Sendable {
            let name: String
            let table: GoldenTable
            let weights: [Double]?
            let estimates: [Double]
            let standardErrors: [Double]
            let zScores: [Double]
            let pValues: [Double]
            let lower90: [Double]
            let upper90: [Double]
            let deviance: Double
            let nullDeviance: Double
        }
    }

    @Test func numbersAreThoseOfStatsmodels() throws {
        let url = try #require(
            Bundle.module.url(forResource: "inference", withExtension: "json", subdirectory: "Golden"))
        let golden = try JSONDecoder().decode(Golden.self, from: Data(contentsOf: url))
        #expect(golden.cases.count == 3)
        let trainer = try LogisticRegressionTrainer(.init(l2Regularization: 0, encoding: .treatment))
        for expected in golden.cases {
            let dataset = try expected.table.dataset(weights: expected.weights)
            let fit = try trainer.fitted(to: dataset, on: pool)
            #expect(fit.report.warnings.isEmpty, "\(expected.name)")
            let found = try trainer.inference(about: fit.model, fittedTo: dataset, on: pool)
            let all = [found.intercept] + found.coefficients
            #expect(found.columns == fit.model.encoding.columns)
            expectClose(all.map(\.estimate), expected.estimates, expected.name)
            expectClose(all.map(\.standardError), expected.standardErrors, expected.name)
            expectClose(all.map(\.zScore), expected.zScores, expected.name)
            expectClose(all.map(\.pValue), expected.pValues, expected.name)
            expectClose(all.map { $0.interval(level: 0.9).lowerBound }, expected.lower90, expected.name)
            expectClose(all.map { $0.interval(level: 0.9).upperBound }, expected.upper90, expected.name)
            expectClose(
                [found.deviance, found.nullDeviance], [expected.deviance, expected.nullDeviance], expected.name)
        }
    }

    /// 1e-6 of the larger of the number and 1e-3: p-values near 0 are compared as they stand.
    private func expectClose(_ found: [Double], _ expected: [Double], _ name: String) {
        #expect(found.count == expected.count, "\(name)")
        for (a, b) in zip(found, expected) {
            #expect((a - b).magnitude <= 1e-6 * max(1e-3, b.magnitude), "\(name)")
        }
    }

    @Test(arguments: [
        (0.5, 0.674489750196082), (0.9, 1.644853626951473), (0.95, 1.959963984540054), (0.999, 3.290526731491926),
    ])
    func quantilesAreThoseOfTheNormalDistribution(level: Double, z: Double) {
        #expect((CoefficientInference.quantile(twoSided: level) - z).magnitude <= 1e-13)
    }

    @Test func oddsRatiosAreExponentials() {
        let coefficient = CoefficientInference(estimate: log(2), standardError: 0.1)
        #expect((coefficient.oddsRatio - 2).magnitude <= 1e-15)
        let interval = coefficient.oddsRatioInterval(level: 0.95)
        #expect((interval.lowerBound * interval.upperBound - 4).magnitude <= 1e-12)
        #expect((interval.upperBound / 2 - exp(0.1959963984540054)).magnitude <= 1e-12)
    }

    /// Intervals are to hold the truth as often as they say: 300 coefficients, ± three standard errors of that share.
    @Test func intervalsHoldTheTruthAsOftenAsTheySay() throws {
        var world = SyntheticWorld()
        world.missingRate = 0
        world.levelEffects = []
        let trainer = try LogisticRegressionTrainer(.init(l2Regularization: 0, encoding: .treatment))
        var held = 0
        for seed in 0..<100 {
            let data = world.sample(rows: 400, seed: UInt64(seed)).dataset
            let model = try trainer.fitted(to: data, on: pool).model
            let found = try trainer.inference(about: model, fittedTo: data, on: pool)
            for (coefficient, truth) in zip(found.coefficients, world.weights)
            where coefficient.interval(level: 0.9).contains(truth) {
                held += 1
            }
        }
        #expect((254...286).contains(held), "\(held) of 300")
    }

    @Test func coefficientsThatAreNotUniqueHaveNoErrors() throws {
        let data = LawfulData.dataset(rows: 300, seed: 41)
        let trainer = try LogisticRegressionTrainer(.init(l2Regularization: 0, encoding: .plain))
        let model = try trainer.fitted(to: data, on: pool).model
        #expect(throws: LearningError.self) { try trainer.inference(about: model, fittedTo: data, on: pool) }
    }

    @Test func otherFeaturesAreRefused() throws {
        let data = LawfulData.dataset(rows: 300, seed: 42)
        let trainer = try LogisticRegressionTrainer()
        let model = try trainer.fitted(to: data, on: pool).model
        for other in try LawfulData.otherSchemas(of: data) {
            #expect(throws: LearningError.self) { try trainer.inference(about: model, fittedTo: other, on: pool) }
        }
    }
}
