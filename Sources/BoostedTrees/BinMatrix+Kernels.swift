import LearningCore

extension BinMatrix {
    /// Rows binned in one task: their part of a block of the row-major matrix stays in the cache meanwhile.
    private static let blockRows = 4_096

    /// Bins the rows of a matrix into this one's rows from `start` on.
    func fill(from matrix: FeatureMatrix, at start: Int, on pool: WorkerPool) {
        let ranges = WorkerPool.blocks(of: matrix.rowCount, size: Self.blockRows)
        let binners = layout.views.map { Binner(mappers[$0.feature]) }
        unsafe pool.forEach(ranges.count * layout.blocks.count) { task in
            let block = layout.blocks[task % layout.blocks.count]
            let range = ranges[task / layout.blocks.count]
            for column in block.columns {
                let bins = unsafe columnMajor.base + column * rowCount + start + range.lowerBound
                unsafe fill(column, from: matrix, range, binners, into: bins)
                guard start < trainingCount else { continue }
                let bytes =
                    unsafe rowMajor.base + block.byteOffset + range.lowerBound * block.rowBytes
                    + (column - block.columns.lowerBound)
                for row in 0..<range.count { unsafe bytes[row &* block.rowBytes] = bins[row] }
            }
        }
    }

    @unsafe
    private func fill(
        _ column: Int, from matrix: FeatureMatrix, _ range: Range<Int>, _ binners: [Binner],
        into bins: UnsafeMutablePointer<UInt8>
    ) {
        let members = layout.members[column]
        if layout.views[members[0]].defaultBin == nil {
            let feature = layout.views[members[0]].feature
            return unsafe binners[members[0]].bin(matrix.columns[feature], range, into: bins)
        }
        unsafe bins.update(repeating: 0, count: range.count)
        unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: range.count) { own in
            let own = unsafe own.baseAddress.unsafelyUnwrapped
            for member in members {
                let view = layout.views[member]
                unsafe binners[member].bin(matrix.columns[view.feature], range, into: own)
                for row in 0..<range.count {
                    if let byte = unsafe view.byte(of: Int(own[row])) { unsafe bins[row] = UInt8(byte) }
                }
            }
        }
    }

    /// The bin of one row of one view, for tests.
    func bin(row: Int, view: Int) -> Int {
        let view = layout.views[view]
        precondition(row < rowCount)
        return unsafe view.bin(ofByte: Int(columnMajor.base[view.column * rowCount + row]))
    }
}

/// A mapper made ready for many values.
struct Binner: Sendable {
    private let search: BinSearch
    /// By level code, for categorical features.
    private let levels: [UInt8]

    init(_ mapper: BinMapper) {
        switch mapper {
        case .numeric(let thresholds): (search, levels) = (BinSearch(thresholds), [])
        case .categorical(let bins, _): (search, levels) = (BinSearch([]), bins)
        }
    }

    /// The bins of a range of a column's rows.
    @unsafe
    func bin(_ column: FeatureColumn, _ range: Range<Int>, into bins: UnsafeMutablePointer<UInt8>) {
        switch column {
        case .numeric(let values):
            unsafe values.withUnsafeBufferPointer { values in
                guard let first = values.baseAddress else { return }
                unsafe search.bin(first + range.lowerBound, count: range.count, into: bins)
            }
        case .categorical(let codes):
            for row in range {
                let code = codes[row]
                unsafe bins[row - range.lowerBound] = code < 0 ? 0 : levels[Int(code)]
            }
        }
    }
}

extension BinMapper {
    /// The bins of all rows of a column.
    func bins(of column: FeatureColumn) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: column.count) { bins, count in
            count = column.count
            guard let base = bins.baseAddress else { return }
            unsafe Binner(self).bin(column, 0..<column.count, into: base)
        }
    }
}
