import LearningCore

/// Trees prepared for contributions; made once for a batch.
struct ForestExplainer: Sendable {
    let explainers: [TreeExplainer]
    let base: Double
    let featureCount: Int

    static let blockRows = 64

    init(trees: [DecisionTree], base: Double, featureCount: Int, on pool: WorkerPool) {
        explainers = pool.map(trees.count) { TreeExplainer(trees[$0]) }
        self.base = explainers.reduce(base) { $0 + $1.expectation }
        self.featureCount = featureCount
    }

    func contributions(to matrix: FeatureMatrix, on pool: WorkerPool) -> Contributions {
        let blocks = WorkerPool.blocks(of: matrix.rowCount, size: Self.blockRows)
        let values = pool.map(blocks.count) { contributions(to: matrix, rows: blocks[$0]) }
        return Contributions(base: base, values: Array(values.joined()), featureCount: featureCount)
    }
}
