import CWideVectors

/// Stirs the numbers of a column into the hashes of their rows.
enum ColumnHash {
    /// One multiplication a value, because a wide table has millions.
    private static let multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15

    @inline(__always)
    static func add(_ bits: UInt64, to hash: inout UInt64) {
        let turned = (hash ^ bits) &<< 29 | (hash ^ bits) &>> 35
        hash = turned &* multiplier
    }

    /// - Parameters:
    ///   - rows: of the column; `hashes` has a place for each.
    static func add(
        _ values: [Double], _ rows: Range<Int>, to hashes: inout [UInt64], wide: Bool = WideVectors.areAvailable
    ) {
        precondition(rows.upperBound <= values.count && hashes.count == rows.count)
        #if arch(x86_64)
            if wide {
                return unsafe values.withUnsafeBufferPointer { values in
                    unsafe hashes.withUnsafeMutableBufferPointer { hashes in
                        guard let first = values.baseAddress, let target = hashes.baseAddress else { return }
                        unsafe leadscore_hash(first + rows.lowerBound, rows.count, multiplier, target)
                    }
                }
            }
        #endif
        for row in rows {
            let value = values[row]
            add(value.isNaN ? 1 : (value + 0).bitPattern, to: &hashes[row - rows.lowerBound])
        }
    }
}
