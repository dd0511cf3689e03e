import Foundation
import LearningCore
import TestSupport
import Testing

@testable import LinearModels

@Suite struct ElasticNetTrainerTests {
    private typealias Hyperparameters = ElasticNetTrainer.Hyperparameters
    private let pool = WorkerPool(threadCount: 2)

    private static func trainer(_ change: (inout Hyperparameters) -> Void = { _ in }) throws -> ElasticNetTrainer {
        var hyperparameters = Hyperparameters()
        hyperparameters.penaltyCount = 12
        hyperparameters.smallestPenaltyRatio = 1e-3
        hyperparameters.foldCount = 3
        change(&hyperparameters)
        return try ElasticNetTrainer(hyperparameters)
    }

    /// Weights change the order of sums, hence the tolerance.
    @Test(arguments: [1.0, 0.3]) func keepsTheLawsOfTrainers(l1Ratio: Double) throws {
        try TrainerLaws(
            Self.trainer { $0.l1Ratio = l1Ratio }, dataset: LawfulData.dataset(rows: 300, seed: 11),
            weightTolerance: 1e-5
        ).checkAll()
    }

    struct Golden: Decodable, Sendable {
        let cases: [Case]

        struct Case: Decodable, Sendable {
            let name: String
            let table: GoldenTable
            let weights: [Double]?
            let l1Ratio: Double
            let ownPenalties: Bool
            let penalties: [Double]
            let devianceRatios: [Double]
            let picked: [Int]
            let intercepts: [Double]
            let coefficients: [[Double]]
        }
    }

    @Test func pathsAreThoseOfGlmnet() throws {
        let url = try #require(
            Bundle.module.url(forResource: "elastic_net", withExtension: "json", subdirectory: "Golden"))
        let golden = try JSONDecoder().decode(Golden.self, from: Data(contentsOf: url))
        #expect(golden.cases.count == 6)
        for expected in golden.cases {
            var hyperparameters = Hyperparameters()
            hyperparameters.l1Ratio = expected.l1Ratio
            hyperparameters.encoding.logSkewness = nil
            hyperparameters.tolerance = 1e-11
            hyperparameters.penalties = expected.ownPenalties ? nil : expected.penalties
            let dataset = try expected.table.dataset(weights: expected.weights)
            let path = try ElasticNetTrainer(hyperparameters).path(fittedTo: dataset, on: pool)
            #expect(path.isConverged, "\(expected.name)")
            try #require(path.penalties.count == expected.penalties.count, "\(expected.name)")
            for index in path.penalties.indices {
                let (a, b) = (path.penalties[index], expected.penalties[index])
                #expect((a - b).magnitude <= 1e-9 * b, "\(expected.name), λ \(index)")
                let (c, d) = (path.devianceRatios[index], expected.devianceRatios[index])
                #expect((c - d).magnitude <= 1e-8, "\(expected.name), deviance \(index)")
            }
            for (place, index) in expected.picked.enumerated() {
                let found = [path.intercepts[index]] + path.coefficients[index]
                let right = [expected.intercepts[place]] + expected.coefficients[place]
                #expect(found.map { $0 != 0 } == right.map { $0 != 0 }, "\(expected.name), support at \(index)")
                for (a, b) in zip(found, right) {
                    #expect((a - b).magnitude <= 1e-6 * max(1, b.magnitude), "\(expected.name), λ \(index)")
                }
            }
        }
    }

    /// Every solution meets the optimality conditions, computed naively: nothing else can be the minimum.
    @Test(arguments: [1.0, 0.6, 0]) func solutionsAreOptimal(l1Ratio: Double) throws {
        let dataset = LawfulData.dataset(rows: 400, seed: 3)
        let path = try Self.trainer {
            $0.l1Ratio = l1Ratio
            $0.tolerance = 1e-10
        }.path(fittedTo: dataset, on: pool)
        #expect(path.penalties.count > 5)
        let columns = NaiveColumns(dataset, path.encoding)
        for index in path.penalties.indices {
            let breach = columns.largestBreach(
                intercept: path.intercepts[index], path.coefficients[index], penalty: path.penalties[index],
                l1Ratio: l1Ratio)
            #expect(breach <= 1e-9)
        }
    }

    /// The first λ is the smallest that leaves all coefficients at 0.
    @Test func thePathBeginsWhereTheFirstColumnEnters() throws {
        let path = try Self.trainer().path(fittedTo: LawfulData.dataset(rows: 400, seed: 3), on: pool)
        #expect(path.supportSizes[0] == 0)
        #expect(path.supportSizes[1] > 0)
        #expect(zip(path.penalties, path.penalties.dropFirst()).allSatisfy(>))
        #expect(zip(path.devianceRatios, path.devianceRatios.dropFirst()).allSatisfy(<))
    }

    @Test func oneStandardErrorIsSimpler() throws {
        let dataset = LawfulData.dataset(rows: 600, seed: 5)
        let sizes = try Hyperparameters.Choice.allCases.map { choice in
            let model = try Self.trainer {
                $0.choice = choice
                $0.penaltyCount = 40
            }.fitted(to: dataset, on: pool).model
            return model.coefficients.count { $0 != 0 }
        }
        #expect(sizes[1] < sizes[0])
        #expect(sizes[1] > 0)
    }

    /// Two useful columns among thirty of noise: the lasso at one standard error keeps the two and drops nearly all others.
    @Test func noiseIsLeftOut() throws {
        var generator = SeededGenerator(seed: 12)
        let rows = 800
        let columns = (0..<32).map { _ in (0..<rows).map { _ in generator.nextUniform() * 2 - 1 } }
        let labels = (0..<rows).map { row in
            generator.nextUniform() < LogisticLoss.probability(logOdds: 2 * columns[4][row] - 2 * columns[9][row])
        }
        let schema = try FeatureSchema((0..<32).map { Feature(name: "n\($0)", kind: .numeric) })
        let dataset = try Dataset(
            features: FeatureMatrix(schema: schema, columns: columns.map { .numeric($0) }), labels: labels)
        let model = try Self.trainer {
            $0.choice = .oneStandardError
            $0.penaltyCount = 50
        }.fitted(to: dataset, on: pool).model
        #expect(model.coefficients[4] > 0.5 && model.coefficients[9] < -0.5)
        #expect(model.coefficients.count { $0 != 0 } <= 6)
    }

    @Test func validationRowsChooseThePenalty() throws {
        let dataset = LawfulData.dataset(rows: 400, seed: 5)
        let validation = LawfulData.dataset(rows: 200, seed: 6)
        let trainer = try Self.trainer()
        let fit = try trainer.fitted(to: dataset, validation: validation, on: pool)
        let path = try trainer.path(fittedTo: dataset, on: pool)
        let losses = fit.report.validationLosses
        #expect(losses.count == path.penalties.count)
        let best = try #require(losses.indices.min { losses[$0] < losses[$1] })
        #expect(try fit.model == path.model(at: best))
    }

    /// Separated outcomes end the path instead of growing without end.
    @Test func separationEndsThePath() throws {
        let values = (0..<100).map(Double.init)
        let matrix = try FeatureMatrix(
            schema: FeatureSchema([Feature(name: "n", kind: .numeric)]), columns: [.numeric(values)])
        let dataset = try Dataset(features: matrix, labels: values.map { $0 > 40 })
        var hyperparameters = Hyperparameters()
        hyperparameters.smallestPenaltyRatio = 1e-9
        let path = try ElasticNetTrainer(hyperparameters).path(fittedTo: dataset, on: pool)
        #expect(path.penalties.count < 100)
        #expect(path.devianceRatios.last.map { $0 > 0.98 } == true)
        #expect(path.isConverged)
    }

    @Test func impossibleHyperparametersAreRefused() {
        let changes: [(inout Hyperparameters) -> Void] = [
            { $0.l1Ratio = -0.1 }, { $0.l1Ratio = .nan }, { $0.penalties = [] }, { $0.penalties = [1, 1] },
            { $0.penalties = [1, -1] }, { $0.penaltyCount = 1 }, { $0.smallestPenaltyRatio = 1 }, { $0.foldCount = 1 },
            { $0.maxIterations = 0 }, { $0.tolerance = 0 }, { $0.encoding.logSkewness = -1 },
        ]
        for change in changes { #expect(throws: LearningError.self) { try Self.trainer(change) } }
    }

    @Test func tooManyColumnsAreRefusedByName() throws {
        let levels = (0..<3_000).map { "L\($0)" }
        let schema = try FeatureSchema([Feature(name: "many", kind: .categorical(levels: levels))])
        let matrix = try FeatureMatrix(schema: schema, columns: [.categorical((0..<3_000).map(Int32.init))])
        let dataset = try Dataset(features: matrix, labels: (0..<3_000).map { $0 % 2 == 0 })
        #expect(throws: LearningError.self) { try Self.trainer().fitted(to: dataset, on: pool) }
    }
}

/// The design written out, standardised, for checking conditions without any of the solver's parts.
private struct NaiveColumns {
    private let columns: [[Double]]
    private let deviations: [Double]
    private let labels: [Bool]

    init(_ dataset: Dataset, _ encoding: DesignEncoding) {
        labels = dataset.labels
        var columns: [[Double]] = []
        for (column, feature) in zip(dataset.features.columns, encoding.features) {
            switch (column, feature) {
            case (.numeric(let values), .numeric(let numeric)):
                if numeric.hasValueColumn {
                    columns.append(
                        values.map {
                            $0.isNaN ? numeric.encodedFill : (numeric.transform($0) - numeric.center) / numeric.scale
                        })
                }
                if numeric.hasMissingColumn { columns.append(values.map { $0.isNaN ? 1 : 0 }) }
            case (.categorical(let codes), .categorical(let categorical)):
                for level in categorical.levels { columns.append(codes.map { $0 == level ? 1 : 0 }) }
                if categorical.hasMissingColumn { columns.append(codes.map { $0 < 0 ? 1 : 0 }) }
            default: continue
            }
        }
        self.columns = columns
        deviations = columns.map { values in
            let mean = values.reduce(0, +) / Double(values.count)
            return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)).squareRoot()
        }
    }

    func largestBreach(intercept: Double, _ coefficients: [Double], penalty: Double, l1Ratio: Double) -> Double {
        let count = Double(labels.count)
        let residuals = labels.indices.map { row in
            let z = coefficients.indices.reduce(intercept) { $0 + coefficients[$1] * columns[$1][row] }
            return LogisticLoss.probability(logOdds: z) - (labels[row] ? 1 : 0)
        }
        var worst = (residuals.reduce(0, +) / count).magnitude
        for (index, beta) in coefficients.enumerated() {
            let slope = zip(residuals, columns[index]).reduce(0) { $0 + $1.0 * $1.1 } / count / deviations[index]
            let theta = beta * deviations[index]
            if theta == 0 {
                worst = max(worst, slope.magnitude - l1Ratio * penalty)
            } else {
                let pull = penalty * ((1 - l1Ratio) * theta + (theta > 0 ? l1Ratio : -l1Ratio))
                worst = max(worst, (slope + pull).magnitude)
            }
        }
        return worst
    }
}
