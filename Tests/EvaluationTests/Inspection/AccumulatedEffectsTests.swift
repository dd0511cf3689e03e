import LearningCore
import TestSupport
import Testing

@testable import Evaluation

@Suite struct AccumulatedEffectsTests {
    private let pool = WorkerPool(threadCount: 2)

    @Test func numbersAgreeWithPyALE() throws {
        let golden = try InspectionGolden.load()
        let matrix = try golden.dataset().features
        let grid = FeatureGrid(of: 0, in: matrix, intervals: 1_000)
        let found = try AccumulatedEffects(of: golden.model(), on: matrix, at: grid, on: pool)
        #expect(found.points.map(\.value) == golden.numericEffects.values.map(FeatureValue.number))
        for (point, effect) in zip(found.points, golden.numericEffects.effects) {
            #expect(abs(point.effect - effect) < 1e-12)
        }
        #expect(found.points.reduce(0) { $0 + $1.rows } == 400)
    }

    /// PyALE puts the levels in the same row, from one end or the other; the effects do not mind which.
    @Test func levelsAgreeWithPyALE() throws {
        let golden = try InspectionGolden.load()
        let matrix = try golden.dataset().features
        let grid = FeatureGrid(of: 2, in: matrix, intervals: 1)
        let found = try AccumulatedEffects(of: golden.model(), on: matrix, at: grid, on: pool)
        let order = found.points.map(\.value)
        let expected = golden.levelEffects.order.map(FeatureValue.level)
        #expect(order == expected || order == expected.reversed())
        for (value, effect) in zip(expected, golden.levelEffects.effects) {
            let point = try #require(found.points.first { $0.value == value })
            #expect(abs(point.effect - effect) < 1e-12)
        }
    }

    /// The law: for an additive model the effects are the feature's term less its mean, and the partial dependence is the
    /// same curve.
    @Test(arguments: 0..<5)
    func additiveModelsShowTheirTerms(feature: Int) throws {
        let matrix = LawfulData.dataset(rows: 400, seed: 5).features
        let terms: [@Sendable (Double) -> Double] = [
            { 2 * $0 - 1 }, { $0 * $0 * $0 }, { max($0, 0.3) }, { [0.4, -1, 2][Int($0)] },
            { [0, 0.1, -0.6, 1][Int($0)] },
        ]
        let model = FormulaModel(schema: matrix.schema) { row in
            zip(row, terms).reduce(0.3) { $0 + ($1.0.isNaN ? 0 : $1.1($1.0)) }
        }
        let grid = FeatureGrid(of: feature, in: matrix, intervals: 9)
        let found = try AccumulatedEffects(of: model, on: matrix, at: grid, on: pool)
        let dependence = try PartialDependence(of: model, on: matrix, at: grid, on: pool)
        func term(_ value: FeatureValue) -> Double {
            switch value {
            case .number(let number): terms[feature](number)
            case .level(let level): terms[feature](Double(level))
            case .missing: .nan
            }
        }
        let offsets = found.points.map { $0.effect - term($0.value) }
        for offset in offsets { #expect(abs(offset - offsets[0]) < 1e-12) }
        // The mean: of numbers at the middle of each part, the first row of all with the second's part; of levels as they are.
        let rows = grid.places.filter { $0 >= 0 }
        let isNumeric = matrix.schema.features[feature].levelCount == nil
        let mean = rows.reduce(0.0) { sum, place in
            guard isNumeric else { return sum + term(grid.values[place]) }
            let upper = max(place, 1)
            return sum + (term(grid.values[upper - 1]) + term(grid.values[upper])) / 2
        }
        #expect(abs(offsets[0] + mean / Double(rows.count)) < 1e-12)
        for point in found.points {
            let same = try #require(dependence.points.first { $0.value == point.value })
            let first = try #require(dependence.points.first { $0.value == found.points[0].value })
            #expect(abs((same.logOdds - first.logOdds) - (point.effect - found.points[0].effect)) < 1e-12)
        }
    }

    /// Two numbers that go together, a model that looks at the first alone: partial dependence of the second is flat, and so
    /// are its effects; a model of their difference is seen rightly only among rows there are.
    @Test func tiedFeaturesAreToldApart() throws {
        var generator = SeededGenerator(seed: 4)
        let first = (0..<2_000).map { _ in generator.nextUniform() }
        let second = first.map { $0 + 0.02 * generator.nextUniform() }
        let schema = try FeatureSchema(["a", "b"].map { Feature(name: $0, kind: .numeric) })
        let matrix = try FeatureMatrix(schema: schema, columns: [.numeric(first), .numeric(second)])
        // Beyond the rows there are the model says something wild.
        let model = FormulaModel(schema: schema) { abs($0[0] - $0[1]) > 0.2 ? 50 * $0[1] : $0[1] }
        let grid = FeatureGrid(of: 1, in: matrix, intervals: 20)
        let effects = try AccumulatedEffects(of: model, on: matrix, at: grid, on: pool).points.map(\.effect)
        let dependence = try PartialDependence(of: model, on: matrix, at: grid, on: pool).points.map(\.logOdds)
        #expect(abs((effects[20] - effects[0]) - 1) < 0.05)
        #expect(dependence[20] - dependence[0] > 20)
    }

    @Test func withoutTwoValuesThereIsNoEffect() throws {
        let schema = try FeatureSchema([Feature(name: "a", kind: .numeric), Feature(name: "b", kind: .numeric)])
        let model = FormulaModel(schema: schema) { $0[0].isNaN ? 0 : $0[0] }
        for (values, points) in [([1, 1, .nan], 1), ([Double.nan, .nan, .nan], 0)] {
            let matrix = try FeatureMatrix(schema: schema, columns: [.numeric(values), .numeric([1, 2, 3])])
            let grid = FeatureGrid(of: 0, in: matrix, intervals: 5)
            let found = try AccumulatedEffects(of: model, on: matrix, at: grid, on: pool)
            #expect(found.points.count == points && found.points.allSatisfy { $0.effect == 0 && $0.rows == 2 })
        }
    }

    @Test func threadsNeverMatter() throws {
        let golden = try InspectionGolden.load()
        let matrix = try golden.dataset().features
        for feature in 0..<3 {
            let grid = FeatureGrid(of: feature, in: matrix, intervals: 12)
            let found = try [1, 3].map { threads in
                try AccumulatedEffects(
                    of: golden.model(), on: matrix, at: grid, on: WorkerPool(threadCount: threads))
            }
            #expect(found[0] == found[1])
        }
    }
}
