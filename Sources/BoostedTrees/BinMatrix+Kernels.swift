import LearningCore

extension BinMatrix {
    /// Rows binned in one task: their part of a block of the row-major matrix stays in the cache meanwhile.
    private static let blockRows = 4_096

    /// Bins the rows of a matrix into this one's rows from `start` on.
    func fill(from matrix: FeatureMatrix, at start: Int, on pool: WorkerPool) {
        let ranges = WorkerPool.blocks(of: matrix.rowCount, size: Self.blockRows)
        let tables = layout.features.map { BinSearch(mappers[$0]) }
        unsafe pool.forEach(ranges.count * layout.blocks.count) { task in
            let block = layout.blocks[task % layout.blocks.count]
            let range = ranges[task / layout.blocks.count]
            for column in block.columns {
                let bins = unsafe columnMajor.base + column * rowCount + start + range.lowerBound
                switch matrix.columns[layout.features[column]] {
                case .numeric(let values):
                    unsafe tables[column].bin(values, range, into: bins)
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

/// Binary search over 256 padded thresholds without a branch: eight steps, each of which adds a power of two if the value
/// lies above. Eight searches run side by side, so that each hides the others' waiting for memory.
private struct BinSearch {
    private let thresholds: [Double]
    private let firstStep: Int

    init(_ mapper: BinMapper) {
        guard case .numeric(let values) = mapper else {
            thresholds = []
            firstStep = 0
            return
        }
        thresholds = values + [Double](repeating: .infinity, count: 256 - values.count)
        var step = 1
        while step <= values.count { step *= 2 }
        firstStep = step / 2
    }

    @unsafe
    func bin(_ values: [Double], _ range: Range<Int>, into bins: UnsafeMutablePointer<UInt8>) {
        unsafe values.withUnsafeBufferPointer { values in
            unsafe thresholds.withUnsafeBufferPointer { thresholds in
                let base = unsafe values.baseAddress.unsafelyUnwrapped + range.lowerBound
                let table = unsafe thresholds.baseAddress.unsafelyUnwrapped
                var row = 0
                while row &+ 8 <= range.count {
                    unsafe search8(base + row, table, into: bins + row)
                    row &+= 8
                }
                while row < range.count {
                    unsafe bins[row] = search(base[row], table)
                    row &+= 1
                }
            }
        }
    }

    @unsafe @inline(__always)
    private func search(_ value: Double, _ table: UnsafePointer<Double>) -> UInt8 {
        var position = 0
        var step = firstStep
        while step > 0 {
            position &+= unsafe table[position &+ step &- 1] < value ? step : 0
            step >>= 1
        }
        return value.isNaN ? 0 : UInt8(truncatingIfNeeded: position &+ 1)
    }

    @unsafe @inline(__always)
    private func search8(
        _ values: UnsafePointer<Double>, _ table: UnsafePointer<Double>, into bins: UnsafeMutablePointer<UInt8>
    ) {
        let value = unsafe UnsafeRawPointer(values).loadUnaligned(as: SIMD8<Double>.self)
        var position = SIMD8<Int64>(repeating: 0)
        var step = firstStep
        while step > 0 {
            var probe = SIMD8<Double>()
            for lane in 0..<8 { probe[lane] = unsafe table[Int(position[lane]) &+ step &- 1] }
            position &+= SIMD8<Int64>(repeating: 0).replacing(with: Int64(step), where: probe .< value)
            step >>= 1
        }
        position &+= 1
        position.replace(with: 0, where: value .!= value)
        unsafe UnsafeMutableRawPointer(bins).storeBytes(
            of: SIMD8<UInt8>(truncatingIfNeeded: position), as: SIMD8<UInt8>.self)
    }
}
