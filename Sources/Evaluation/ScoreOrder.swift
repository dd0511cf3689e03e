/// The order of rows by falling score, by radix sort.
///
/// Ties are in a canonical order (won before lost, then by weight), so that whatever is summed along the order does not
/// depend on how the rows were shuffled, to the last bit.
enum ScoreOrder {
    /// - Parameters:
    ///   - scores: finite numbers; `-0` and `0` are equal.
    ///   - weights: rows of weight 0 are left out.
    /// - Returns: row numbers. Complexity: O(rows), at most eight passes over the scores and eight over the weights.
    static func falling(_ scores: [Double], labels: [Bool], weights: [Double]?) -> [Int32] {
        var rows = [Int32]()
        rows.reserveCapacity(scores.count)
        if let weights {
            for row in scores.indices where weights[row] > 0 { rows.append(Int32(row)) }
            rows = sorted(rows, by: weights.map { ~rising($0) })
        } else {
            rows.append(contentsOf: 0..<Int32(scores.count))
        }
        let wonFirst = rows.filter { labels[Int($0)] } + rows.filter { !labels[Int($0)] }
        return sorted(wonFirst, by: scores.map { ~rising($0) })
    }

    /// A whole number that is ordered as the floating-point number is.
    private static func rising(_ value: Double) -> UInt64 {
        let bits = (value + 0).bitPattern
        return bits >> 63 == 0 ? bits | 1 << 63 : ~bits
    }

    /// A stable radix sort with 11-bit digits; a digit that is the same in all rows costs only its count.
    private static func sorted(_ rows: [Int32], by keys: [UInt64]) -> [Int32] {
        var current = rows
        var next = rows
        for shift in stride(from: 0, to: 64, by: 11) {
            var starts = [Int](repeating: 0, count: 2_048)
            for row in current { starts[digit(keys[Int(row)], shift)] += 1 }
            if starts.contains(rows.count) { continue }
            var sum = 0
            for value in starts.indices {
                (starts[value], sum) = (sum, sum + starts[value])
            }
            for row in current {
                let value = digit(keys[Int(row)], shift)
                next[starts[value]] = row
                starts[value] += 1
            }
            swap(&current, &next)
        }
        return current
    }

    private static func digit(_ key: UInt64, _ shift: Int) -> Int {
        Int(truncatingIfNeeded: (key >> UInt64(shift)) & 2_047)
    }
}
