import LearningCore

/// Deals rows to the parts of ordered statistics by chance, each unit of whole weight for itself.
///
/// A row's chance comes from its features and the seed; of equal rows the lost come first, and each next one, like each next
/// unit of weight, has a chance of its own. So neither the order of the rows nor how their weight is written matters, and where
/// a row goes has nothing to do with its outcome.
struct PartDealer {
    /// The dealt rows' places in the data set; more than once where the units of a row went to several parts.
    private(set) var rows: [Int] = []
    private(set) var parts: [UInt8] = []
    /// How many units of whole weight; 1 where weights are not whole.
    private(set) var units: [Int32] = []

    init(_ dataset: Dataset, _ weights: RowWeights, seed: UInt64, on pool: WorkerPool) {
        let hashes = Self.hashes(of: dataset.features, seed: seed, on: pool)
        let ordinals = Self.ordinals(of: hashes, dataset.labels, weights)
        rows.reserveCapacity(hashes.count)
        parts.reserveCapacity(hashes.count)
        units.reserveCapacity(hashes.count)
        for row in hashes.indices {
            let count = weights.areWhole ? weights.units?[row] ?? 1 : 1
            let first = ordinals[row] ?? 0
            guard count != 1 else {
                add(row, Self.part(hashes[row], first), 1)
                continue
            }
            var counts = [Int32](repeating: 0, count: TargetEncoding.partCount)
            for unit in 0..<UInt64(count) { counts[Self.part(hashes[row], first + unit)] += 1 }
            for (part, count) in counts.enumerated() where count > 0 { add(row, part, count) }
        }
    }

    private mutating func add(_ row: Int, _ part: Int, _ count: Int32) {
        rows.append(row)
        parts.append(UInt8(part))
        units.append(count)
    }

    private static func part(_ hash: UInt64, _ ordinal: UInt64) -> Int {
        Int(SplitMix64.mix(hash ^ SplitMix64.mix(ordinal)) >> (64 - UInt64(TargetEncoding.partBits)))
    }

    /// The number of units of equal rows before each row that has an equal before it; few have.
    private static func ordinals(of hashes: [UInt64], _ labels: [Bool], _ weights: RowWeights) -> [Int: UInt64] {
        var sorted = hashes
        RadixSort.sort(&sorted)
        var repeated = Set<UInt64>()
        for (hash, next) in zip(sorted, sorted.dropFirst()) where hash == next { repeated.insert(hash) }
        guard !repeated.isEmpty else { return [:] }
        let order = hashes.indices.filter { repeated.contains(hashes[$0]) }.sorted {
            (hashes[$0], labels[$0] ? 1 : 0, $0) < (hashes[$1], labels[$1] ? 1 : 0, $1)
        }
        var ordinals: [Int: UInt64] = [:]
        var next = UInt64(0)
        for (place, row) in order.enumerated() {
            if place > 0, hashes[order[place - 1]] != hashes[row] { next = 0 }
            if next > 0 { ordinals[row] = next }
            next += weights.areWhole ? UInt64(weights.units?[row] ?? 1) : 1
        }
        return ordinals
    }

    /// By row, of all its values; the bits are mixed well when a part is drawn.
    private static func hashes(of matrix: FeatureMatrix, seed: UInt64, on pool: WorkerPool) -> [UInt64] {
        // A wide table of few rows is work for all threads too; but a block of a column should not be short.
        let share = (matrix.rowCount + pool.threadCount - 1) / pool.threadCount
        let blocks = WorkerPool.blocks(of: matrix.rowCount, size: min(max(share, 2_048), 16_384))
        let parts = pool.map(blocks.count) { block in
            let rows = blocks[block]
            var hashes = [UInt64](repeating: SplitMix64.mix(seed &+ 0x7A_26), count: rows.count)
            for column in matrix.columns {
                switch column {
                case .numeric(let values): ColumnHash.add(values, rows, to: &hashes)
                case .categorical(let codes):
                    for row in rows {
                        ColumnHash.add(UInt64(bitPattern: Int64(codes[row])), to: &hashes[row - rows.lowerBound])
                    }
                }
            }
            return hashes
        }
        return Array(parts.joined())
    }
}
