import LearningCore
import TestSupport
import Testing

@testable import Evaluation

@Suite struct PartialDependenceTests {
    private let pool = WorkerPool(threadCount: 2)

    /// scikit-learn asks at values of our choice; ours are taken from the grid where they are the same.
    @Test func agreesWithScikitLearn() throws {
        let golden = try InspectionGolden.load()
        let dataset = try golden.dataset()
        for expected in golden.dependence {
            let grid = FeatureGrid(
                of: expected.feature, in: dataset.features, intervals: expected.feature == 0 ? 1_000 : 10)
            let found = try PartialDependence(of: golden.model(), on: dataset.features, at: grid, on: pool)
            var met = 0
            for (index, value) in expected.values.enumerated() {
                let wanted = expected.feature == 2 ? FeatureValue.level(Int(value)) : .number(value)
                guard let point = found.points.first(where: { $0.value == wanted }) else { continue }
                #expect(abs(point.logOdds - expected.logOdds[index]) < 1e-12)
                #expect(abs(point.probability - expected.probabilities[index]) < 1e-12)
                met += 1
            }
            #expect(met == expected.values.count)
        }
    }

    /// For an additive model it is the feature's own term, but for a constant.
    @Test func additiveModelsShowTheirTerms() throws {
        let matrix = LawfulData.dataset(rows: 300, seed: 3).features
        let term: @Sendable (Double) -> Double = { $0.isNaN ? 0.7 : $0 * $0 - $0 }
        let model = FormulaModel(schema: matrix.schema) { row in
            term(row[0]) + (row[1].isNaN ? 0 : row[1]) + (row[3].isNaN ? 1 : row[3])
        }
        let grid = FeatureGrid(of: 0, in: matrix, intervals: 8)
        let found = try PartialDependence(of: model, on: matrix, at: grid, on: pool)
        #expect(found.points.last?.value == .missing && found.points.count == 10)
        let heights = found.points.map { point in
            if case .number(let value) = point.value { return point.logOdds - term(value) }
            return point.logOdds - term(.nan)
        }
        for height in heights { #expect(abs(height - heights[0]) < 1e-12) }
    }

    @Test func noRowsAreRefused() throws {
        let matrix = LawfulData.dataset(rows: 5, seed: 3).features.selecting(rows: [])
        let grid = FeatureGrid(of: 0, in: matrix, intervals: 3)
        let model = FormulaModel(schema: matrix.schema) { _ in 0 }
        #expect(throws: LearningError.tooFewRows(0)) {
            try PartialDependence(of: model, on: matrix, at: grid, on: pool)
        }
    }
}
