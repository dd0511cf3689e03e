import Foundation
import LearningCore
import TestSupport
import Testing

@testable import LinearModels

/// Likelihood-ratio tests, variance inflation, profile intervals and Firth's estimates against R.
@Suite struct LikelihoodInferenceTests {
    private let pool = WorkerPool(threadCount: 2)

    struct Golden: Decodable, Sendable {
        let cases: [Case]

        struct Case: Decodable, Sendable {
            let name: String
            let table: GoldenTable
            let weights: [Double]?
            let isSeparated: Bool
            let lrt: [Double]
            let gvif: [Double]
            let low: [Double]
            let high: [Double]
            let firth: [Double]
            let firthErrors: [Double]
            let firthLow: [Double]
            let firthHigh: [Double]
        }
    }

    private static func golden() throws -> Golden {
        let url = try #require(
            Bundle.module.url(forResource: "likelihood_inference", withExtension: "json", subdirectory: "Golden"))
        return try JSONDecoder().decode(Golden.self, from: Data(contentsOf: url))
    }

    private func expectClose(_ found: [Double], _ expected: [Double], _ name: String, within tolerance: Double = 1e-6) {
        #expect(found.count == expected.count, "\(name)")
        for (a, b) in zip(found, expected) { #expect((a - b).magnitude <= tolerance * max(1, b.magnitude), "\(name)") }
    }

    @Test func testsInflationAndProfilesAreThoseOfR() throws {
        let trainer = try LogisticRegressionTrainer(.init(l2Regularization: 0, encoding: .treatment))
        let cases = try Self.golden().cases.filter { !$0.isSeparated }
        #expect(cases.count == 2)
        for expected in cases {
            let dataset = try expected.table.dataset(weights: expected.weights)
            let model = try trainer.fitted(to: dataset, on: pool).model
            let tests = try trainer.featureTests(fittedTo: dataset, on: pool)
            expectClose(tests.map(\.statistic), expected.lrt, "\(expected.name), tests")
            let inflation = try trainer.varianceInflation(about: model, fittedTo: dataset, on: pool)
            expectClose(inflation.map(\.factor), expected.gvif, "\(expected.name), inflation")
            #expect(inflation.map(\.columnCount) == tests.map(\.degreesOfFreedom))
            let found = try trainer.profileIntervals(about: model, fittedTo: dataset, level: 0.9, on: pool)
            let all = [found.intercept] + found.coefficients
            expectClose(all.map(\.lowerBound), expected.low, "\(expected.name), lower bounds")
            expectClose(all.map(\.upperBound), expected.high, "\(expected.name), upper bounds")
        }
    }

    @Test func firthIsThatOfBrglm2() throws {
        let trainer = try FirthRegressionTrainer()
        for expected in try Self.golden().cases {
            let dataset = try expected.table.dataset(weights: expected.weights)
            let fit = try trainer.fitted(to: dataset, on: pool)
            #expect(fit.report.converged && fit.report.warnings.isEmpty)
            // R's columns are not standardised: coefficients are compared per unit, errors and bounds in units of them.
            let descriptions = fit.model.coefficientDescriptions
            expectClose(
                descriptions.map(\.coefficientPerUnit), Array(expected.firth.dropFirst()), "\(expected.name), estimates"
            )
            let inference = try trainer.inference(about: fit.model, fittedTo: dataset, on: pool)
            let zScores = zip(expected.firth, expected.firthErrors).dropFirst().map { $0 / $1 }
            expectClose(inference.coefficients.map(\.zScore), zScores, "\(expected.name), z-scores")
            // Thousands of evaluations: quick enough in a debug build for the small table only.
            guard expected.isSeparated else { continue }
            let intervals = try trainer.profileIntervals(about: fit.model, fittedTo: dataset, level: 0.9, on: pool)
            let units = descriptions.map { $0.coefficientPerUnit / $0.coefficient }
            let low = zip(intervals.coefficients, units).map { $0.lowerBound * $1 }
            let high = zip(intervals.coefficients, units).map { $0.upperBound * $1 }
            expectClose(low, Array(expected.firthLow.dropFirst()), "\(expected.name), lower bounds")
            expectClose(high, Array(expected.firthHigh.dropFirst()), "\(expected.name), upper bounds")
        }
    }

    /// Under separation the likelihood's interval is open on the side where the estimate runs away.
    @Test func separationOpensTheInterval() throws {
        let expected = try #require(try Self.golden().cases.first(where: \.isSeparated))
        let dataset = try expected.table.dataset(weights: nil)
        let trainer = try LogisticRegressionTrainer(.init(l2Regularization: 0, encoding: .treatment))
        let model = try trainer.fitted(to: dataset, on: pool).model
        let intervals = try trainer.profileIntervals(about: model, fittedTo: dataset, level: 0.9, on: pool)
        let position = try #require(model.encoding.columns.firstIndex { $0.term == .level("L1") })
        #expect(intervals.coefficients[position].upperBound == .infinity)
        #expect(intervals.coefficients[position].lowerBound.isFinite)
    }

    /// The laws but one: Firth's penalty adds half a lead on either side, so that no features do not give the base rate.
    @Test func firthKeepsTheLawsOfTrainers() throws {
        let laws = try TrainerLaws(
            FirthRegressionTrainer(), dataset: LawfulData.dataset(rows: 200, seed: 11), weightTolerance: 1e-7)
        try laws.fittingTwiceIsTheSame()
        try laws.fittingLeavesTheInputAlone()
        try laws.threadsDoNotMatter()
        try laws.rowsAreScoredAlone()
        try laws.weightTwoIsTheRowTwice()
        try laws.weightZeroIsTheRowAbsent()
        try laws.contributionsAddUp()
        try laws.missingValuesSurvive()
        try laws.wrongSchemasAreRefused()
        try laws.unlearnableDataIsRefused()
    }

    @Test func withoutFeaturesFirthAddsHalfALeadOnEitherSide() throws {
        let plain = LawfulData.dataset(rows: 40, seed: 3)
        let dataset = plain.selecting(features: [])
        let model = try FirthRegressionTrainer().fitted(to: dataset, on: pool).model
        let won = Double(plain.positiveCount)
        #expect((model.intercept - log((won + 0.5) / (40 - won + 0.5))).magnitude < 1e-9)
    }

    /// The same column twice has no unique coefficients.
    @Test func dependentColumnsAreRefused() throws {
        let values = (0..<30).map { Double($0 % 7) }
        let schema = try FeatureSchema([Feature(name: "a", kind: .numeric), Feature(name: "b", kind: .numeric)])
        let matrix = try FeatureMatrix(schema: schema, columns: [.numeric(values), .numeric(values)])
        let dataset = try Dataset(features: matrix, labels: (0..<30).map { $0 % 3 == 0 })
        #expect(throws: LearningError.self) { try FirthRegressionTrainer().fitted(to: dataset, on: pool) }
    }

    @Test func testsWantNoPenalty() throws {
        let trainer = try LogisticRegressionTrainer(.init(l2Regularization: 1))
        #expect(throws: LearningError.self) {
            try trainer.featureTests(fittedTo: LawfulData.dataset(rows: 50, seed: 3), on: pool)
        }
    }

    /// scipy.stats.chi2.sf.
    @Test(arguments: [
        (3.841458820694124, 1, 0.05), (5.991464547107979, 2, 0.05), (7.5, 3, 0.057_558_451_97), (0, 4, 1),
        (200, 5, 2.840_622_9e-41), (30, 31, 0.517_296_549),
    ])
    func upperTailsOfChiSquared(x: Double, degrees: Int, expected: Double) {
        let found = ChiSquared.upperTail(x, degreesOfFreedom: degrees)
        #expect((found - expected).magnitude <= 1e-7 * expected)
    }
}
