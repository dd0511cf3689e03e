import LearningCore

/// Trees as they score: by leaf planes in batches, by walking for single rows and large trees. Both add the leaves of the
/// same trees in the same order, so a row's score is the same to the last bit.
struct Forest: Sendable {
    let trees: [DecisionTree]
    let base: Double
    private let planes: LeafPlanes?

    /// Blocks of 64 rows scored in one task.
    private static let blocksPerTask = 32
    /// Fewer rows than this are walked.
    private static let fewRows = 16

    init(trees: [DecisionTree], base: Double) {
        self.trees = trees
        self.base = base
        planes = LeafPlanes(trees)
    }

    func logOdds(of matrix: FeatureMatrix, on pool: WorkerPool) -> [Double] {
        guard let planes, matrix.rowCount >= Self.fewRows else { return walk(matrix, on: pool) }
        let encoder = LeafPlanes.Encoder(planes, matrix.schema)
        let tasks = WorkerPool.blocks(of: matrix.rowCount, size: Self.blocksPerTask * LeafPlanes.rows)
        let parts = pool.map(tasks.count) { planes.score(matrix, rows: tasks[$0], base: base, encoder) }
        return Array(parts.joined())
    }

    private func walk(_ matrix: FeatureMatrix, on pool: WorkerPool) -> [Double] {
        let tasks = WorkerPool.blocks(of: matrix.rowCount, size: 256)
        let parts = pool.map(tasks.count) { task in
            tasks[task].map { row in trees.reduce(base) { $0 + $1.value(matrix, row: row) } }
        }
        return Array(parts.joined())
    }
}

extension DecisionTree {
    /// The leaf a row falls into.
    func leaf(_ matrix: FeatureMatrix, row: Int) -> Int {
        guard splitCount > 0 else { return 0 }
        var next: Int32 = 0
        while next >= 0 {
            let split = Int(next)
            let goesLeft =
                switch matrix.columns[Int(arrays.features[split])] {
                case .numeric(let values): goesLeft(split, value: values[row])
                case .categorical(let codes): goesLeft(split, code: codes[row])
                }
            next = goesLeft ? arrays.leftChildren[split] : arrays.rightChildren[split]
        }
        return Int(~next)
    }

    func value(_ matrix: FeatureMatrix, row: Int) -> Double { arrays.leafValues[leaf(matrix, row: row)] }
}
