import BoostedTrees
import LearningCore
import TestSupport
import Testing

@Suite struct AdditiveBoostingTrainerTests {
    private typealias Hyperparameters = AdditiveBoostingTrainer.Hyperparameters
    private let pool = WorkerPool(threadCount: 2)

    private static func small(_ change: (inout Hyperparameters) -> Void = { _ in }) throws -> AdditiveBoostingTrainer {
        var hyperparameters = Hyperparameters()
        hyperparameters.learningRate = 0.3
        hyperparameters.maxRoundCount = 6
        hyperparameters.maxPairCount = 2
        hyperparameters.maxBinCount = 32
        change(&hyperparameters)
        return try AdditiveBoostingTrainer(hyperparameters)
    }

    @Test func keepsTheLawsOfTrainers() throws {
        try TrainerLaws(Self.small { $0.maxRoundCount = 3 }, dataset: LawfulData.dataset(rows: 240, seed: 11))
            .checkAll()
    }

    @Test func threadsNeverMatter() throws {
        let dataset = LawfulData.dataset(rows: 2_100, seed: 8)
        let validation = LawfulData.dataset(rows: 700, seed: 9)
        let fits = try [1, 2, 5].map {
            try Self.small().fitted(to: dataset, validation: validation, on: WorkerPool(threadCount: $0))
        }
        for fit in fits.dropFirst() {
            #expect(fit.model == fits[0].model)
            #expect(fit.report.validationLosses == fits[0].report.validationLosses)
        }
    }

    @Test func theSeedDecidesWhatIsLeftOut() throws {
        let dataset = LawfulData.dataset(rows: 600, seed: 8)
        let models = try [1, 1, 2].map { (seed: UInt64) in
            try Self.small { $0.seed = seed }.fitted(to: dataset, on: pool).model
        }
        #expect(models[0] == models[1])
        #expect(models[0] != models[2])
    }

    /// One tree a feature or pair, each looking at no more than its own.
    @Test func everyTreeIsACurveOrASurface() throws {
        let dataset = LawfulData.dataset(rows: 800, seed: 3)
        let model = try Self.small { $0.maxRoundCount = 20 }.fitted(to: dataset, on: pool).model
        let looked = model.trees.map { Set($0.arrays.features) }
        #expect(looked.allSatisfy { (1...2).contains($0.count) })
        #expect(Set(looked).count == looked.count)
        #expect(looked.count { $0.count == 1 } <= dataset.features.schema.count)
    }

    /// The truth is additive, so the model must come near the loss of the true probabilities on new rows.
    @Test func comesNearAnAdditiveTruth() throws {
        let world = SyntheticWorld()
        let training = world.sample(rows: 3_000, seed: 1)
        let test = world.sample(rows: 4_000, seed: 2)
        let model = try Self.hasty().fitted(to: training.dataset, on: pool).model
        let found = try Self.loss(model.logOdds(of: test.dataset.features, on: pool), test.dataset.labels)
        let truth = Self.loss(test.trueProbabilities.map(LogisticLoss.logOdds(probability:)), test.dataset.labels)
        let (all, won) = test.dataset.totalWeight
        let constant = Self.loss(
            [Double](repeating: LogisticLoss.logOdds(probability: won / all), count: Int(all)), test.dataset.labels)
        #expect(found - truth < 0.12 * (constant - truth))
    }

    /// Neither of two features says anything alone; together they say nearly all.
    @Test func findsAnInteraction() throws {
        let training = try Self.crossed(rows: 2_000, seed: 5)
        let test = try Self.crossed(rows: 2_000, seed: 6)
        let alone = try Self.hasty(pairs: 0).fitted(to: training, on: pool).model
        let paired = try Self.hasty().fitted(to: training, on: pool).model
        let losses = try [alone, paired].map { try Self.loss($0.logOdds(of: test.features, on: pool), test.labels) }
        #expect(losses[0] > 0.65)
        #expect(losses[1] < 0.4)
        let pairs = paired.trees.map { Set($0.arrays.features) }.filter { $0.count == 2 }
        #expect(pairs.contains([0, 2]))
    }

    /// Large steps, so that the tests are quick.
    private static func hasty(pairs: Int = 3) throws -> AdditiveBoostingTrainer {
        try small {
            $0.maxRoundCount = 60
            $0.earlyStoppingRounds = 6
            $0.maxPairCount = pairs
        }
    }

    /// Won if a number is positive and a level is odd, or neither, with 10 % the other way; a third number means nothing.
    private static func crossed(rows: Int, seed: UInt64) throws -> Dataset {
        var generator = SeededGenerator(seed: seed)
        var (numbers, noise, codes, labels) = ([Double](), [Double](), [Int32](), [Bool]())
        for _ in 0..<rows {
            numbers.append(generator.nextUniform() * 2 - 1)
            noise.append(generator.nextUniform())
            codes.append(Int32(generator.nextIndex(below: 6)))
            let crossed = (numbers[numbers.count - 1] > 0) == (codes[codes.count - 1] % 2 == 1)
            labels.append(generator.nextUniform() < 0.1 ? !crossed : crossed)
        }
        let schema = try FeatureSchema([
            Feature(name: "number", kind: .numeric), Feature(name: "noise", kind: .numeric),
            Feature(name: "level", kind: .categorical(levels: (0..<6).map { "L\($0)" })),
        ])
        let matrix = try FeatureMatrix(
            schema: schema, columns: [.numeric(numbers), .numeric(noise), .categorical(codes)])
        return try Dataset(features: matrix, labels: labels)
    }

    private static func loss(_ logOdds: [Double], _ labels: [Bool]) -> Double {
        zip(logOdds, labels).reduce(0) { $0 + LogisticLoss.loss(logOdds: $1.0, won: $1.1) } / Double(labels.count)
    }

    /// Noise gives no curve worth keeping, or next to none.
    @Test func findsLittleInNoise() throws {
        let dataset = LawfulData.dataset(rows: 800, seed: 4)
        var generator = SeededGenerator(seed: 9)
        let noise = try Dataset(
            features: dataset.features, labels: dataset.labels.map { _ in generator.nextUniform() < 0.3 })
        let model = try AdditiveBoostingTrainer().fitted(to: noise, on: pool).model
        let spread = try model.logOdds(of: dataset.features, on: pool).map { ($0 - model.baseLogOdds).magnitude }
        #expect(spread.reduce(0, +) / Double(spread.count) < 0.1)
    }

    @Test func validationRowsDecideWhenToStop() throws {
        let dataset = LawfulData.dataset(rows: 800, seed: 4)
        let validation = LawfulData.dataset(rows: 300, seed: 5)
        // Without pairs: in cells of a grid where training has no row, trees say what the nearest leaf says.
        let trainer = try Self.small {
            $0.maxRoundCount = 200
            $0.maxPairCount = 0
        }
        let fit = try trainer.fitted(to: dataset, validation: validation, on: pool)
        let lowest = try #require(fit.report.validationLosses.min())
        let found = try Self.loss(fit.model.logOdds(of: validation.features, on: pool), validation.labels)
        // Single precision while learning.
        #expect((found - lowest).magnitude < 1e-5)
    }

    /// Weights of any size and spread: finite scores, and a common factor changes next to nothing.
    @Test(arguments: [1e-300, 1e-3, 0.37, 1e12]) func weightsMayBeAnySize(factor: Double) throws {
        let plain = LawfulData.dataset(rows: 500, seed: 4)
        let weights = (0..<500).map { factor * (0.1 + Double($0 % 7)) }
        let dataset = try Dataset(features: plain.features, labels: plain.labels, weights: weights)
        let model = try Self.small().fitted(to: dataset, on: pool).model
        #expect(try model.logOdds(of: plain.features, on: pool).allSatisfy { $0.isFinite && $0.magnitude < 30 })
    }

    @Test func impossibleHyperparametersAreRefused() {
        let changes: [(inout Hyperparameters) -> Void] = [
            { $0.learningRate = 0 }, { $0.learningRate = .nan }, { $0.maxRoundCount = 0 },
            { $0.earlyStoppingRounds = 0 },
            { $0.maxPairCount = -1 }, { $0.maxBinCount = 256 }, { $0.minSamplesPerSide = 0 },
            { $0.l2Regularization = 0 },
            { $0.levelRegularization = .infinity },
        ]
        for change in changes {
            #expect(throws: LearningError.self) { try Self.small(change) }
        }
    }
}
