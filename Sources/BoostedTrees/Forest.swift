import LearningCore

/// Trees as they score: by leaf planes in batches, by walking for single rows and large trees. Both add the leaves of the
/// same trees in the same order, so a row's score is the same to the last bit.
struct Forest: Sendable {
    private let base: Double
    private let planes: LeafPlanes?
    private let walker: TreeWalker

    /// Blocks of 64 rows scored in one task.
    private static let blocksPerTask = 32
    /// Fewer rows than this are walked.
    private static let fewRows = 16
    /// Rows walked in one task.
    private static let walkedRows = 256

    init(trees: [DecisionTree], base: Double) {
        self.base = base
        walker = TreeWalker(trees)
        planes = LeafPlanes(trees)
    }

    func logOdds(of matrix: FeatureMatrix, on pool: WorkerPool) -> [Double] {
        guard let planes, matrix.rowCount >= Self.fewRows else { return walk(matrix, on: pool) }
        let encoder = SplitCodes.Encoder(planes.codes, matrix.schema)
        let tasks = WorkerPool.blocks(of: matrix.rowCount, size: Self.blocksPerTask * LeafPlanes.rows)
        let parts = pool.map(tasks.count) { planes.score(matrix, rows: tasks[$0], base: base, encoder) }
        return Array(parts.joined())
    }

    func logOdds(ofRow row: Span<Double>) -> Double { walker.score(row, base: base) }

    private func walk(_ matrix: FeatureMatrix, on pool: WorkerPool) -> [Double] {
        let tasks = WorkerPool.blocks(of: matrix.rowCount, size: Self.walkedRows)
        guard tasks.count > 1 else { return walker.score(matrix, rows: 0..<matrix.rowCount, base: base) }
        let parts = pool.map(tasks.count) { walker.score(matrix, rows: tasks[$0], base: base) }
        return Array(parts.joined())
    }
}
