import LearningCore
import Testing

@testable import BoostedTrees

@Suite struct OpenViewsTests {
    @Test(arguments: 0..<50)
    func agreesWithASet(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let count = 1 + generator.nextIndex(below: 40)
        let views = (0..<count).map { BinLayout.View(feature: $0, binCount: 4) }
        let parts = ColumnParts(
            BinLayout(views: views, bundles: views.indices.map { [$0] }, rowCount: 10),
            parts: 1 + generator.nextIndex(below: 4))
        let memory = (0..<2).map { _ in WorkingMemory(repeating: Int32(-1), count: parts.placeCount) }
        let (parent, child) = (OpenViews(in: memory[0]), OpenViews(in: memory[1]))
        for part in (0..<parts.count).map({ parts[$0] }) {
            var twin = Set(part.viewList)
            parent.openAll(part)
            for _ in 0..<6 {
                let kept = Set(part.viewList.filter { _ in generator.nextUniform() < 0.8 })
                child.copy(part, of: parent)
                var seen: [Int] = []
                child.closeAll(in: part) { view in
                    seen.append(view)
                    return kept.contains(view)
                }
                #expect(seen == twin.sorted())
                parent.copy(part, of: child)
                twin.formIntersection(kept)
            }
        }
    }

    /// Sparse features whose rows do not suffice any more are passed over below; a search that knows of none finds the same.
    @Test func treesAreThoseOfASearchThroughAll() throws {
        var generator = SeededGenerator(seed: 4)
        let rows = 600
        let columns = (0..<60).map { column in
            FeatureColumn.numeric(
                (0..<rows).map { _ in
                    let isSet = generator.nextUniform() < 0.02 + 0.005 * Double(column)
                    return isSet ? Double(1 + generator.nextIndex(below: 3)) : 0
                })
        }
        let won = (0..<rows).map { row in
            guard case .numeric(let values) = columns[50] else { return false }
            return generator.nextUniform() < (values[row] > 0 ? 0.7 : 0.3)
        }
        let schema = try FeatureSchema(columns.indices.map { Feature(name: "f\($0)", kind: .numeric) })
        let dataset = try Dataset(features: FeatureMatrix(schema: schema, columns: columns), labels: won)
        var hyperparameters = GradientBoostingTrainer.Hyperparameters()
        hyperparameters.treeCount = 5
        hyperparameters.learningRate = 1
        hyperparameters.minSamplesPerLeaf = 15
        hyperparameters.l2Regularization = 5
        hyperparameters.featureSamplingPerNode = 1
        let model = try GradientBoostingTrainer(hyperparameters)
            .fitted(to: dataset, on: WorkerPool(threadCount: 1)).model
        var log = [Double](repeating: model.baseLogOdds, count: rows)
        for tree in model.trees {
            #expect(tree.arrays.leafCovers.allSatisfy { $0 >= 15 })
            let best = rootGain(columns, won, log, least: 15)
            #expect(abs(tree.arrays.splitGains[0] - best) < 1e-3 * max(best, 1))
            let step = try GradientBoostingModel(schema: schema, baseLogOdds: 0, trees: [tree])
            let change = try step.logOdds(of: dataset.features, on: WorkerPool(threadCount: 1))
            log = zip(log, change).map(+)
        }
    }

    /// The largest gain of any cut of any column, from the definition.
    private func rootGain(_ columns: [FeatureColumn], _ won: [Bool], _ log: [Double], least: Int) -> Double {
        let g = log.indices.map { LogisticLoss.probability(logOdds: log[$0]) - (won[$0] ? 1 : 0) }
        let h = log.map { LogisticLoss.probability(logOdds: $0) * (1 - LogisticLoss.probability(logOdds: $0)) }
        func term(_ member: [Int]) -> Double {
            let (gradient, hessian) = member.reduce((0.0, 0.0)) { ($0.0 + g[$1], $0.1 + h[$1]) }
            return gradient * gradient / (hessian + 5)
        }
        var best = 0.0
        for case .numeric(let values) in columns {
            for cut in 0..<3 {
                let left = values.indices.filter { values[$0] <= Double(cut) }
                let right = values.indices.filter { values[$0] > Double(cut) }
                guard left.count >= least, right.count >= least else { continue }
                best = max(best, term(left) + term(right) - term(Array(values.indices)))
            }
        }
        return best
    }
}
