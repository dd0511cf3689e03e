import LearningCore

/// Trees as they score.
struct Forest: Sendable {
    let trees: [DecisionTree]
    let base: Double

    private static let blockRows = 512

    func logOdds(of matrix: FeatureMatrix, on pool: WorkerPool) -> [Double] {
        let blocks = WorkerPool.blocks(of: matrix.rowCount, size: Self.blockRows)
        return pool.map(blocks.count) { index in
            blocks[index].map { row in trees.reduce(base) { $0 + $1.value(matrix, row: row) } }
        }.flatMap { $0 }
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
