extension RowSampler {
    /// Parts rows into those picked and the others, both in order. Every row is written to both lists and one of the two
    /// grows: which rows chance picks is hard to guess.
    /// - Parameters:
    ///   - picked: by position in `rows`, 0 for those left out.
    ///   - more: rows that come behind the others.
    static func parted(
        _ rows: [Int32], by picked: [UInt8], others more: Range<Int>
    ) -> (picked: [Int32], others: [Int32]) {
        precondition(picked.count == rows.count)
        var others: [Int32] = []
        let inBag = unsafe [Int32](unsafeUninitializedCapacity: rows.count + 1) { inBag, inCount in
            others = unsafe [Int32](unsafeUninitializedCapacity: rows.count + 1 + more.count) { others, outCount in
                for index in rows.indices {
                    unsafe inBag[inCount] = rows[index]
                    unsafe others[outCount] = rows[index]
                    let isPicked = picked[index] == 0 ? 0 : 1
                    inCount &+= isPicked
                    outCount &+= 1 &- isPicked
                }
                for row in more {
                    unsafe others[outCount] = Int32(row)
                    outCount &+= 1
                }
            }
        }
        return (inBag, others)
    }
}
