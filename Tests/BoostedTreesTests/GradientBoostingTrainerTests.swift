import BoostedTrees
import Foundation
import LearningCore
import TestSupport
import Testing

@Suite struct GradientBoostingTrainerTests {
    private let pool = WorkerPool(threadCount: 2)

    private typealias Hyperparameters = GradientBoostingTrainer.Hyperparameters

    private static func small(_ change: (inout Hyperparameters) -> Void = { _ in }) throws -> GradientBoostingTrainer {
        var hyperparameters = Hyperparameters()
        hyperparameters.treeCount = 8
        hyperparameters.learningRate = 0.3
        hyperparameters.maxLeafCount = 8
        change(&hyperparameters)
        return try GradientBoostingTrainer(hyperparameters)
    }

    @Test func keepsTheLawsOfTrainers() throws {
        try TrainerLaws(Self.small()).checkAll()
    }

    /// More rows than count bits allow for, blocks on every thread, all kinds of sampling: still the same bytes.
    @Test(arguments: [
        GradientBoostingTrainer.RowSampling.all, .uniform(fraction: 0.5), .gradientBased(largest: 0.2, rest: 0.1),
    ])
    func threadsNeverMatter(sampling: GradientBoostingTrainer.RowSampling) throws {
        let dataset = LawfulData.dataset(rows: 34_000, seed: 8)
        let validation = LawfulData.dataset(rows: 1_000, seed: 9)
        let trainer = try Self.small {
            $0.treeCount = 2
            $0.rowSampling = sampling
            $0.featureSamplingPerTree = 0.8
            $0.featureSamplingPerNode = 0.7
            $0.seed = 5
        }
        let fits = try [1, 2, 4, 8].map {
            try trainer.fitted(to: dataset, validation: validation, on: WorkerPool(threadCount: $0))
        }
        for fit in fits.dropFirst() {
            #expect(fit.model == fits[0].model)
            #expect(fit.report.validationLosses == fits[0].report.validationLosses)
            #expect(fit.report.trainingLoss == fits[0].report.trainingLoss)
        }
    }

    /// Columns come four at a time to a thread: of equal ones, some are searched by one thread and some by another.
    @Test func ofEqualColumnsTheFirstIsSplit() throws {
        var generator = SeededGenerator(seed: 3)
        let rows = 1_000
        let different = (0..<3).map { _ in (0..<rows).map { _ in Double(generator.nextIndex(below: 40)) } }
        let won = (0..<rows).map { generator.nextUniform() < (different[0][$0] + different[1][$0] > 35 ? 0.7 : 0.3) }
        let features = (0..<36).map { Feature(name: "f\($0)", kind: .numeric) }
        let dataset = try Dataset(
            features: FeatureMatrix(
                schema: FeatureSchema(features), columns: features.indices.map { .numeric(different[$0 % 3]) }),
            labels: won)
        let trainer = try Self.small {
            $0.treeCount = 10
            $0.featureSamplingPerNode = 1
        }
        let models = try [1, 2, 4, 8].map { try trainer.fitted(to: dataset, on: WorkerPool(threadCount: $0)).model }
        #expect(models[0].trees.flatMap(\.arrays.features).allSatisfy { $0 < 3 })
        for model in models.dropFirst() { #expect(model == models[0]) }
    }

    @Test(arguments: [1, 2])
    func withoutAFeatureToSplitEveryLeadGetsTheShare(threads: Int) throws {
        let features = try FeatureMatrix(
            schema: FeatureSchema([Feature(name: "x", kind: .numeric)]),
            columns: [.numeric([Double](repeating: 7, count: 60))])
        let dataset = try Dataset(features: features, labels: (0..<60).map { $0 % 3 == 0 })
        let fit = try Self.small().fitted(to: dataset, on: WorkerPool(threadCount: threads))
        #expect(fit.model.trees.isEmpty && fit.report.warnings.count == 1)
        #expect(abs(fit.model.baseLogOdds - log(0.5)) < 1e-12)
    }

    @Test func theSeedDecidesTheSample() throws {
        let dataset = LawfulData.dataset(rows: 2_000, seed: 8)
        let models = try [1, 1, 2].map { (seed: UInt64) in
            try Self.small {
                $0.rowSampling = .uniform(fraction: 0.5)
                $0.seed = seed
            }.fitted(to: dataset, on: pool).model
        }
        #expect(models[0] == models[1])
        #expect(models[0] != models[2])
    }

    @Test func everyLeafKeepsItsPromises() throws {
        for rows in [3_000, 140_000] {
            let dataset = LawfulData.dataset(rows: rows, seed: 10)
            let trainer = try Self.small {
                $0.treeCount = rows > 100_000 ? 1 : 3
                $0.maxLeafCount = 40
                $0.minSamplesPerLeaf = 50
                $0.maxDepth = 6
            }
            let model = try trainer.fitted(to: dataset, on: pool).model
            for tree in model.trees {
                #expect(tree.arrays.leafCovers.allSatisfy { $0 >= 50 })
                #expect(tree.arrays.leafCovers.reduce(0, +) == Double(rows))
                #expect(tree.leafCount <= 40 && tree.leafCount > 8)
                #expect(Self.depth(tree) <= 6)
            }
        }
    }

    private static func depth(_ tree: DecisionTree) -> Int {
        var depths = [Int](repeating: 1, count: tree.splitCount)
        for split in 0..<tree.splitCount {
            for child in [tree.arrays.leftChildren[split], tree.arrays.rightChildren[split]] where child >= 0 {
                depths[Int(child)] = depths[split] + 1
            }
        }
        return depths.max() ?? 0
    }

    @Test func theSignalIsLearned() throws {
        let sample = SyntheticWorld().sample(rows: 3_000, seed: 21)
        let test = SyntheticWorld().sample(rows: 1_000, seed: 22)
        let model = try GradientBoostingTrainer().fitted(to: sample.dataset, on: pool).model
        let found = try model.probabilities(of: test.dataset.features, on: pool)
        let error = zip(found, test.trueProbabilities).map { abs($0 - $1) }.reduce(0, +) / 1_000
        #expect(error < 0.075)
    }

    /// Validation rows whose log-odds all lie higher by the same amount: what separates them is learned from both, and the
    /// level is nobody's to learn. As they are, they ask for few trees; at their own level, for about as many as rows
    /// without the shift.
    @Test func validationAtItsOwnLevelDoesNotMindAShift() throws {
        func data(_ count: Int, shift: Double, seed: UInt64) throws -> Dataset {
            var generator = SeededGenerator(seed: seed)
            let x = (0..<count).map { _ in 6 * generator.nextUniform() - 3 }
            let labels = x.map { generator.nextUniform() < LogisticLoss.probability(logOdds: $0 - 2 + shift) }
            return try Dataset(
                features: FeatureMatrix(
                    schema: FeatureSchema([Feature(name: "x", kind: .numeric)]), columns: [.numeric(x)]),
                labels: labels)
        }
        let train = try data(3_000, shift: 0, seed: 1)
        func losses(shift: Double, ownLevel: Bool) throws -> [Double] {
            let trainer = try Self.small {
                $0.treeCount = 60
                $0.validatesAtOwnLevel = ownLevel
            }
            let test = try data(2_000, shift: shift, seed: 2)
            return try trainer.fitted(to: train, validation: test, on: pool).report.validationLosses
        }
        let plain = try losses(shift: 0, ownLevel: false)
        let level = try losses(shift: 0, ownLevel: true)
        #expect(zip(plain, level).allSatisfy { abs($0 - $1) < 0.005 })
        let shifted = try losses(shift: 2, ownLevel: true)
        let misled = try losses(shift: 2, ownLevel: false)
        #expect(zip(shifted, misled).allSatisfy { $0 < $1 - 0.05 })
        let few = try data(1, shift: 0, seed: 3)
        let alone = try Self.small { $0.validatesAtOwnLevel = true }
        #expect(try alone.fitted(to: train, validation: few, on: pool).report.validationLosses.allSatisfy(\.isFinite))
    }

    @Test func earlyStoppingKeepsTheBestRound() throws {
        let sample = LawfulData.dataset(rows: 600, seed: 1)
        let validation = LawfulData.dataset(rows: 600, seed: 2)
        let trainer = try Self.small {
            $0.treeCount = 200
            $0.earlyStoppingRounds = 10
        }
        let fit = try trainer.fitted(to: sample, validation: validation, on: pool)
        let losses = fit.report.validationLosses
        let best = try #require(losses.indices.min { losses[$0] < losses[$1] })
        #expect(fit.report.iterations == best + 1)
        #expect(fit.model.trees.count == best + 1)
        #expect(losses.count == best + 1 + 10)
        #expect(losses.count < 200)
        #expect(abs(try Self.meanLoss(fit.model, validation, pool) - losses[best]) < 1e-12)
        #expect(abs(try Self.meanLoss(fit.model, sample, pool) - fit.report.trainingLoss) < 1e-12)
    }

    private static func meanLoss(_ model: GradientBoostingModel, _ data: Dataset, _ pool: WorkerPool) throws -> Double {
        let scores = try model.logOdds(of: data.features, on: pool)
        let losses = zip(scores, data.labels).map { LogisticLoss.loss(logOdds: $0, won: $1) }
        return losses.reduce(0, +) / Double(losses.count)
    }

    @Test func fractionalWeightsMoveTheModelLittleByLittle() throws {
        let dataset = LawfulData.dataset(rows: 1_000, seed: 3)
        let whole = try Dataset(
            features: dataset.features, labels: dataset.labels, weights: .init(repeating: 1, count: 1_000))
        let scaled = try Dataset(
            features: dataset.features, labels: dataset.labels, weights: .init(repeating: 0.999999, count: 1_000))
        let one = try Self.small().fitted(to: whole, on: pool).model.logOdds(of: dataset.features, on: pool)
        let other = try Self.small().fitted(to: scaled, on: pool).model.logOdds(of: dataset.features, on: pool)
        let gap = zip(one, other).map { abs($0 - $1) }.reduce(0, +) / 1_000
        #expect(gap < 0.02)
    }

    @Test func hugeAndTinyWeightsAreAccepted() throws {
        let dataset = LawfulData.dataset(rows: 500, seed: 3)
        for scale in [1e-9, 1e9, 1e30] {
            let weights = (0..<500).map { scale * Double(1 + $0 % 5) }
            let weighted = try Dataset(features: dataset.features, labels: dataset.labels, weights: weights)
            let model = try Self.small().fitted(to: weighted, on: pool).model
            #expect(try model.logOdds(of: dataset.features, on: pool).allSatisfy(\.isFinite))
        }
    }

    @Test(arguments: [true, false])
    func monotoneConstraintsHoldEverywhere(rising: Bool) throws {
        let dataset = LawfulData.dataset(rows: 4_000, seed: 6)
        let trainer = try Self.small {
            $0.treeCount = 30
            $0.maxLeafCount = 16
            $0.monotoneConstraints = ["number0": rising ? .increasing : .decreasing]
        }
        let model = try trainer.fitted(to: dataset, on: pool).model
        var free = 0
        for row in 0..<50 {
            let steps = 60
            var columns = dataset.features.selecting(rows: [Int](repeating: row, count: steps)).columns
            columns[0] = .numeric((0..<steps).map { Double($0) / 10 - 3 })
            let matrix = try FeatureMatrix(schema: dataset.features.schema, columns: columns)
            let scores = try model.logOdds(of: matrix, on: pool)
            for (low, high) in zip(scores, scores.dropFirst()) {
                #expect(rising ? high >= low - 1e-12 : high <= low + 1e-12)
                if high != low { free += 1 }
            }
        }
        // The feature rises in truth: held to fall it says nothing, held to rise it says a lot.
        #expect(rising ? free > 200 : free < 200)
    }

    @Test func mistakesAreNamed() throws {
        func refusal(_ change: (inout Hyperparameters) -> Void) -> String? {
            do {
                _ = try Self.small(change)
            } catch LearningError.invalidHyperparameter(let name, _, _) { return name } catch {}
            return nil
        }
        #expect(refusal { $0.treeCount = 0 } == "treeCount")
        #expect(refusal { $0.learningRate = .nan } == "learningRate")
        #expect(refusal { $0.maxLeafCount = 1 } == "maxLeafCount")
        #expect(refusal { $0.maxBinCount = 256 } == "maxBinCount")
        #expect(refusal { $0.l2Regularization = -1 } == "l2Regularization")
        #expect(refusal { $0.minHessianPerLeaf = .infinity } == "minHessianPerLeaf")
        #expect(refusal { $0.rowSampling = .uniform(fraction: 0) } == "rowSampling.fraction")
        #expect(refusal { $0.rowSampling = .gradientBased(largest: 0.5, rest: 0.6) } == "rowSampling.rest")
        #expect(refusal { $0.featureSamplingPerNode = 1.5 } == "featureSamplingPerNode")
        #expect(refusal { $0.earlyStoppingRounds = 0 } == "earlyStoppingRounds")
        let dataset = LawfulData.dataset(rows: 100, seed: 1)
        #expect(throws: LearningError.wrongKind(feature: "level0")) {
            try Self.small { $0.monotoneConstraints = ["level0": .increasing] }.fitted(to: dataset, on: pool)
        }
        #expect(throws: LearningError.self) {
            try Self.small { $0.monotoneConstraints = ["nobody": .increasing] }.fitted(to: dataset, on: pool)
        }
        #expect(throws: LearningError.self) {
            try Self.small { $0.earlyStoppingRounds = 5 }.fitted(to: dataset, on: pool)
        }
    }
}
