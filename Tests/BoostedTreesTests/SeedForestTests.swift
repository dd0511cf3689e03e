import LearningCore
import TestSupport
import Testing

@testable import BoostedTrees

@Suite struct SeedForestTests {
    private let pool = WorkerPool(threadCount: 2)
    private let dataset = LawfulData.dataset(rows: 1_200, seed: 14)
    private let validation = LawfulData.dataset(rows: 500, seed: 15)

    private func hyperparameters(seeds: Int) -> GradientBoostingTrainer.Hyperparameters {
        var hyperparameters = GradientBoostingTrainer.Hyperparameters()
        hyperparameters.treeCount = 9
        hyperparameters.learningRate = 0.3
        hyperparameters.minSamplesPerLeaf = 20
        hyperparameters.rowSampling = .uniform(fraction: 0.7)
        hyperparameters.seed = 3
        hyperparameters.seedCount = seeds
        return hyperparameters
    }

    private func fit(
        _ hyperparameters: GradientBoostingTrainer.Hyperparameters, threads: Int = 2
    ) throws -> Fit<GradientBoostingModel> {
        try GradientBoostingTrainer(hyperparameters).fitted(
            to: dataset, validation: validation, on: WorkerPool(threadCount: threads))
    }

    @Test func bagsKeepTheLawsOfTrainers() throws {
        var bag = hyperparameters(seeds: 2)
        bag.treeCount = 4
        // Rows are sampled by their place, and so a row more is another sample; features are not.
        bag.rowSampling = .all
        try TrainerLaws(GradientBoostingTrainer(bag)).checkAll()
    }

    /// The law: the bag's log-odds are the mean of what each seed alone would say, and so is every contribution.
    @Test func aBagIsTheMeanOfItsSeeds() throws {
        let bag = try fit(hyperparameters(seeds: 3)).model
        let alone = try (0..<3).map { number in
            var single = hyperparameters(seeds: 1)
            single.seed = hyperparameters(seeds: 3).seed(number: number)
            return try fit(single).model
        }
        #expect(Set(alone.map { $0.trees.map(\.arrays.thresholds) }).count == 3)
        #expect(bag.trees.count == alone.reduce(0) { $0 + $1.trees.count })
        let scores = try bag.logOdds(of: validation.features, on: pool)
        let singles = try alone.map { try $0.logOdds(of: validation.features, on: pool) }
        let parts = try bag.contributions(to: validation.features, on: pool)
        let singleParts = try alone.map { try $0.contributions(to: validation.features, on: pool).values }
        for row in scores.indices {
            #expect(abs(scores[row] - singles.reduce(0) { $0 + $1[row] } / 3) < 1e-12)
        }
        for place in parts.values.indices {
            #expect(abs(parts.values[place] - singleParts.reduce(0) { $0 + $1[place] } / 3) < 1e-12)
        }
    }

    @Test func oneSeedIsTheModelAsItWas() throws {
        #expect(hyperparameters(seeds: 5).seed(number: 0) == 3)
        let one = try fit(hyperparameters(seeds: 1))
        let bag = try fit(hyperparameters(seeds: 2))
        // Of each round the first tree is the first seed's, with half its values.
        for (number, tree) in one.model.trees.enumerated() {
            #expect(bag.model.trees[2 * number].arrays.thresholds == tree.arrays.thresholds)
            #expect(bag.model.trees[2 * number].arrays.leafValues == tree.arrays.leafValues.map { $0 / 2 })
        }
        #expect(one.report.iterations == 9 && bag.report.iterations == 9)
    }

    @Test func losses() throws {
        let fit = try fit(hyperparameters(seeds: 3))
        for (round, loss) in fit.report.validationLosses.enumerated() {
            let model = fit.model.keeping(trees: 3 * (round + 1))
            let scores = try model.logOdds(of: validation.features, on: pool)
            let found = zip(scores, validation.labels).map { LogisticLoss.loss(logOdds: $0, won: $1) }
            #expect(abs(found.reduce(0, +) / 500 - loss) < 1e-12)
        }
    }

    @Test func earlyStoppingKeepsWholeRounds() throws {
        var bag = hyperparameters(seeds: 2)
        bag.treeCount = 300
        bag.earlyStoppingRounds = 5
        let fit = try fit(bag)
        let losses = fit.report.validationLosses
        let best = try #require(losses.indices.min { losses[$0] < losses[$1] })
        #expect(fit.model.trees.count == 2 * (best + 1) && fit.report.iterations == best + 1)
        #expect(losses.count == best + 6)
    }

    /// What bagging is for: five seeds lose less on new rows than one does on average.
    @Test func bagsLoseLess() throws {
        var single = hyperparameters(seeds: 1)
        single.treeCount = 40
        var bag = single
        bag.seedCount = 5
        let losses = try (0..<5).map { number in
            single.seed = bag.seed(number: number)
            return try #require(try fit(single).report.validationLosses.last)
        }
        let bagged = try #require(try fit(bag).report.validationLosses.last)
        #expect(bagged < losses.reduce(0, +) / 5)
    }

    @Test func threadsNeverMatter() throws {
        let fits = try [1, 2, 4].map { try fit(hyperparameters(seeds: 2), threads: $0) }
        for other in fits.dropFirst() {
            #expect(other.model == fits[0].model)
            #expect(other.report.validationLosses == fits[0].report.validationLosses)
        }
    }

    @Test func seedsThatCannotDifferAreRefused() {
        var bag = hyperparameters(seeds: 2)
        bag.rowSampling = .all
        bag.featureSamplingPerNode = 1
        #expect(throws: LearningError.self) { try GradientBoostingTrainer(bag) }
        bag.seedCount = 0
        #expect(throws: LearningError.self) { try GradientBoostingTrainer(bag) }
    }
}
