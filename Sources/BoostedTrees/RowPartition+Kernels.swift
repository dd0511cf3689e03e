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
        for byte in 0..<matrix.layout.binCounts[view.column] {
            unsafe goesLeft.base[byte] = candidate.leftBins.contains(view.bin(ofByte: byte)) ? 1 : 0
        }
        return unsafe split(
            range, bins: matrix.columnMajor.base + view.column * matrix.rowCount, goesLeft: goesLeft.base)
    }

    /// Reorders a range: rows whose bin is marked in `goesLeft` come first.
    /// - Parameters:
    ///   - bins: the bins of all rows in the column that is split.
    ///   - goesLeft: 256 bytes, 1 for the bins that go left.
    /// - Returns: how many went left.
    @unsafe
    func split(_ range: Range<Int>, bins: UnsafePointer<UInt8>, goesLeft: UnsafePointer<UInt8>) -> Int {
        let blocks = (range.count + Self.blockRows - 1) / Self.blockRows
        guard blocks > 1 else {
            let left = unsafe part(range, bins: bins, goesLeft: goesLeft)
            unsafe copy(
                from: range.lowerBound, lefts: left, leftTo: 0, rights: range.count - left, rightTo: left, range)
            return left
        }
        var counts = [Int](repeating: 0, count: blocks)
        unsafe counts.withUnsafeMutableBufferPointer { counts in
            unsafe pool.forEach(blocks) { block in
                unsafe counts[block] = unsafe part(Self.block(block, of: range), bins: bins, goesLeft: goesLeft)
            }
        }
        let left = counts.reduce(0, +)
        var starts: [(left: Int, right: Int)] = []
        var next = (left: 0, right: left)
        for block in 0..<blocks {
            starts.append(next)
            next.left += counts[block]
            next.right += Self.block(block, of: range).count - counts[block]
        }
        unsafe pool.forEach(blocks) { block in
            let part = Self.block(block, of: range)
            unsafe copy(
                from: part.lowerBound, lefts: counts[block], leftTo: starts[block].left,
                rights: part.count - counts[block], rightTo: starts[block].right, range)
        }
        return left
    }

    private static func block(_ index: Int, of range: Range<Int>) -> Range<Int> {
        let start = range.lowerBound + index * blockRows
        return start..<min(start + blockRows, range.upperBound)
    }

    /// Writes the rows of a block that go left to `lefts` and the others to `rights`, both from the block's start.
    @unsafe
    private func part(_ block: Range<Int>, bins: UnsafePointer<UInt8>, goesLeft: UnsafePointer<UInt8>) -> Int {
        let from = unsafe rows.base + block.lowerBound
        let left = unsafe lefts.base + block.lowerBound
        let right = unsafe rights.base + block.lowerBound
        var (leftCount, rightCount) = (0, 0)
        for index in 0..<block.count {
            let row = unsafe from[index]
            let goes = unsafe Int(goesLeft[Int(bins[Int(row)])])
            unsafe left[leftCount] = row
            unsafe right[rightCount] = row
            leftCount &+= goes
            rightCount &+= 1 &- goes
        }
        return leftCount
    }

    @unsafe
    private func copy(
        from start: Int, lefts leftCount: Int, leftTo: Int, rights rightCount: Int, rightTo: Int, _ range: Range<Int>
    ) {
        let target = unsafe rows.base + range.lowerBound
        unsafe (target + leftTo).update(from: lefts.base + start, count: leftCount)
        unsafe (target + rightTo).update(from: rights.base + start, count: rightCount)
    }

    /// The rows in a range, for tests.
    func list(_ range: Range<Int>) -> [UInt32] {
        precondition(range.upperBound <= count)
        return unsafe Array(UnsafeBufferPointer(start: rows.base + range.lowerBound, count: range.count))
    }
}
