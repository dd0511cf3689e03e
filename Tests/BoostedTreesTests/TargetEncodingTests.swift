import Foundation
import LearningCore
import TestSupport
import Testing

@testable import BoostedTrees

@Suite struct TargetEncodingTests {
    private let pool = WorkerPool(threadCount: 2)

    /// Two numbers that matter and a feature of many levels whose effects have a given spread.
    private func world(
        rows: Int, levels: Int, spread: Double, seed: UInt64, weights: [Double] = [1, -0.5]
    ) -> Dataset {
        var effects = SeededGenerator(seed: 77)
        var world = SyntheticWorld()
        world.weights = weights
        world.levelEffects = [(0..<levels).map { _ in spread * (effects.nextUniform() - 0.5) * 12.0.squareRoot() }]
        return world.sample(rows: rows, seed: seed).dataset
    }

    private func trainer(_ fewest: Int?, trees: Int = 30) throws -> GradientBoostingTrainer {
        var hyperparameters = GradientBoostingTrainer.Hyperparameters()
        hyperparameters.treeCount = trees
        hyperparameters.learningRate = 0.2
        // Fast and few trees overfit noise by themselves: larger leaves leave what the encoding adds.
        hyperparameters.minSamplesPerLeaf = 40
        hyperparameters.categorical.minEncodedLevelCount = fewest
        return try GradientBoostingTrainer(hyperparameters)
    }

    private func loss(_ model: GradientBoostingModel, _ data: Dataset) throws -> Double {
        try BoostingRun.meanLoss(of: model, on: data, pool)
    }

    /// Pr(won scores above lost), the naive way.
    private func auc(_ model: GradientBoostingModel, _ data: Dataset) throws -> Double {
        let scores = try model.logOdds(of: data.features, on: pool)
        let won = scores.indices.filter { data.labels[$0] }.map { scores[$0] }
        let lost = scores.indices.filter { !data.labels[$0] }.map { scores[$0] }
        var sum = 0.0
        for score in won { for other in lost { sum += score > other ? 1 : score == other ? 0.5 : 0 } }
        return sum / Double(won.count * lost.count)
    }

    /// The law: noise of many levels teaches nothing, and harms no more than a number drawn by chance does.
    @Test(arguments: [60, 400])
    func noiseIsNotLearned(levels: Int) throws {
        var excess = (encoded: 0.0, drawn: 0.0)
        for seed in UInt64(1)...3 {
            let training = world(rows: 3_000, levels: levels, spread: 0, seed: seed, weights: [])
            let test = world(rows: 1_000, levels: levels, spread: 0, seed: seed + 100, weights: [])
            let share = Double(training.positiveCount) / 3_000
            let none = try GradientBoostingModel(
                schema: test.features.schema, baseLogOdds: LogisticLoss.logOdds(probability: share), trees: [])
            let base = try loss(none, test)
            let encoded = try trainer(50).fitted(to: training, on: pool).model
            // The standard error of an AUC of 0.5 is about 0.02 here.
            #expect(abs(try auc(encoded, test) - 0.5) < 0.08)
            let drawn = try trainer(50).fitted(to: drawn(like: training, seed), on: pool).model
            excess.encoded += try loss(encoded, test) - base
            excess.drawn += try loss(drawn, self.drawn(like: test, seed + 50)) - base
        }
        #expect(excess.encoded / 3 < excess.drawn / 3 + 0.01, "\(excess)")
    }

    /// The same outcomes with nothing but a number drawn by chance.
    private func drawn(like data: Dataset, _ seed: UInt64) throws -> Dataset {
        var generator = SeededGenerator(seed: seed)
        let schema = try FeatureSchema([Feature(name: "drawn", kind: .numeric)])
        let column = FeatureColumn.numeric((0..<data.rowCount).map { _ in generator.nextUniform() })
        return try Dataset(features: FeatureMatrix(schema: schema, columns: [column]), labels: data.labels)
    }

    /// A number of the level's share among all rows, its own included, would be learned by heart: what the parts prevent.
    @Test func sharesOfAllRowsWouldLeak() throws {
        let training = world(rows: 3_000, levels: 400, spread: 0, seed: 1, weights: [])
        let test = world(rows: 1_500, levels: 400, spread: 0, seed: 2, weights: [])
        let encoding = try #require(
            try TargetEncoding(training, GradientBoostingTrainer.Hyperparameters(), on: pool))
        let honest = try trainer(nil).fitted(to: encoding.training, on: pool).model
        let leaky = try trainer(nil).fitted(to: encoding.encoded(training), on: pool).model
        let unseen = try encoding.encoded(test)
        #expect(try loss(leaky, unseen) > loss(honest, unseen) + 0.02)
        #expect(try loss(leaky, encoding.encoded(training)) < loss(honest, encoding.training) - 0.05)
    }

    @Test(arguments: [60, 300])
    func signalIsLearnedBetterThanFromLevels(levels: Int) throws {
        let training = world(rows: 3_000, levels: levels, spread: 1, seed: 3)
        let test = world(rows: 2_000, levels: levels, spread: 1, seed: 4)
        let encoded = try loss(trainer(50).fitted(to: training, on: pool).model, test)
        let levelled = try loss(trainer(nil).fitted(to: training, on: pool).model, test)
        let without = try loss(
            trainer(nil).fitted(to: training.selecting(features: [0, 1]), on: pool).model,
            test.selecting(features: [0, 1]))
        #expect(encoded < without - 0.02)
        // Of 60 levels each has leads enough to be learned for itself: there is nothing to win, and little to lose.
        #expect(encoded < levelled + (levels > 100 ? -0.01 : 0.01))
    }

    @Test func trainersKeepTheirLaws() throws {
        var world = SyntheticWorld()
        world.weights = [1]
        world.levelEffects = [(0..<60).map { Double($0 % 7) / 3 - 1 }, [0.5, -0.5]]
        var hyperparameters = GradientBoostingTrainer.Hyperparameters()
        hyperparameters.treeCount = 6
        hyperparameters.learningRate = 0.3
        hyperparameters.minSamplesPerLeaf = 20
        hyperparameters.categorical.minEncodedLevelCount = 10
        try TrainerLaws(
            GradientBoostingTrainer(hyperparameters), dataset: world.sample(rows: 500, seed: 5).dataset
        ).checkAll()
    }

    /// Nor does the order of the rows matter, though equal rows go to different parts.
    @Test func orderDoesNotMatter() throws {
        let rows = world(rows: 600, levels: 60, spread: 1, seed: 6)
        let data = rows.selecting(rows: Array(0..<600) + Array(0..<600) + Array(0..<100))
        var order = Array(0..<data.rowCount)
        var generator = SeededGenerator(seed: 1)
        generator.shuffle(&order)
        let model = try trainer(50, trees: 10).fitted(to: data, on: pool).model
        #expect(try trainer(50, trees: 10).fitted(to: data.selecting(rows: order), on: pool).model == model)
        #expect(model.featureImportance.splitCount[2] > 0)
    }

    /// The model looks at levels: sets of them, and its contributions are the feature's.
    @Test func modelsKnowLevelsOnly() throws {
        let data = world(rows: 2_000, levels: 80, spread: 1, seed: 7)
        let fit = try trainer(50, trees: 20).fitted(to: data, validation: data, on: pool)
        let model = fit.model
        #expect(model.schema == data.features.schema)
        var splits = 0
        for tree in model.trees {
            for split in 0..<tree.splitCount where tree.arrays.features[split] == 2 {
                #expect(tree.isCategorical(split))
                splits += 1
            }
        }
        #expect(splits > 5)
        let scores = try model.logOdds(of: data.features, on: pool)
        let parts = try model.contributions(to: data.features, on: pool)
        for row in 0..<200 { #expect(abs(parts[row: row].reduce(parts.base, +) - scores[row]) < 1e-9) }
        // Rows to validate by are scored as the model will score them.
        let scored = try loss(model, data)
        #expect(abs(try #require(fit.report.validationLosses.last) - scored) < 1e-12)
        // In what they were learned by, the rows' own outcomes were not told.
        #expect(fit.report.trainingLoss > scored)
    }

    /// The naive way: for each row all rows of earlier parts.
    @Test func statisticsAreThoseOfEarlierParts() throws {
        var generator = SeededGenerator(seed: 8)
        let rows = 400
        let codes = (0..<rows).map { _ in Int32(generator.nextIndex(below: 6)) - 1 }
        let labels = (0..<rows).map { _ in generator.nextUniform() < 0.3 }
        let units = (0..<rows).map { _ in Int32(generator.nextIndex(below: 4)) }
        let parts = (0..<rows).map { _ in UInt8(generator.nextIndex(below: 8)) }
        let found = OrderedStatistics(
            codes: codes, levelCount: 6, labels: labels, units: units, parts: parts, partCount: 8, prior: 3)
        func sum(_ isCounted: (Int) -> Bool) -> Double {
            (0..<rows).filter(isCounted).reduce(0) { $0 + Double(units[$1]) }
        }
        let share = sum { labels[$0] } / sum { _ in true }
        for row in 0..<rows where codes[row] >= 0 {
            let all = sum { codes[$0] == codes[row] && parts[$0] < parts[row] }
            let won = sum { codes[$0] == codes[row] && parts[$0] < parts[row] && labels[$0] }
            #expect(abs(found.rowValues[row] - (won + 3 * share) / (all + 3)) < 1e-12)
        }
        for row in 0..<rows where codes[row] < 0 { #expect(found.rowValues[row].isNaN) }
        for level in 0..<6 {
            let all = sum { codes[$0] == level }
            let won = sum { codes[$0] == level && labels[$0] }
            #expect(abs(found.values[level] - (won + 3 * share) / (all + 3)) < 1e-12)
        }
        #expect(found.values[5] == share)
    }

    /// Where a row goes depends on its features and the seed; a row of weight 3 goes where three rows go; parts are even.
    @Test func rowsAreDealtByChanceAlone() throws {
        let data = world(rows: 4_000, levels: 60, spread: 1, seed: 9)
        func deal(_ data: Dataset, seed: UInt64 = 1) -> PartDealer {
            PartDealer(data, RowWeights(data), seed: seed, on: pool)
        }
        let plain = deal(data)
        #expect(plain.rows == Array(0..<4_000) && plain.units.allSatisfy { $0 == 1 })
        var counts = [Int](repeating: 0, count: 16)
        for part in plain.parts { counts[Int(part)] += 1 }
        // Binomial: 250 each, with a standard deviation of 15.3.
        #expect(counts.allSatisfy { abs($0 - 250) < 70 })
        #expect(deal(data, seed: 2).parts != plain.parts)
        let flipped = try Dataset(features: data.features, labels: data.labels.map { !$0 })
        #expect(deal(flipped).parts == plain.parts)
        let heavy = try Dataset(
            features: data.features, labels: data.labels, weights: [Double](repeating: 3, count: 4_000))
        let triple = data.selecting(rows: (0..<12_000).map { $0 / 3 })
        func tally(_ deal: PartDealer, _ row: (Int) -> Int) -> [[Int32]] {
            var tally = [[Int32]](repeating: [Int32](repeating: 0, count: 16), count: 4_000)
            for (place, part) in zip(deal.rows, zip(deal.parts, deal.units)) {
                tally[row(place)][Int(part.0)] += part.1
            }
            return tally
        }
        #expect(tally(deal(heavy)) { $0 } == tally(deal(triple)) { $0 / 3 })
    }

    @Test func onlyFeaturesOfManyLevelsAreEncoded() throws {
        let data = LawfulData.dataset(rows: 500, seed: 2)
        var hyperparameters = GradientBoostingTrainer.Hyperparameters()
        #expect(try TargetEncoding(data, hyperparameters, on: pool) == nil)
        hyperparameters.categorical.minEncodedLevelCount = 4
        let encoding = try #require(try TargetEncoding(data, hyperparameters, on: pool))
        #expect(encoding.training.features.schema.features.map { $0.levelCount } == [nil, nil, nil, 3, nil])
        hyperparameters.categorical.minEncodedLevelCount = 1
        #expect(throws: LearningError.self) { try GradientBoostingTrainer(hyperparameters) }
        hyperparameters.categorical.minEncodedLevelCount = nil
        hyperparameters.categorical.priorWeight = 0
        #expect(throws: LearningError.self) { try GradientBoostingTrainer(hyperparameters) }
    }
}
