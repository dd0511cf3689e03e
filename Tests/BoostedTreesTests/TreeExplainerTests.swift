import Foundation
import LearningCore
import TestSupport
import Testing

@testable import BoostedTrees

@Suite struct TreeExplainerTests {
    private let pool = WorkerPool(threadCount: 2)

    /// Shapley's definition: over all coalitions, with features outside averaged over the training rows at their splits.
    private func shapley(_ tree: DecisionTree, _ matrix: FeatureMatrix, row: Int, features: Int) -> [Double] {
        func expectation(_ child: Int32, _ coalition: Int) -> Double {
            guard child >= 0 else { return tree.arrays.leafValues[Int(~child)] }
            let split = Int(child)
            let feature = Int(tree.arrays.features[split])
            let children = [tree.arrays.leftChildren[split], tree.arrays.rightChildren[split]]
            if (coalition >> feature) & 1 == 1 {
                let goesLeft =
                    switch matrix.columns[feature] {
                    case .numeric(let values): tree.goesLeft(split, value: values[row])
                    case .categorical(let codes): tree.goesLeft(split, code: codes[row])
                    }
                return expectation(children[goesLeft ? 0 : 1], coalition)
            }
            let covers = children.map { $0 < 0 ? tree.arrays.leafCovers[Int(~$0)] : tree.arrays.splitCovers[Int($0)] }
            return (expectation(children[0], coalition) * covers[0] + expectation(children[1], coalition) * covers[1])
                / (covers[0] + covers[1])
        }
        let games = (0..<1 << features).map { expectation(tree.splitCount == 0 ? ~0 : 0, $0) }
        return (0..<features).map { feature in
            var value = 0.0
            for coalition in games.indices where (coalition >> feature) & 1 == 0 {
                let size = coalition.nonzeroBitCount
                let weight = exp(
                    lgamma(Double(size + 1)) + lgamma(Double(features - size)) - lgamma(Double(features + 1)))
                value += weight * (games[coalition | 1 << feature] - games[coalition])
            }
            return value
        }
    }

    @Test(arguments: [2, 3, 8, 20])
    func contributionsAreShapleyValues(leaves: Int) throws {
        let dataset = LawfulData.dataset(rows: 1_500, seed: UInt64(leaves))
        var hyperparameters = GradientBoostingTrainer.Hyperparameters()
        hyperparameters.treeCount = 4
        hyperparameters.maxLeafCount = leaves
        hyperparameters.minSamplesPerLeaf = 5
        hyperparameters.categorical.minSamplesPerLevel = 1
        let model = try GradientBoostingTrainer(hyperparameters).fitted(to: dataset, on: pool).model
        let part = dataset.features.selecting(rows: Array(0..<40))
        let found = try model.contributions(to: part, on: pool)
        let features = part.schema.count
        for row in 0..<part.rowCount {
            var expected = [Double](repeating: 0, count: features)
            for tree in model.trees {
                for (index, value) in shapley(tree, part, row: row, features: features).enumerated() {
                    expected[index] += value
                }
            }
            for feature in 0..<features {
                #expect(abs(found[row: row][row * features + feature] - expected[feature]) < 1e-12)
            }
        }
    }

    @Test func deepTreesOfManyFeaturesStillAddUp() throws {
        var world = SyntheticWorld()
        world.weights = (0..<40).map { Double($0 % 5) - 2 }
        let dataset = world.sample(rows: 3_000, seed: 1).dataset
        var hyperparameters = GradientBoostingTrainer.Hyperparameters()
        hyperparameters.treeCount = 10
        hyperparameters.maxLeafCount = 255
        hyperparameters.minSamplesPerLeaf = 1
        let model = try GradientBoostingTrainer(hyperparameters).fitted(to: dataset, on: pool).model
        let part = dataset.features.selecting(rows: Array(0..<100))
        let scores = try model.logOdds(of: part, on: pool)
        let found = try model.contributions(to: part, on: pool)
        for row in scores.indices {
            #expect(abs(found[row: row].reduce(found.base, +) - scores[row]) < 1e-9)
        }
    }

    @Test(arguments: 1...20)
    func quadratureIsExactForPolynomials(count: Int) {
        let rule = GaussLegendre(count: count)
        for degree in 0..<2 * count {
            let sum = zip(rule.nodes, rule.weights).reduce(0) { $0 + $1.1 * pow($1.0, Double(degree)) }
            #expect(abs(sum - 1 / Double(degree + 1)) < 1e-13)
        }
        #expect(rule.nodes.allSatisfy { $0 > 0 && $0 < 1 })
    }
}
