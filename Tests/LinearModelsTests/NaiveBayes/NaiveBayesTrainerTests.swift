import Foundation
import LearningCore
import LinearModels
import TestSupport
import Testing

@Suite struct NaiveBayesTrainerTests {
    private let pool = WorkerPool(threadCount: 2)

    /// The laws but one: with nothing to learn from, the odds are the smoothed ones, not the share of won leads.
    @Test func keepsTheLawsOfTrainers() throws {
        // Counts of weights are sums of whole numbers, so even those laws hold to the bit.
        let laws = try TrainerLaws(NaiveBayesTrainer())
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

    /// Two won and three lost leads whose counts are 2.1/5.2, stage 2.1/2.1 | 1.1/3.1, country 1.1/2.2 | 1.1/1.2,
    /// state 2.1/2.2 | 0.1/1.2, e-mail 2.1/2.1 | 3.1/3.1, phone 2.1/2.2 | 1.1/3.2, source 0.1/1.2 | 2.1/2.2.
    @Test func theGoldenVectorIsMet() throws {
        let columns: [(String, [String], [Int32])] = [
            ("stage", ["new", "qualified", "won"], [2, 2, 1, 0, 0]),
            ("country", ["here", "there"], [0, 1, 0, -1, -1]),
            ("state", ["this", "that"], [0, 0, 1, -1, -1]),
            ("email", ["correct"], [0, 0, 0, 0, 0]),
            ("phone", ["correct", "incorrect"], [0, 0, 0, 1, 1]),
            ("source", ["one", "two"], [1, -1, 0, 0, -1]),
        ]
        let schema = try FeatureSchema(columns.map { Feature(name: $0.0, kind: .categorical(levels: $0.1)) })
        let matrix = try FeatureMatrix(schema: schema, columns: columns.map { .categorical($0.2) })
        let dataset = try Dataset(features: matrix, labels: [true, true, false, false, false])
        var hyperparameters = NaiveBayesTrainer.Hyperparameters()
        hyperparameters.stageFeature = "stage"
        let model = try NaiveBayesTrainer(hyperparameters).fitted(to: dataset, on: pool).model
        let lead = try FeatureMatrix(
            schema: schema, columns: [1, 0, 0, 0, 0, 0].map { FeatureColumn.categorical([$0]) })
        let probability = try model.probabilities(of: lead, on: pool)[0]
        let won = 2.1 / 5.2 * (2.1 / 2.1) * (1.1 / 2.2) * (2.1 / 2.2) * (2.1 / 2.1) * (2.1 / 2.2) * (0.1 / 1.2)
        let lost = 3.1 / 5.2 * (1.1 / 3.1) * (1.1 / 1.2) * (0.1 / 1.2) * (3.1 / 3.1) * (1.1 / 3.2) * (2.1 / 2.2)
        #expect((probability - won / (won + lost)).magnitude < 1e-12)
        #expect((probability * 10_000).rounded() == 7_430)
    }

    /// With one feature and little smoothing, naive Bayes is the share of won leads at each value.
    @Test func oneFeatureGivesTheSharesOfItsValues() throws {
        let codes = (0..<1_000).map { Int32($0 % 4) }
        let labels = (0..<1_000).map { $0 % 4 < ($0 / 4) % 5 }
        let schema = try FeatureSchema([Feature(name: "level", kind: .categorical(levels: ["a", "b", "c", "d"]))])
        let dataset = try Dataset(
            features: FeatureMatrix(schema: schema, columns: [.categorical(codes)]), labels: labels)
        var hyperparameters = NaiveBayesTrainer.Hyperparameters()
        hyperparameters.smoothing = 1e-9
        let found = try NaiveBayesTrainer(hyperparameters).fitted(to: dataset, on: pool).model
            .probabilities(of: dataset.features, on: pool)
        for level in 0..<4 {
            let share = Double(codes.indices.count { codes[$0] == level && labels[$0] }) / 250
            #expect((found[level] - share).magnitude < 1e-6)
        }
    }

    @Test func learnsFromNumbers() throws {
        let dataset = LawfulData.dataset(rows: 1_500, seed: 3)
        let fit = try NaiveBayesTrainer().fitted(
            to: dataset, validation: LawfulData.dataset(rows: 500, seed: 4), on: pool)
        let (all, won) = dataset.totalWeight
        let constant = -(won / all * log(won / all) + (1 - won / all) * log(1 - won / all))
        #expect(fit.report.trainingLoss < constant - 0.02)
        #expect(fit.report.validationLosses[0] < constant - 0.01)
    }

    @Test func impossibleHyperparametersAreRefused() throws {
        let changes: [(inout NaiveBayesTrainer.Hyperparameters) -> Void] = [
            { $0.smoothing = 0 }, { $0.smoothing = .infinity }, { $0.rangeCount = 1 },
        ]
        for change in changes {
            var hyperparameters = NaiveBayesTrainer.Hyperparameters()
            change(&hyperparameters)
            #expect(throws: LearningError.self) { try NaiveBayesTrainer(hyperparameters) }
        }
        let dataset = LawfulData.dataset(rows: 50, seed: 3)
        for name in ["number0", "no such feature"] {
            var hyperparameters = NaiveBayesTrainer.Hyperparameters()
            hyperparameters.stageFeature = name
            let trainer = try NaiveBayesTrainer(hyperparameters)
            #expect(throws: LearningError.self) { try trainer.fitted(to: dataset, on: pool) }
        }
    }
}
