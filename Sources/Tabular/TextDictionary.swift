/// Distinct byte strings, numbered in the order of their first appearance: an arena of bytes and an open-addressing hash
/// table of their numbers. No allocation per string.
struct TextDictionary: Sendable {
    private(set) var bytes: [UInt8] = []
    /// Level `i` is `bytes[ends[i] ..< ends[i + 1]]`.
    private(set) var ends: [Int] = [0]
    private var hashes: [UInt32] = []
    private var slots: [Int32] = [Int32](repeating: -1, count: 64)

    var count: Int { ends.count - 1 }

    func range(of code: Int) -> Range<Int> { ends[code]..<ends[code + 1] }

    /// The number of a string, a new one if it has not been seen.
    @inline(__always)
    mutating func code(of text: Span<UInt8>, _ start: Int, _ end: Int) -> (code: Int, isNew: Bool) {
        let hash = Self.hash(text, start, end)
        let mask = slots.count - 1
        var slot = Int(hash) & mask
        while slots[slot] >= 0 {
            let code = Int(slots[slot])
            if hashes[code] == hash, isLevel(code, text, start, end) { return (code, false) }
            slot = (slot + 1) & mask
        }
        return (insert(text, start, end, hash: hash, slot: slot), true)
    }

    private mutating func insert(_ text: Span<UInt8>, _ start: Int, _ end: Int, hash: UInt32, slot: Int) -> Int {
        let code = count
        slots[slot] = Int32(code)
        hashes.append(hash)
        for index in start..<end { bytes.append(text[index]) }
        ends.append(bytes.count)
        if (code + 1) * 2 > slots.count { grow() }
        return code
    }

    private mutating func grow() {
        slots = [Int32](repeating: -1, count: slots.count * 4)
        let mask = slots.count - 1
        for code in hashes.indices {
            var slot = Int(hashes[code]) & mask
            while slots[slot] >= 0 { slot = (slot + 1) & mask }
            slots[slot] = Int32(code)
        }
    }

    private func isLevel(_ code: Int, _ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        let first = ends[code]
        guard ends[code + 1] - first == end - start else { return false }
        for index in 0..<end - start where bytes[first + index] != text[start + index] { return false }
        return true
    }

    /// A multiplicative hash with a final mix. It orders nothing that anyone sees, so it need not be secret; chains made
    /// long on purpose cost time, not memory.
    @inline(__always)
    private static func hash(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> UInt32 {
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(end - start)
        for index in start..<end {
            state = (state ^ UInt64(text[index])) &* 0x0000_0100_0000_01B3
        }
        state ^= state >> 29
        state = state &* 0xBF58_476D_1CE4_E5B9
        return UInt32(truncatingIfNeeded: state >> 32)
    }
}
