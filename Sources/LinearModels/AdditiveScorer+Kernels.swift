import LearningCore

extension AdditiveScorer {
    /// Rows scored by one task: their scores fit the smallest cache.
    private static let blockSize = 2_048

    /// One score a row. The matrix has the model's schema.
    func logOdds(of matrix: FeatureMatrix, on pool: WorkerPool) -> [Double] {
        let blocks = WorkerPool.blocks(of: matrix.rowCount, size: Self.blockSize)
        return unsafe [Double](unsafeUninitializedCapacity: matrix.rowCount) { scores, count in
            count = matrix.rowCount
            let scores = unsafe scores
            unsafe pool.forEach(blocks.count) { index in
                let rows = blocks[index]
                let target = unsafe UnsafeMutableBufferPointer(rebasing: scores[rows])
                for row in 0..<rows.count { unsafe target[row] = base }
                for (position, part) in parts.enumerated() {
                    part.forEachValue(matrix.columns[position], rows) { row, value in
                        unsafe target[row] += value
                    }
                }
            }
        }
    }

    /// Row-major: `values[row * features + feature]`.
    func contributions(to matrix: FeatureMatrix, on pool: WorkerPool) -> [Double] {
        let blocks = WorkerPool.blocks(of: matrix.rowCount, size: Self.blockSize)
        let features = parts.count
        return unsafe [Double](unsafeUninitializedCapacity: matrix.rowCount * features) { values, count in
            count = matrix.rowCount * features
            let values = unsafe values
            unsafe pool.forEach(blocks.count) { index in
                let rows = blocks[index]
                for (position, part) in parts.enumerated() {
                    let start = rows.lowerBound * features + position
                    part.forEachValue(matrix.columns[position], rows) { row, value in
                        unsafe values[start + row * features] = value
                    }
                }
            }
        }
    }
}

extension AdditiveScorer.Part {
    /// Calls `body` with the offset of each row and what the feature adds to it.
    @inline(__always)
    fileprivate func forEachValue(_ column: FeatureColumn, _ rows: Range<Int>, _ body: (Int, Double) -> Void) {
        switch (self, column) {
        case (.categorical(let table), .categorical(let codes)):
            unsafe codes.withUnsafeBufferPointer { codes in
                unsafe table.withUnsafeBufferPointer { table in
                    let source = unsafe UnsafeBufferPointer(rebasing: codes[rows])
                    for row in 0..<rows.count { unsafe body(row, table[Int(source[row]) + 1]) }
                }
            }
        case (.numeric(let transform, let center, let factor, let slope, let offset, let missing), .numeric(let values)):
            unsafe values.withUnsafeBufferPointer { values in
                let source = unsafe UnsafeBufferPointer(rebasing: values[rows])
                for row in 0..<rows.count {
                    let value = unsafe transform == .identity ? source[row] : transform(source[row])
                    let encoded = (value - center) * factor
                    let low = encoded < -NumericEncoding.limit ? -NumericEncoding.limit : encoded
                    let clamped = low > NumericEncoding.limit ? NumericEncoding.limit : low
                    body(row, value == value ? slope * clamped + offset : missing)
                }
            }
        default:
            for row in 0..<rows.count { body(row, 0) }
        }
    }
}
