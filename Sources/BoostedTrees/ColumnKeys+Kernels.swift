import CWideVectors

/// The numbers of a column as integers of the same order, without the missing ones and the zeros: most event counts are 0, and
/// those need no sorting.
struct ColumnKeys: Equatable {
    private(set) var keys: [UInt64]
    private(set) var zeros = 0

    init(_ values: [Double], wide: Bool = WideVectors.areAvailable) {
        #if arch(x86_64)
            if wide {
                var zeros = 0
                keys = unsafe [UInt64](unsafeUninitializedCapacity: values.count + 8) { keys, count in
                    unsafe values.withUnsafeBufferPointer { values in
                        guard let first = values.baseAddress, let target = keys.baseAddress else { return }
                        count = unsafe leadscore_keys(first, values.count, target, &zeros)
                    }
                }
                self.zeros = zeros
                return
            }
        #endif
        keys = []
        values.forEach { note($0) }
    }

    /// - Parameter rows: those to look at.
    init(_ values: [Double], rows: [Int32]) {
        keys = []
        for row in rows { note(values[Int(row)]) }
    }

    private mutating func note(_ value: Double) {
        if value == 0 { zeros += 1 } else if value == value { keys.append(Self.key(value)) }
    }

    /// −0 and 0 have the same.
    static func key(_ value: Double) -> UInt64 {
        let bits = (value + 0).bitPattern
        return bits >> 63 == 1 ? ~bits : bits | 1 << 63
    }

    static func value(_ key: UInt64) -> Double {
        Double(bitPattern: key >> 63 == 1 ? key & ~(1 << 63) : ~key)
    }
}
