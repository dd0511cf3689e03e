/// The order of rows by falling score, by radix sort.
///
/// Ties are in a canonical order (won before lost, then by weight), so that whatever is summed along the order does not
/// depend on how the rows were shuffled, to the last bit.
package enum ScoreOrder {
    /// A row beside what it is sorted by, so that sorting walks through memory and does not jump.
    package struct Entry {
        /// Falls as the number it was made from rises.
        package var key: UInt64
        /// Twice the row number, plus 1 if the row was won.
        var tag: UInt32

        package var row: Int { Int(tag >> 1) }
        package var isWon: Bool { tag & 1 == 1 }
        /// The number the key was made from; `-0` comes back as 0.
        package var value: Double {
            let rising = ~key
            return Double(bitPattern: rising >> 63 == 1 ? rising ^ 1 << 63 : ~rising)
        }

        init(_ value: Double, tag: UInt32) {
            let bits = (value + 0).bitPattern
            key = ~(bits >> 63 == 0 ? bits | 1 << 63 : ~bits)
            self.tag = tag
        }
    }

    /// - Parameters:
    ///   - scores: finite numbers, fewer than 2³¹; `-0` and `0` are equal.
    ///   - weights: rows of weight 0 are left out.
    /// - Complexity: O(rows), at most six passes over the scores and six over the weights.
    package static func falling(_ scores: [Double], labels: [Bool], weights: [Double]?) -> [Entry] {
        precondition(scores.count < 1 << 31)
        var tags: [UInt32]
        if let weights {
            let byWeight = scores.indices.filter { weights[$0] > 0 }.map { Entry(weights[$0], tag: UInt32($0)) }
            tags = sorted(byWeight).map(\.tag)
        } else {
            tags = Array(0..<UInt32(scores.count))
        }
        var entries: [Entry] = []
        entries.reserveCapacity(tags.count)
        for won in [true, false] {
            for tag in tags where labels[Int(tag)] == won {
                entries.append(Entry(scores[Int(tag)], tag: 2 * tag + (won ? 1 : 0)))
            }
        }
        return sorted(entries)
    }

    /// A stable radix sort by rising key with 11-bit digits; a digit that all keys share costs only its count.
    private static func sorted(_ entries: [Entry]) -> [Entry] {
        var current = entries
        var next = entries
        for shift in stride(from: 0 as UInt64, to: 64, by: 11) {
            var starts = [Int](repeating: 0, count: 2_048)
            for entry in current { starts[Int(truncatingIfNeeded: (entry.key >> shift) & 2_047)] += 1 }
            if starts.contains(entries.count) { continue }
            var sum = 0
            for value in starts.indices { (starts[value], sum) = (sum, sum + starts[value]) }
            for entry in current {
                let value = Int(truncatingIfNeeded: (entry.key >> shift) & 2_047)
                next[starts[value]] = entry
                starts[value] += 1
            }
            swap(&current, &next)
        }
        return current
    }
}
