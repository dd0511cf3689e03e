/// The distinct values of a numeric feature with the weight of each, ascending, and the bins cut from them.
struct ValueCounts: Equatable {
    private(set) var values: [Double] = []
    private(set) var weights: [Double] = []
    private(set) var missingWeight = 0.0

    /// - Parameter rows: the rows to look at; missing values are only weighed.
    init(values column: [Double], rows: [Int32], weights rowWeights: [Double]?) {
        if let rowWeights {
            var pairs: [(key: UInt64, weight: Double)] = []
            for row in rows {
                let (value, weight) = (column[Int(row)], rowWeights[Int(row)])
                if value.isNaN { missingWeight += weight } else { pairs.append((ColumnKeys.key(value), weight)) }
            }
            pairs.sort { $0.key < $1.key }
            count(pairs.count) { pairs[$0] }
            return
        }
        let found = rows.count == column.count ? ColumnKeys(column) : ColumnKeys(column, rows: rows)
        let zeros = found.zeros
        var keys = found.keys
        missingWeight = Double(rows.count - zeros - keys.count)
        RadixSort.sort(&keys)
        let zero = ColumnKeys.key(0)
        let below = zeros == 0 ? keys.count : keys.firstIndex { $0 > zero } ?? keys.count
        let extra = zeros == 0 ? 0 : 1
        count(keys.count + extra) { position in
            if position == below, extra == 1 { return (zero, Double(zeros)) }
            return (keys[position < below ? position : position - extra], 1)
        }
    }

    /// Adds up the weights of equal keys, which come in ascending order.
    private mutating func count(_ total: Int, _ pair: (Int) -> (key: UInt64, weight: Double)) {
        guard total > 0 else { return }
        var current = pair(0)
        for position in 1..<total {
            let next = pair(position)
            if next.key == current.key {
                current.weight += next.weight
            } else {
                values.append(ColumnKeys.value(current.key))
                weights.append(current.weight)
                current = next
            }
        }
        values.append(ColumnKeys.value(current.key))
        weights.append(current.weight)
    }

    /// At most `maxBinCount − 1` thresholds between neighbouring values, so that the bins weigh about the same.
    ///
    /// With no more distinct values than bins, every value has its own. Otherwise bins are filled from below until they
    /// hold their share of what is left; a value that alone outweighs a bin's share gets a bin to itself.
    func thresholds(maxBinCount: Int) -> [Double] {
        guard values.count > maxBinCount else {
            return values.indices.dropFirst().map { Self.between(values[$0 - 1], values[$0]) }
        }
        var thresholds: [Double] = []
        let total = weights.reduce(0, +)
        var (heavy, light) = heavyAndLight(share: total / Double(maxBinCount), total: total)
        var binsLeft = max(maxBinCount - heavy.count(where: { $0 }), 1)
        var filled = 0.0
        var share = light / Double(binsLeft)
        for index in values.indices {
            if !heavy[index] {
                filled += weights[index]
                light -= weights[index]
            }
            let isLast = index == values.count - 1
            guard !isLast, heavy[index] || heavy[index + 1] || filled >= share * Self.full else { continue }
            if thresholds.count == maxBinCount - 1 { break }
            thresholds.append(Self.between(values[index], values[index + 1]))
            if !heavy[index] { binsLeft = max(binsLeft - 1, 1) }
            filled = 0
            share = light / Double(binsLeft)
        }
        return thresholds
    }

    /// A bin is full a little early, so that rounding errors in sums of weights do not move thresholds.
    private static let full = 1 - 1e-9

    /// Which values outweigh a bin's share alone, and the weight of the others.
    private func heavyAndLight(share: Double, total: Double) -> (heavy: [Bool], light: Double) {
        let heavy = weights.map { $0 >= share * Self.full }
        var light = total
        for index in weights.indices where heavy[index] { light -= weights[index] }
        return (heavy, light)
    }

    /// A number t with low ≤ t < high: halfway, rounded so that it stays below `high`, and finite.
    static func between(_ low: Double, _ high: Double) -> Double {
        let middle = low / 2 + high / 2
        return middle >= low && middle < high ? middle : low
    }
}

/// Sorts 64-bit keys by their digits of 11 bits, least significant first (LSD radix sort), in O(n) per digit; digits all
/// keys share are skipped.
enum RadixSort {
    private static let bits = 11
    private static let digits = 6

    static func sort(_ keys: inout [UInt64]) {
        guard keys.count > 64 else { return keys.sort() }
        var buffer = [UInt64](repeating: 0, count: keys.count)
        for digit in 0..<digits {
            let shift = UInt64(digit * bits)
            var starts = [Int](repeating: 0, count: 1 << bits)
            for key in keys { starts[Int((key >> shift) & 0x7FF)] += 1 }
            guard !starts.contains(keys.count) else { continue }
            var next = 0
            for bucket in starts.indices { (starts[bucket], next) = (next, next + starts[bucket]) }
            for key in keys {
                let bucket = Int((key >> shift) & 0x7FF)
                buffer[starts[bucket]] = key
                starts[bucket] += 1
            }
            swap(&keys, &buffer)
        }
    }
}
