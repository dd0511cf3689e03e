import CWideVectors
import LearningCore

/// The rows of every leaf as one list of row numbers, each leaf a range of it, in ascending order within the leaf.
///
/// Splitting a leaf moves the rows that go left before the others, keeping their order, so that reads by row stay in order.
/// Every row is written to both sides and one of the two counters moves: no branch to guess wrong.
final class RowPartition: @unchecked Sendable {
    private let pool: WorkerPool
    let rows: WorkingMemory<UInt32>
    private let lefts: WorkingMemory<UInt32>
    private let rights: WorkingMemory<UInt32>
    /// By byte of the column split at hand.
    private let goesLeft = WorkingMemory<UInt8>(repeating: 0, count: 256)
    private(set) var count = 0

    private static let blockRows = 32_768

    init(capacity: Int, pool: WorkerPool) {
        self.pool = pool
        rows = WorkingMemory(repeating: 0, count: capacity)
        lefts = WorkingMemory(repeating: 0, count: capacity)
        rights = WorkingMemory(repeating: 0, count: capacity)
    }

    /// Makes the rows one leaf.
    func reset(to list: [Int32]) {
        precondition(list.count <= rows.count)
        count = list.count
        let blocks = WorkerPool.blocks(of: list.count, size: Self.blockRows)
        unsafe list.withUnsafeBytes { list in
            let target = unsafe UnsafeMutableRawPointer(rows.base)
            unsafe pool.forEach(blocks.count) { block in
                let start = blocks[block].lowerBound * MemoryLayout<UInt32>.stride
                let bytes = blocks[block].count * MemoryLayout<UInt32>.stride
                unsafe (target + start).copyMemory(from: list.baseAddress.unsafelyUnwrapped + start, byteCount: bytes)
            }
        }
    }

    /// Reorders the rows of a leaf by a split.
    /// - Returns: how many went left.
    func split(_ range: Range<Int>, _ candidate: SplitCandidate, _ matrix: BinMatrix) -> Int {
        guard !range.isEmpty else { return 0 }
        let view = matrix.layout.views[candidate.view]
        var left = candidate.leftBins
        if view.defaultBin != nil {
            left = BinSet()
            for byte in 0..<matrix.layout.binCounts[view.column]
            where candidate.leftBins.contains(view.bin(ofByte: byte)) {
                left.insert(byte)
            }
        }
        return unsafe split(range, bins: matrix.columnMajor.base + view.column * matrix.rowCount, left: left)
    }

    /// Reorders a range: rows whose bin is in `left` come first.
    /// - Parameter bins: the bins of all rows in the column that is split.
    /// - Returns: how many went left.
    @unsafe
    func split(
        _ range: Range<Int>, bins: UnsafePointer<UInt8>, left: BinSet, wide: Bool = WideVectors.areAvailable
    ) -> Int {
        if !wide {
            for bin in 0..<256 { unsafe goesLeft.base[bin] = left.contains(bin) ? 1 : 0 }
        }
        let blocks = (range.count + Self.blockRows - 1) / Self.blockRows
        guard blocks > 1 else { return unsafe splitInPlace(range, bins, left, wide: wide) }
        var counts = [Int](repeating: 0, count: blocks)
        unsafe counts.withUnsafeMutableBufferPointer { counts in
            unsafe pool.forEach(blocks) { block in
                let part = Self.block(block, of: range)
                let target = unsafe lefts.base + part.lowerBound
                unsafe counts[block] = self.part(part, bins, left, into: target, wide: wide)
            }
        }
        let leftCount = counts.reduce(0, +)
        var starts: [(left: Int, right: Int)] = []
        var next = (left: 0, right: leftCount)
        for block in 0..<blocks {
            starts.append(next)
            next.left += counts[block]
            next.right += Self.block(block, of: range).count - counts[block]
        }
        let target = unsafe rows.base + range.lowerBound
        unsafe pool.forEach(blocks) { block in
            let part = Self.block(block, of: range)
            let (from, count) = (part.lowerBound, counts[block])
            unsafe (target + starts[block].left).update(from: lefts.base + from, count: count)
            unsafe (target + starts[block].right).update(from: rights.base + from, count: part.count - count)
        }
        return leftCount
    }

    /// One block: no row that goes left moves further than to the place of one already read.
    @unsafe
    private func splitInPlace(
        _ range: Range<Int>, _ bins: UnsafePointer<UInt8>, _ left: BinSet, wide: Bool
    ) -> Int {
        let first = unsafe rows.base + range.lowerBound
        let leftCount = unsafe part(range, bins, left, into: first, wide: wide)
        unsafe (first + leftCount).update(from: rights.base + range.lowerBound, count: range.count - leftCount)
        return leftCount
    }

    private static func block(_ index: Int, of range: Range<Int>) -> Range<Int> {
        let start = range.lowerBound + index * blockRows
        return start..<min(start + blockRows, range.upperBound)
    }

    /// Writes the rows of a block that go left to `target` and the others to `rights`, from the block's start.
    @unsafe
    private func part(
        _ block: Range<Int>, _ bins: UnsafePointer<UInt8>, _ left: BinSet, into target: UnsafeMutablePointer<UInt32>,
        wide: Bool
    ) -> Int {
        let from = unsafe rows.base + block.lowerBound
        let right = unsafe rights.base + block.lowerBound
        #if arch(x86_64)
            if wide {
                return unsafe withUnsafeBytes(of: left) { set in
                    unsafe leadscore_part(
                        from, block.count, target, right, bins, set.assumingMemoryBound(to: UInt64.self).baseAddress)
                }
            }
        #endif
        let goesLeft = unsafe UnsafePointer(goesLeft.base)
        var (leftCount, rightCount) = (0, 0)
        for index in 0..<block.count {
            let row = unsafe from[index]
            let goes = unsafe Int(goesLeft[Int(bins[Int(row)])])
            unsafe target[leftCount] = row
            unsafe right[rightCount] = row
            leftCount &+= goes
            rightCount &+= 1 &- goes
        }
        return leftCount
    }

    /// The rows in a range, for tests.
    func list(_ range: Range<Int>) -> [UInt32] {
        precondition(range.upperBound <= count)
        return unsafe Array(UnsafeBufferPointer(start: rows.base + range.lowerBound, count: range.count))
    }
}
