import BoostedTrees
import LearningCore
import Testing

/// A single split, found by the trainer, against a search over everything a split could be.
@Suite struct SplitFinderTests {
    private let pool = WorkerPool(threadCount: 1)

    private func stump(_ change: (inout GradientBoostingTrainer.Hyperparameters) -> Void) throws
        -> GradientBoostingTrainer
    {
        var hyperparameters = GradientBoostingTrainer.Hyperparameters()
        hyperparameters.treeCount = 1
        hyperparameters.learningRate = 1
        hyperparameters.maxLeafCount = 2
        hyperparameters.minSamplesPerLeaf = 3
        hyperparameters.l2Regularization = 0.5
        hyperparameters.categorical.smoothing = 0
        hyperparameters.categorical.minSamplesPerLevel = 0
        hyperparameters.categorical.l2Regularization = 0
        change(&hyperparameters)
        return try GradientBoostingTrainer(hyperparameters)
    }

    private func data(_ column: FeatureColumn, levels: Int?, won: [Bool]) throws -> Dataset {
        let kind: Feature.Kind = levels.map { .categorical(levels: (0..<$0).map { "L\($0)" }) } ?? .numeric
        let schema = try FeatureSchema([Feature(name: "x", kind: kind)])
        return try Dataset(features: FeatureMatrix(schema: schema, columns: [column]), labels: won)
    }

    /// G² / (H + λ) summed over the two sides, less the whole, from the definition.
    private func gain(_ goesLeft: [Bool], _ won: [Bool], least: Int = 3, l2: Double = 0.5) -> Double? {
        let p = Double(won.count { $0 }) / Double(won.count)
        func term(_ member: (Int) -> Bool) -> Double {
            var (g, h) = (0.0, 0.0)
            for row in won.indices where member(row) {
                g += p - (won[row] ? 1 : 0)
                h += p * (1 - p)
            }
            return g * g / (h + l2)
        }
        let left = goesLeft.count { $0 }
        guard left >= least, won.count - left >= least else { return nil }
        return term { goesLeft[$0] } + term { !goesLeft[$0] } - term { _ in true }
    }

    @Test(arguments: 0..<40)
    func numericSplitsAreTheBestThereAre(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let rows = 12 + generator.nextIndex(below: 60)
        let values = (0..<rows).map { _ in
            generator.nextUniform() < 0.2 ? Double.nan : Double(generator.nextIndex(below: 15))
        }
        let won = (0..<rows).map { generator.nextUniform() < (values[$0].isNaN ? 0.8 : values[$0] / 20) || $0 == 0 }
        guard won.contains(false) else { return }
        var best = 0.0
        for cut in Set(values.filter { !$0.isNaN }) {
            for missingLeft in [true, false] {
                best = max(best, gain(values.map { $0.isNaN ? missingLeft : $0 <= cut }, won) ?? 0)
            }
        }
        let fit = try stump { _ in }.fitted(to: data(.numeric(values), levels: nil, won: won), on: pool)
        // Gradients are rounded to steps of 2^−20 or finer; a gain of a few units moves by far less than 1e-4.
        #expect(abs((fit.model.trees.first?.arrays.splitGains[0] ?? 0) - best) < 1e-4)
    }

    /// Ordering levels by mean gradient finds the best of all 2^levels sets.
    @Test(arguments: 0..<40)
    func levelSetsAreTheBestThereAre(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed) + 100)
        let levels = 2 + generator.nextIndex(below: 6)
        let codes = (0..<80).map { _ in Int32(generator.nextIndex(below: levels + 1)) - 1 }
        let rates = (0...levels).map { _ in generator.nextUniform() }
        let won = codes.map { generator.nextUniform() < rates[Int($0) + 1] }
        guard won.contains(false), won.contains(true) else { return }
        var best = 0.0
        for set in 0..<(1 << (levels + 1)) {
            best = max(best, gain(codes.map { (set >> (Int($0) + 1)) & 1 == 1 }, won, l2: 0) ?? 0)
        }
        let trainer = try stump { $0.l2Regularization = 0 }
        let fit = try trainer.fitted(to: data(.categorical(codes), levels: levels, won: won), on: pool)
        #expect(abs((fit.model.trees.first?.arrays.splitGains[0] ?? 0) - best) < 1e-4)
    }

    @Test func aPlantedLevelSetIsFound() throws {
        let codes = (0..<4_000).map { Int32($0 % 40) }
        let good: Set<Int32> = [3, 7, 11, 22, 39]
        let won = codes.indices.map { row in good.contains(codes[row]) != (row / 40 % 10 == 0) }
        let fit = try stump { _ in }.fitted(to: data(.categorical(codes), levels: 41, won: won), on: pool)
        let tree = try #require(fit.model.trees.first)
        let sides = (0..<40).map { tree.goesLeft(0, code: Int32($0)) }
        let goodSide = sides[3]
        #expect((0..<40).allSatisfy { (sides[$0] == goodSide) == good.contains(Int32($0)) })
        // The level never seen and missing values go the same way: with the heavier side.
        #expect(tree.goesLeft(0, code: 40) == !goodSide)
        #expect(tree.goesLeft(0, code: -1) == !goodSide)
    }

    @Test func leafValuesAreNewtonSteps() throws {
        let values = (0..<100).map(Double.init)
        let won = values.map { $0 >= 60 && Int($0) % 10 != 0 }
        let trainer = try stump { $0.learningRate = 0.5 }
        let fit = try trainer.fitted(to: data(.numeric(values), levels: nil, won: won), on: pool)
        let tree = try #require(fit.model.trees.first)
        #expect(tree.arrays.thresholds == [60.5])
        let p = 0.36
        for (leaf, rows) in [(0, 0..<61), (1, 61..<100)] {
            let g = rows.reduce(0.0) { $0 + p - (won[$1] ? 1 : 0) }
            let expected = -0.5 * g / (Double(rows.count) * p * (1 - p) + 0.5)
            // Row gradients are kept in steps of 2^−28.
            #expect(abs(tree.arrays.leafValues[leaf] - expected) < 1e-7)
            #expect(tree.arrays.leafCovers[leaf] == Double(rows.count))
        }
    }

    @Test func missingWithoutMissingRowsGoesWithTheHeavierSide() throws {
        for split in [30, 70] {
            let values = (0..<100).map(Double.init)
            let won = values.map { $0 >= Double(split) }
            let fit = try stump { _ in }.fitted(to: data(.numeric(values), levels: nil, won: won), on: pool)
            #expect(fit.model.trees[0].goesLeft(0, value: .nan) == (split == 70))
        }
    }

    @Test func missingAgainstTheRestIsASplit() throws {
        let values = (0..<200).map { $0 % 4 == 0 ? Double.nan : Double($0 * 7919 % 200) }
        let won = values.map(\.isNaN)
        let fit = try stump { _ in }.fitted(to: data(.numeric(values), levels: nil, won: won), on: pool)
        let arrays = try #require(fit.model.trees.first).arrays
        #expect(arrays.thresholds == [.greatestFiniteMagnitude])
        #expect(arrays.missingGoesLeft == [false])
        #expect(arrays.leafCovers == [150, 50])
    }
}
