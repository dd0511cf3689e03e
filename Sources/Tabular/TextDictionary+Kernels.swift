import CPrefetch

extension TextDictionary {
    /// The key of `text[start ..< end]`: its bytes, when there are at most eight, else a multiplicative hash of its words
    /// of eight bytes, the last one overlapping.
    @inline(__always)
    package static func key(of text: Span<UInt8>, _ start: Int, _ end: Int) -> UInt64 {
        precondition(start >= 0 && start <= end && end <= text.count, "a range of the text")
        let words = unsafe text.bytes
        let length = end - start
        if length <= 8 {
            if length == 0 { return 0 }
            if start + 8 <= text.count {
                let word = unsafe words.unsafeLoadUnaligned(fromByteOffset: start, as: UInt64.self)
                return UInt64(littleEndian: word) & (~0 >> UInt64(64 - 8 * length))
            }
            var key: UInt64 = 0
            for index in 0..<length { key |= UInt64(text[start + index]) << UInt64(8 * index) }
            return key
        }
        var state = UInt64(length)
        var position = start
        while position + 8 < end {
            let word = unsafe words.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
            state = mixed(state ^ UInt64(littleEndian: word))
            position += 8
        }
        let last = unsafe words.unsafeLoadUnaligned(fromByteOffset: end - 8, as: UInt64.self)
        return mixed(state ^ UInt64(littleEndian: last))
    }

    @inline(__always)
    private static func mixed(_ state: UInt64) -> UInt64 {
        let product = state &* 0x9FB2_1C65_1E98_DF25
        return product ^ (product >> 32)
    }

    /// The numbers of many strings, `-1` for one that has not been seen: string `i` is
    /// `text[offsets[i] ..< offsets[i + 1]]`.
    ///
    /// Strings of a large table lie all over memory; the slots of 64 of them are asked for before the first is read.
    package func find(_ text: [UInt8], offsets: [Int], rows: Range<Int>) -> [Int32] {
        let text = text.span
        let mask = slots.count - 1
        var keys = InlineArray<64, UInt64>(repeating: 0)
        var places = InlineArray<64, Int>(repeating: 0)
        var codes: [Int32] = []
        codes.reserveCapacity(rows.count)
        for first in stride(from: rows.lowerBound, to: rows.upperBound, by: 64) {
            let batch = first..<min(first + 64, rows.upperBound)
            for row in batch {
                let (start, end) = (offsets[row], offsets[row + 1])
                keys[row - first] = Self.key(of: text, start, end)
                places[row - first] = Self.place(of: keys[row - first], UInt32(truncatingIfNeeded: end - start)) & mask
            }
            prefetch(places, count: batch.count)
            for row in batch {
                let slot = slot(of: text, offsets[row], offsets[row + 1], key: keys[row - first])
                codes.append(slots[slot].code)
            }
        }
        return codes
    }

    private func prefetch(_ places: InlineArray<64, Int>, count: Int) {
        unsafe slots.withUnsafeBufferPointer { slots in
            guard let base = slots.baseAddress else { return }
            for index in 0..<count { unsafe leadscore_prefetch(base + places[index]) }
        }
    }

    /// Strings one after the other, given by their numbers, `-1` being an empty one: string `i` of the result is
    /// `bytes[offsets[i] ..< offsets[i + 1]]`.
    func texts(of codes: [Int32]) -> (bytes: [UInt8], offsets: [Int]) {
        var offsets: [Int] = [0]
        offsets.reserveCapacity(codes.count + 1)
        var end = 0
        for code in codes {
            if code >= 0 { end += range(of: Int(code)).count }
            offsets.append(end)
        }
        let text = unsafe [UInt8](unsafeUninitializedCapacity: end) { target, count in
            unsafe bytes.withUnsafeBufferPointer { source in
                guard let from = source.baseAddress, let to = target.baseAddress else { return }
                for (row, code) in codes.enumerated() where code >= 0 {
                    let start = ends[Int(code)]
                    unsafe (to + offsets[row]).initialize(from: from + start, count: offsets[row + 1] - offsets[row])
                }
            }
            count = end
        }
        return (text, offsets)
    }
}
