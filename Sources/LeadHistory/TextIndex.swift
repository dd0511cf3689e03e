/// Distinct byte strings, numbered in the order of their first appearance: one arena of bytes and an open-addressing
/// hash table of their numbers. No allocation per string, so that ten million identifiers cost their bytes and little
/// more.
struct TextIndex: Sendable {
    private var bytes: [UInt8] = []
    /// String `i` is `bytes[ends[i] ..< ends[i + 1]]`.
    private var ends: [Int] = [0]
    /// The short hash above, the number plus 1 below; 0 is free. Together, so that a lookup misses the cache once here.
    private var slots = [UInt64](repeating: 0, count: 64)

    var count: Int { ends.count - 1 }

    func bytes(of code: Int) -> ArraySlice<UInt8> { bytes[ends[code]..<ends[code + 1]] }

    func string(of code: Int) -> String { String(decoding: bytes(of: code), as: UTF8.self) }

    /// The number of a string that is known, or `nil`.
    func find(_ text: some RandomAccessCollection<UInt8>) -> Int? {
        let slot = slot(of: text, hash: Self.hash(text))
        return Self.code(slots[slot])
    }

    func find(_ text: String) -> Int? { find(Array(text.utf8)) }

    /// The number of a string, a new one if it has not been seen.
    mutating func insert(_ text: some RandomAccessCollection<UInt8>) -> Int {
        let hash = Self.hash(text)
        let slot = slot(of: text, hash: hash)
        if let code = Self.code(slots[slot]) { return code }
        let code = count
        slots[slot] = UInt64(Self.short(hash)) << 32 | UInt64(code + 1)
        bytes.append(contentsOf: text)
        ends.append(bytes.count)
        if (code + 1) * 2 > slots.count { grow() }
        return code
    }

    mutating func insert(_ text: String) -> Int { insert(Array(text.utf8)) }

    /// A multiplicative hash with a final mix. It orders nothing that anyone sees; chains made long on purpose cost
    /// time, not memory.
    static func hash(_ text: some RandomAccessCollection<UInt8>) -> UInt64 {
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(text.count)
        for byte in text { state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        state ^= state >> 29
        state = state &* 0xBF58_476D_1CE4_E5B9
        return state ^ (state >> 32)
    }

    private static func short(_ hash: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: hash) }

    private static func code(_ slot: UInt64) -> Int? { slot == 0 ? nil : Int(slot & 0xFFFF_FFFF) - 1 }

    private func slot(of text: some RandomAccessCollection<UInt8>, hash: UInt64) -> Int {
        let short = UInt64(Self.short(hash))
        let mask = slots.count - 1
        var slot = Int(short) & mask
        while let code = Self.code(slots[slot]) {
            if slots[slot] >> 32 == short, bytes(of: code).elementsEqual(text) { return slot }
            slot = (slot + 1) & mask
        }
        return slot
    }

    private mutating func grow() {
        let old = slots
        slots = [UInt64](repeating: 0, count: old.count * 4)
        let mask = slots.count - 1
        for entry in old where entry != 0 {
            var slot = Int(entry >> 32) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = entry
        }
    }
}
