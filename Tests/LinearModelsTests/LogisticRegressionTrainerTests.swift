import Foundation
import LearningCore
import LinearModels
import TestSupport
import Testing

@Suite struct LogisticRegressionTrainerTests {
    private let pool = WorkerPool(threadCount: 2)

    /// Repeating a row changes the order of sums, so weights agree to rounding, not to the bit.
    static func laws(_ hyperparameters: LogisticRegressionTrainer.Hyperparameters = .init()) throws
        -> TrainerLaws<LogisticRegressionTrainer>
    {
        try TrainerLaws(LogisticRegressionTrainer(hyperparameters), weightTolerance: 1e-9)
    }

    @Test func theLawsHold() throws {
        try Self.laws().checkAll()
    }

    @Test func theLawsHoldWithoutStandardising() throws {
        try Self.laws(.init(encoding: .plain)).checkAll()
    }

    /// Enough rows for several blocks and chunks, and for a first guess from a part of them.
    @Test func theLawsOfOrderHoldOnManyRows() throws {
        let laws = try TrainerLaws(
            LogisticRegressionTrainer(), dataset: LawfulData.dataset(rows: 20_000, seed: 5), weightTolerance: 1e-9)
        try laws.threadsDoNotMatter()
        try laws.weightTwoIsTheRowTwice()
        try laws.weightZeroIsTheRowAbsent()
    }

    @Test func theTrueCoefficientsAreFound() throws {
        var world = SyntheticWorld()
        world.missingRate = 0
        let sample = world.sample(rows: 40_000, seed: 6)
        let trainer = try LogisticRegressionTrainer(.init(encoding: .plain))
        let fit = try trainer.fitted(to: sample.dataset, on: pool)
        let found = try fit.model.probabilities(of: sample.dataset.features, on: pool)
        // Nine parameters from 40,000 leads: errors of about √(9 / 40,000) in log-odds, a quarter of it in probability.
        for (a, b) in zip(found, sample.trueProbabilities) { #expect((a - b).magnitude <= 0.03) }
        #expect(fit.report.warnings.isEmpty)
    }

    @Test func theReportSaysHowTrainingWent() throws {
        let data = LawfulData.dataset(rows: 1_000, seed: 7)
        let holdout = LawfulData.dataset(rows: 500, seed: 8)
        let fit = try LogisticRegressionTrainer().fitted(to: data, validation: holdout, on: pool)
        #expect(fit.report.converged)
        #expect((1...20).contains(fit.report.iterations))
        #expect(try #require(fit.report.gradientNorm) <= 1e-8)
        for (dataset, found) in [
            (data, fit.report.trainingLoss), (holdout, try #require(fit.report.validationLosses.first)),
        ] {
            let scores = try fit.model.logOdds(of: dataset.features, on: pool)
            let losses = zip(scores, dataset.labels).map { LogisticLoss.loss(logOdds: $0, won: $1) }
            #expect((found - losses.reduce(0, +) / Double(dataset.rowCount)).magnitude <= 1e-12)
        }
        #expect(fit.report.validationLosses.count == 1)
        let none = try LogisticRegressionTrainer().fitted(to: data, validation: data.selecting(rows: []), on: pool)
        #expect(none.report.validationLosses.isEmpty)
        #expect(fit.report.seconds.keys.sorted() == ["encode", "solve"])
    }

    @Test(arguments: [0.0, 1e-6, 1])
    func columnsThatFollowFromOthersStillConverge(l2: Double) throws {
        let data = LawfulData.dataset(rows: 600, seed: 9).selecting(features: [0, 1])
        let doubled = try withColumn(data, "copy") { 2 * $0 + 1 }
        let fit = try LogisticRegressionTrainer(.init(l2Regularization: l2)).fitted(to: doubled, on: pool)
        #expect(fit.report.converged)
        #expect(fit.report.warnings.contains { $0.contains("not unique") } == (l2 == 0))
        let isFinite = try fit.model.logOdds(of: doubled.features, on: pool).allSatisfy(\.isFinite)
        #expect(isFinite)
    }

    @Test func perfectSeparationIsBoundedByThePenaltyOrWarnedOf() throws {
        let schema = try FeatureSchema([Feature(name: "f", kind: .numeric)])
        let matrix = try FeatureMatrix(schema: schema, columns: [.numeric((0..<40).map(Double.init))])
        let data = try Dataset(features: matrix, labels: (0..<40).map { $0 >= 20 })
        let penalised = try LogisticRegressionTrainer().fitted(to: data, on: pool)
        #expect(penalised.report.converged && penalised.report.warnings.isEmpty)
        #expect(penalised.model.coefficients[0].magnitude < 10)
        let free = try LogisticRegressionTrainer(.init(l2Regularization: 0)).fitted(to: data, on: pool)
        #expect(free.report.warnings.contains { $0.contains("separated") && $0.contains("\"f\"") } as Bool)
        #expect(free.model.coefficients[0].isFinite)
    }

    /// Coefficients that are 0 but for rounding do not count as growing.
    @Test func featuresWithoutAnyEffectAreNotWarnedOf() throws {
        let schema = try FeatureSchema(["a", "b"].map { Feature(name: $0, kind: .numeric) })
        let a = (0..<64).map { Double($0 % 4) }
        let matrix = try FeatureMatrix(
            schema: schema, columns: [.numeric(a), .numeric((0..<64).map { Double($0 % 7) })])
        let data = try Dataset(features: matrix, labels: (0..<64).map { ($0 / 4).isMultiple(of: 2) })
        for features in [[0], [1], [0, 1]] {
            let trainer = try LogisticRegressionTrainer(.init(l2Regularization: 0))
            let fit = try trainer.fitted(to: data.selecting(features: features), on: pool)
            #expect(fit.report.converged && fit.report.warnings.isEmpty)
        }
    }

    @Test func stoppingEarlyIsSaid() throws {
        let data = LawfulData.dataset(rows: 400, seed: 17)
        let fit = try LogisticRegressionTrainer(.init(maxIterations: 1)).fitted(to: data, on: pool)
        #expect(!fit.report.converged)
        #expect(fit.report.warnings.count == 1)
        #expect(fit.report.warnings.contains { $0.contains("after 1 steps") } as Bool)
    }

    /// One level of many with only won leads: the rest of the model is sound, and the warning names the one feature.
    @Test func aLevelThatDecidesAloneIsNamed() throws {
        let data = LawfulData.dataset(rows: 800, seed: 16)
        guard case .categorical(let codes) = data.features.columns[3] else { return }
        let labels = zip(codes, data.labels).map { $0 == 1 || $1 }
        let decided = try Dataset(features: data.features, labels: labels)
        for encoding in [EncodingOptions.treatment, EncodingOptions(usesReferenceLevels: true)] {
            let trainer = try LogisticRegressionTrainer(.init(l2Regularization: 0, encoding: encoding))
            let warnings = try trainer.fitted(to: decided, on: pool).report.warnings
            #expect(warnings.count == 1)
            #expect(warnings.contains { $0.contains("separated") && $0.contains("by \"level0\":") } as Bool)
            #expect(try trainer.fitted(to: data, on: pool).report.warnings.isEmpty)
        }
        #expect(try LogisticRegressionTrainer().fitted(to: decided, on: pool).report.warnings.isEmpty)
    }

    /// Not exact copies, so that the Hessian has a factor, but one whose last digits are noise.
    @Test func columnsThatAlmostFollowFromOthersAreWarnedOf() throws {
        let data = LawfulData.dataset(rows: 600, seed: 14).selecting(features: [0, 1])
        let almost = try withColumn(data, "almost") { $0 + 1e-7 * ($0 * 1e4).rounded().remainder(dividingBy: 7) }
        let fit = try LogisticRegressionTrainer(.init(l2Regularization: 0)).fitted(to: almost, on: pool)
        #expect(fit.report.warnings.contains { $0.contains("not unique") } as Bool)
    }

    @Test func theLargestNumbersInRowsOfNoWeightDoNoHarm() throws {
        let data = LawfulData.dataset(rows: 300, seed: 15)
        let spoilt = try withColumn(data, "spoilt") { $0 }
        let columns = spoilt.features.columns.map { column -> FeatureColumn in
            guard case .numeric(let values) = column else { return column }
            let huge = [Double.greatestFiniteMagnitude, -.greatestFiniteMagnitude, 1e200, .nan]
            return .numeric(values.enumerated().map { $0.offset < 100 ? huge[$0.offset % 4] : $0.element })
        }
        let matrix = try FeatureMatrix(schema: spoilt.features.schema, columns: columns)
        let weights = (0..<300).map { $0 < 100 ? 0.0 : 1 }
        for encoding in [EncodingOptions(), .plain] {
            let trainer = try LogisticRegressionTrainer(.init(encoding: encoding))
            let found = try trainer.fitted(
                to: Dataset(features: matrix, labels: data.labels, weights: weights), on: pool)
            let expected = try trainer.fitted(to: spoilt.selecting(rows: Array(100..<300)), on: pool)
            for (a, b) in zip(found.model.coefficients, expected.model.coefficients) {
                #expect((a - b).magnitude <= 1e-9)
            }
        }
    }

    /// The rows a first guess is made from (a sixteenth of the blocks) have no weight, or only won leads.
    @Test(arguments: ["no weight", "one outcome"])
    func aPartThatTellsNothingIsDoneWithout(kind: String) throws {
        let data = LawfulData.dataset(rows: 17_000, seed: 18)
        let isFirst = (0..<data.rowCount).map { ($0 / 1_024).isMultiple(of: 16) }
        let spoilt =
            kind == "no weight"
            ? try Dataset(features: data.features, labels: data.labels, weights: isFirst.map { $0 ? 0 : 1 })
            : try Dataset(features: data.features, labels: zip(isFirst, data.labels).map { $0 || $1 })
        let fit = try LogisticRegressionTrainer().fitted(to: spoilt, on: pool)
        #expect(fit.report.converged && fit.report.warnings.isEmpty)
        // From the base rate six steps are enough; from a guess that everyone is won they are not.
        #expect(fit.report.iterations <= 6)
        let shuffled = spoilt.selecting(rows: (0..<data.rowCount).map { $0 * 7_919 % data.rowCount })
        let expected = try LogisticRegressionTrainer().fitted(to: shuffled, on: pool).model
        for (a, b) in zip(fit.model.coefficients, expected.coefficients) { #expect((a - b).magnitude <= 1e-8) }
    }

    /// Too many levels for a Hessian; the solution is checked by its gradient, which is written out here.
    @Test func thousandsOfLevelsAreLearned() throws {
        let (rows, levels) = (9_000, 2_300)
        var generator = SeededGenerator(seed: 19)
        let codes = (0..<rows).map { _ in Int32(generator.nextIndex(below: levels)) }
        let values = (0..<rows).map { _ in 1e3 * generator.nextUniform() }
        let labels = (0..<rows).map { values[$0] / 2e3 + Double(codes[$0] % 5) / 10 > generator.nextUniform() }
        let schema = try FeatureSchema([
            Feature(name: "level", kind: .categorical(levels: (0..<levels).map { "L\($0)" })),
            Feature(name: "value", kind: .numeric),
        ])
        let matrix = try FeatureMatrix(schema: schema, columns: [.categorical(codes), .numeric(values)])
        let data = try Dataset(features: matrix, labels: labels)
        let fit = try LogisticRegressionTrainer(.init(l2Regularization: 0.5)).fitted(to: data, on: pool)
        #expect(fit.report.converged && fit.report.warnings.isEmpty)
        // Newton's method would need fewer: this tells that no Hessian was made.
        #expect(fit.report.iterations > 10)
        let probabilities = try fit.model.probabilities(of: matrix, on: pool)
        var residuals = [Double](repeating: 0, count: levels)
        for row in 0..<rows { residuals[Int(codes[row])] += probabilities[row] - (labels[row] ? 1 : 0) }
        for (column, description) in fit.model.coefficientDescriptions.enumerated() {
            guard case .level(let name) = description.column.term, let level = Int(name.dropFirst()) else { continue }
            #expect((residuals[level] + 0.5 * fit.model.coefficients[column]).magnitude <= 1e-3)
        }
        #expect(residuals.reduce(0, +).magnitude <= 1e-3)
        let trainer = try LogisticRegressionTrainer()
        #expect(throws: LearningError.self) { try trainer.inference(about: fit.model, fittedTo: data, on: pool) }
    }

    @Test func moreColumnsThanRowsAreLearned() throws {
        var generator = SeededGenerator(seed: 20)
        let columns = (0..<40).map { _ in FeatureColumn.numeric((0..<20).map { _ in generator.nextUniform() }) }
        let schema = try FeatureSchema((0..<40).map { Feature(name: "f\($0)", kind: .numeric) })
        let data = try Dataset(
            features: FeatureMatrix(schema: schema, columns: columns), labels: (0..<20).map { $0 % 3 == 0 })
        let fit = try LogisticRegressionTrainer().fitted(to: data, on: pool)
        #expect(fit.report.converged && fit.report.warnings.isEmpty)
        let free = try LogisticRegressionTrainer(.init(l2Regularization: 0)).fitted(to: data, on: pool)
        #expect(!free.report.warnings.isEmpty)
        let isFinite = try free.model.logOdds(of: data.features, on: pool).allSatisfy(\.isFinite)
        #expect(isFinite)
    }

    @Test(arguments: [1e-30, 1e30, 1e300])
    func anyPenaltyConverges(l2: Double) throws {
        let data = LawfulData.dataset(rows: 400, seed: 10)
        let fit = try LogisticRegressionTrainer(.init(l2Regularization: l2)).fitted(to: data, on: pool)
        #expect(fit.report.converged)
        guard l2 > 1 else { return }
        let largest = fit.model.coefficients.map(\.magnitude).max() ?? .nan
        #expect(largest < 1e-20)
    }

    @Test func wildScalesConvergeWithoutStandardising() throws {
        let data = try withColumn(LawfulData.dataset(rows: 600, seed: 12), "wild") { 1e12 * $0 + 1e13 }
        let fit = try LogisticRegressionTrainer(.init(encoding: .plain)).fitted(to: data, on: pool)
        let isFinite = try fit.model.logOdds(of: data.features, on: pool).allSatisfy(\.isFinite)
        #expect(isFinite)
        #expect(fit.report.trainingLoss < log(2))
    }

    @Test func numbersThatOverflowAreAnErrorThatSaysWhatToDo() throws {
        let data = try withColumn(LawfulData.dataset(rows: 300, seed: 13), "huge") { 1e200 * $0 }
        #expect(throws: LearningError.self) {
            try LogisticRegressionTrainer(.init(encoding: .plain)).fitted(to: data, on: pool)
        }
        let standardised = try LogisticRegressionTrainer().fitted(to: data, on: pool)
        #expect(standardised.report.converged)
    }

    @Test(
        arguments: [
            .init(l2Regularization: -1), .init(l2Regularization: .nan), .init(l2Regularization: .infinity),
            .init(maxIterations: 0), .init(tolerance: 0), .init(tolerance: .nan), .init(tolerance: 1),
            .init(encoding: EncodingOptions(logSkewness: -1)),
        ] as [LogisticRegressionTrainer.Hyperparameters])
    func impossibleHyperparametersAreRefused(hyperparameters: LogisticRegressionTrainer.Hyperparameters) {
        #expect(throws: LearningError.self) { try LogisticRegressionTrainer(hyperparameters) }
    }

    /// The dataset with one more numeric feature, made of its first.
    private func withColumn(_ data: Dataset, _ name: String, _ change: (Double) -> Double) throws -> Dataset {
        guard case .numeric(let first) = data.features.columns[0] else { throw LearningError.wrongKind(feature: name) }
        let matrix = try FeatureMatrix(
            schema: FeatureSchema(data.features.schema.features + [Feature(name: name, kind: .numeric)]),
            columns: data.features.columns + [.numeric(first.map(change))])
        return try Dataset(features: matrix, labels: data.labels)
    }
}
