import LearningCore

extension BinMatrix {
    /// Rows binned in one task: their part of a block of the row-major matrix stays in the cache meanwhile.
    private static let blockRows = 4_096

    /// Bins the rows of a matrix into this one's rows from `start` on.
    func fill(from matrix: FeatureMatrix, at start: Int, on pool: WorkerPool) {
        let ranges = WorkerPool.blocks(of: matrix.rowCount, size: Self.blockRows)
        let searches = layout.features.map { feature in
            if case .numeric(let thresholds) = mappers[feature] { return BinSearch(thresholds) }
            return BinSearch([])
        }
        unsafe pool.forEach(ranges.count * layout.blocks.count) { task in
            let block = layout.blocks[task % layout.blocks.count]
            let range = ranges[task / layout.blocks.count]
            for column in block.columns {
                let bins = unsafe columnMajor.base + column * rowCount + start + range.lowerBound
                switch matrix.columns[layout.features[column]] {
                case .numeric(let values):
                    unsafe values.withUnsafeBufferPointer { values in
                        let first = unsafe values.baseAddress.unsafelyUnwrapped + range.lowerBound
                        unsafe searches[column].bin(first, count: range.count, into: bins)
                    }
                case .categorical(let codes):
                    let mapper = mappers[layout.features[column]]
                    for row in range { unsafe bins[row - range.lowerBound] = mapper.bin(of: codes[row]) }
                }
                guard start < trainingCount else { continue }
                let bytes =
                    unsafe rowMajor.base + block.byteOffset + range.lowerBound * block.rowBytes
                    + (column - block.columns.lowerBound)
                for row in 0..<range.count { unsafe bytes[row &* block.rowBytes] = bins[row] }
            }
        }
    }

    /// The bin of one row of one column, for tests and reports.
    func bin(row: Int, column: Int) -> UInt8 {
        precondition(row < rowCount && column < layout.features.count)
        return unsafe columnMajor.base[column * rowCount + row]
    }
}
