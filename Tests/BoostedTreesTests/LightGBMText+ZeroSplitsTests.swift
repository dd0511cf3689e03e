import Foundation
import LearningCore
import Testing

@testable import BoostedTrees

/// Models of LightGBM 4.7 that take zeros for missing values (`Golden/make_lightgbm_zero_golden.py`), and trees of chance
/// walked as LightGBM walks them.
@Suite struct LightGBMZeroSplitsTests {
    private let pool = WorkerPool(threadCount: 1)

    @Test(arguments: ["small", "large", "coarse"])
    func itsModelsScoreAndExplainTheSameHere(name: String) throws {
        let url = try #require(Bundle.module.url(forResource: "Golden/lightgbm_zero", withExtension: "json"))
        let cases = try JSONDecoder().decode(LightGBMTextTests.Golden.self, from: Data(contentsOf: url)).cases
        let golden = try #require(cases[name])
        let model = try LightGBMText.model(from: golden.text)
        let columns = model.schema.features.enumerated().map { index, feature -> FeatureColumn in
            let values = golden.rows.map { $0[index] ?? .nan }
            return feature.levelCount == nil
                ? .numeric(values) : .categorical(values.map { $0.isNaN ? -1 : Int32($0) })
        }
        let matrix = try FeatureMatrix(schema: model.schema, columns: columns)
        let scores = try model.logOdds(of: matrix, on: pool)
        for (found, expected) in zip(scores, golden.scores) { #expect(abs(found - expected) < 1e-12) }
        let parts = try model.contributions(to: matrix, on: pool)
        for (row, expected) in golden.contributions.enumerated() {
            for (found, value) in zip(parts[row: row] + [parts.base], expected) { #expect(abs(found - value) < 1e-9) }
        }
    }

    /// A tree of numeric splits as LightGBM has it: values, thresholds and where zeros and missing values go.
    private struct Tree {
        var arrays = DecisionTree.Arrays()
        var isSpecial: [Bool] = []

        init(splits: Int, features: Int, _ generator: inout SeededGenerator) {
            var open: [(split: Int, isLeft: Bool)] = []
            let thresholds = [-2.0, -0.5, 0.5, 1, 2]
            for split in 0..<splits {
                arrays.features.append(Int32(generator.nextIndex(below: features)))
                arrays.thresholds.append(thresholds[generator.nextIndex(below: thresholds.count)])
                arrays.missingGoesLeft.append(generator.nextIndex(below: 2) == 0)
                arrays.levelSetOffsets.append(0)
                arrays.splitGains.append(1)
                arrays.leftChildren.append(0)
                arrays.rightChildren.append(0)
                isSpecial.append(arrays.missingGoesLeft[split] != (arrays.thresholds[split] >= 0))
                if split > 0 { link(open.remove(at: generator.nextIndex(below: open.count)), Int32(split)) }
                open += [(split, true), (split, false)]
            }
            for end in open {
                link(end, ~Int32(arrays.leafValues.count))
                arrays.leafValues.append(generator.nextUniform())
                arrays.leafCovers.append(1 + generator.nextUniform())
            }
            arrays.splitCovers = [Double](repeating: 0, count: splits)
            for split in (0..<splits).reversed() {
                for child in [arrays.leftChildren[split], arrays.rightChildren[split]] {
                    arrays.splitCovers[split] +=
                        child < 0 ? arrays.leafCovers[Int(~child)] : arrays.splitCovers[Int(child)]
                }
            }
        }

        private mutating func link(_ end: (split: Int, isLeft: Bool), _ node: Int32) {
            if end.isLeft { arrays.leftChildren[end.split] = node } else { arrays.rightChildren[end.split] = node }
        }

        /// `NumericalDecision` of LightGBM's tree.h, for missing type zero.
        func leafValue(of row: [Double]) -> Double {
            var node = Int32(0)
            while node >= 0 {
                let split = Int(node)
                let value = row[Int(arrays.features[split])]
                let isZero = value.isNaN || value.magnitude <= Double(Float(1e-35))
                let goesLeft = isZero ? arrays.missingGoesLeft[split] : value <= arrays.thresholds[split]
                node = goesLeft ? arrays.leftChildren[split] : arrays.rightChildren[split]
            }
            return arrays.leafValues[Int(~node)]
        }
    }

    @Test func treesOfChanceAreWalkedAsLightGBMDoes() throws {
        var generator = SeededGenerator(seed: 17)
        let values = [-3, -2, -1, -0.5, -1e-34, -1e-36, 0, -0.0, 1e-36, 1e-34, 0.5, 0.7, 1, 1.5, 2, 9, Double.nan]
        for round in 0..<150 {
            let features = 1 + round % 4
            let tree = Tree(splits: 1 + round % 12, features: features, &generator)
            var splits = ZeroSplits(try DecisionTree(tree.arrays), isSpecial: tree.isSpecial)
            let expanded = try DecisionTree(try splits.expanded())
            let rows = (0..<60).map { _ in
                (0..<features).map { _ in values[generator.nextIndex(below: values.count)] }
            }
            for row in rows { #expect(walk(expanded, row) == tree.leafValue(of: row)) }
            // Weights are only shared out.
            let (found, expected) = (expanded.arrays.leafCovers.reduce(0, +), tree.arrays.leafCovers.reduce(0, +))
            #expect(abs(found - expected) < 1e-9)
            for split in 0..<expanded.splitCount {
                let children = [expanded.arrays.leftChildren[split], expanded.arrays.rightChildren[split]]
                let below = children.reduce(0) {
                    $0 + ($1 < 0 ? expanded.arrays.leafCovers[Int(~$1)] : expanded.arrays.splitCovers[Int($1)])
                }
                #expect(abs(below - expanded.arrays.splitCovers[split]) < 1e-9)
            }
        }
    }

    private func walk(_ tree: DecisionTree, _ row: [Double]) -> Double {
        var node: Int32 = tree.splitCount == 0 ? ~0 : 0
        while node >= 0 {
            let split = Int(node)
            let goesLeft = tree.goesLeft(split, value: row[Int(tree.arrays.features[split])])
            node = goesLeft ? tree.arrays.leftChildren[split] : tree.arrays.rightChildren[split]
        }
        return tree.arrays.leafValues[Int(~node)]
    }

    /// Every split of another feature and each doubling what is below: that is refused, not written out.
    @Test func treesThatWouldExplodeAreRefused() throws {
        var arrays = DecisionTree.Arrays()
        for split in 0..<40 {
            arrays.features.append(Int32(split))
            arrays.thresholds.append(1)
            arrays.missingGoesLeft.append(false)
            arrays.levelSetOffsets.append(0)
            arrays.splitGains.append(1)
            arrays.splitCovers.append(Double(41 - split))
            arrays.leftChildren.append(split < 39 ? Int32(split + 1) : ~40)
            arrays.rightChildren.append(~Int32(split))
        }
        arrays.leafValues = [Double](repeating: 0.1, count: 41)
        arrays.leafCovers = [Double](repeating: 1, count: 41)
        let tree = try DecisionTree(arrays)
        #expect(throws: LightGBMTextError.self) {
            var splits = ZeroSplits(tree, isSpecial: [Bool](repeating: true, count: 40))
            return try splits.expanded()
        }
    }
}
