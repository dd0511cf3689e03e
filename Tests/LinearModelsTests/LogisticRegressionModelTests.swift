import LearningCore
import LinearModels
import TestSupport
import Testing

@Suite struct LogisticRegressionModelTests {
    private let pool = WorkerPool(threadCount: 2)

    @Test func scoresAreTheDesignTimesTheCoefficients() throws {
        let data = LawfulData.dataset(rows: 3_000, seed: 21)
        let model = try LogisticRegressionTrainer().fitted(to: data, on: pool).model
        let found = try model.logOdds(of: data.features, on: pool)
        for (row, values) in NaiveLogistic.design(data.features, model.encoding).enumerated() {
            let expected = zip(values, model.coefficients).reduce(model.intercept) { $0 + $1.0 * $1.1 }
            #expect((found[row] - expected).magnitude <= 1e-12)
        }
    }

    @Test func contributionsAreMeasuredFromTheAverageLead() throws {
        let data = LawfulData.dataset(rows: 700, seed: 22)
        let weights = (0..<700).map { Double($0 % 4) }
        let weighted = try Dataset(features: data.features, labels: data.labels, weights: weights)
        let model = try LogisticRegressionTrainer(.init(encoding: .plain)).fitted(to: weighted, on: pool).model
        let parts = try model.contributions(to: data.features, on: pool)
        let scores = try model.logOdds(of: data.features, on: pool)
        let total = weights.reduce(0, +)
        let mean = zip(scores, weights).reduce(0) { $0 + $1.0 * $1.1 } / total
        #expect((parts.base - mean).magnitude <= 1e-12)
        for feature in 0..<parts.featureCount {
            let sum = (0..<700).reduce(0.0) { $0 + weights[$1] * parts.values[$1 * parts.featureCount + feature] }
            #expect((sum / total).magnitude <= 1e-12)
        }
    }

    /// Not only to rounding: the score is computed as base + contributions, in the order of the features.
    @Test func contributionsAddUpToTheBit() throws {
        let data = LawfulData.dataset(rows: 500, seed: 23)
        let model = try LogisticRegressionTrainer().fitted(to: data, on: pool).model
        let parts = try model.contributions(to: data.features, on: pool)
        let scores = try model.logOdds(of: data.features, on: pool)
        for row in scores.indices { #expect(parts[row: row].reduce(parts.base, +) == scores[row]) }
    }

    @Test func aLevelNeverMetAddsNoCoefficient() throws {
        let schema = try FeatureSchema([Feature(name: "f", kind: .categorical(levels: ["a", "b", "c"]))])
        let matrix = try FeatureMatrix(schema: schema, columns: [.categorical([0, 1, 0, 1, 0, 1, 1])])
        let data = try Dataset(features: matrix, labels: [true, false, true, true, false, false, false])
        let model = try LogisticRegressionTrainer().fitted(to: data, on: pool).model
        let unseen = try FeatureMatrix(schema: schema, columns: [.categorical([2, -1])])
        for score in try model.logOdds(of: unseen, on: pool) {
            #expect((score - model.intercept).magnitude <= 1e-12)
        }
    }

    @Test func theLargestNumbersStillScore() throws {
        let data = LawfulData.dataset(rows: 300, seed: 24)
        for options in [EncodingOptions(), .plain] {
            let model = try LogisticRegressionTrainer(.init(encoding: options)).fitted(to: data, on: pool).model
            let columns = data.features.columns.map { column -> FeatureColumn in
                switch column {
                case .numeric: .numeric([.greatestFiniteMagnitude, -.greatestFiniteMagnitude])
                case .categorical: .categorical([0, 0])
                }
            }
            let hostile = try FeatureMatrix(schema: data.features.schema, columns: columns)
            for score in try model.logOdds(of: hostile, on: pool) { #expect(score.isFinite) }
            for value in try model.contributions(to: hostile, on: pool).values { #expect(value.isFinite) }
        }
    }

    /// What another room needs to store a model: all of it can be read, and put together again to the same bits.
    @Test func aModelIsTheSumOfItsPublicParts() throws {
        let data = LawfulData.dataset(rows: 400, seed: 27)
        let model = try LogisticRegressionTrainer().fitted(to: data, on: pool).model
        let features = try model.encoding.features.map { feature -> FeatureEncoding in
            switch feature {
            case .dropped: return .dropped
            case .numeric(let encoding):
                return .numeric(
                    try NumericEncoding(
                        transform: encoding.transform, fill: encoding.fill, center: encoding.center,
                        scale: encoding.scale, hasValueColumn: encoding.hasValueColumn,
                        hasMissingColumn: encoding.hasMissingColumn))
            case .categorical(let encoding):
                return .categorical(
                    try CategoricalEncoding(levels: encoding.levels, hasMissingColumn: encoding.hasMissingColumn))
            }
        }
        let encoding = try DesignEncoding(
            schema: model.encoding.schema, features: features, columnMeans: model.encoding.columnMeans)
        let again = try LogisticRegressionModel(
            encoding: encoding, intercept: model.intercept, coefficients: model.coefficients)
        #expect(again == model)
        let scores = try [model, again].map { try $0.logOdds(of: data.features, on: pool).map(\.bitPattern) }
        #expect(scores[0] == scores[1])
    }

    @Test func modelsWithImpossibleNumbersAreRefused() throws {
        let data = LawfulData.dataset(rows: 300, seed: 25)
        let model = try LogisticRegressionTrainer().fitted(to: data, on: pool).model
        let again = try LogisticRegressionModel(
            encoding: model.encoding, intercept: model.intercept, coefficients: model.coefficients)
        #expect(again == model)
        #expect(throws: LearningError.self) {
            try LogisticRegressionModel(encoding: model.encoding, intercept: 0, coefficients: [1])
        }
        for bad in [Double.nan, .infinity, 1e200] {
            var coefficients = model.coefficients
            coefficients[0] = bad
            #expect(throws: LearningError.self) {
                try LogisticRegressionModel(encoding: model.encoding, intercept: 0, coefficients: coefficients)
            }
        }
        #expect(throws: LearningError.self) {
            try LogisticRegressionModel(encoding: model.encoding, intercept: .nan, coefficients: model.coefficients)
        }
    }

    @Test func coefficientsAreNamed() throws {
        let data = LawfulData.dataset(rows: 2_000, seed: 26)
        let model = try LogisticRegressionTrainer().fitted(to: data, on: pool).model
        let descriptions = model.coefficientDescriptions
        #expect(descriptions.map(\.coefficient) == model.coefficients)
        let first = try #require(descriptions.first)
        #expect(first.column == DesignColumn(feature: "number0", term: .value(.identity)))
        // The world's weight of number0 is 1 for each unit; three standard errors of 2,000 leads.
        #expect((first.coefficientPerUnit - 1).magnitude <= 0.2)
        let levels = descriptions.filter { $0.column.feature == "level0" }
        #expect(levels.map(\.column.term) == [.level("L0"), .level("L1"), .level("L2")])
        #expect((levels.reduce(0) { $0 + $1.trainingMean } - 1).magnitude <= 1e-12)
        #expect(levels[0].oddsRatio > 1 && levels[2].oddsRatio < 1)
    }
}
