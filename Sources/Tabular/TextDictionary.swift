/// Distinct byte strings, numbered in the order of their first appearance: an arena of bytes and an open-addressing hash
/// table of their numbers. No allocation per string, so that ten million identifiers cost their bytes and little more.
///
/// A slot of the table holds the key of its string beside the number. Strings of at most eight bytes are their own key
/// (short words, most identifiers), so that finding them touches one cache line; the key of a longer one is a hash of 64
/// bits, and its bytes are compared. Keys order nothing that anyone sees, so they need not be secret; chains made long on
/// purpose cost time, not memory.
package struct TextDictionary: Sendable {
    package private(set) var bytes: [UInt8] = []
    /// String `i` is `bytes[ends[i] ..< ends[i + 1]]`.
    private(set) var ends: [Int] = [0]
    private(set) var slots = [Slot](repeating: .free, count: 64)

    struct Slot {
        var key: UInt64
        var length: UInt32
        /// `-1` is free.
        var code: Int32

        static let free = Slot(key: 0, length: 0, code: -1)
    }

    package init() {}

    /// - Parameter capacity: about how many texts there will be; there may be more.
    package init(capacity: Int) {
        var count = slots.count
        while count < 2 * min(capacity, 1 << 24) { count *= 2 }
        if count > slots.count { slots = [Slot](repeating: .free, count: count) }
    }

    package var count: Int { ends.count - 1 }

    /// Where a string stands in ``bytes``.
    package func range(of code: Int) -> Range<Int> { ends[code]..<ends[code + 1] }

    /// A string; what is not UTF-8 in it is mended with U+FFFD.
    package func string(of code: Int) -> String { String(decoding: bytes[range(of: code)], as: UTF8.self) }

    /// The number of the string `text[start ..< end]`, a new one if it has not been seen.
    @inline(__always)
    package mutating func code(of text: Span<UInt8>, _ start: Int, _ end: Int) -> (code: Int, isNew: Bool) {
        let key = Self.key(of: text, start, end)
        let slot = slot(of: text, start, end, key: key)
        if slots[slot].code >= 0 { return (Int(slots[slot].code), false) }
        return (insert(text, start, end, key: key, slot: slot), true)
    }

    /// The number of the string `text[start ..< end]`, or `nil` if it has not been seen.
    @inline(__always)
    package func find(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
        let code = slots[slot(of: text, start, end, key: Self.key(of: text, start, end))].code
        return code < 0 ? nil : Int(code)
    }

    package mutating func insert(_ text: String) -> Int {
        let text = Array(text.utf8)
        return code(of: text.span, 0, text.count).code
    }

    package func find(_ text: String) -> Int? {
        let text = Array(text.utf8)
        return find(text.span, 0, text.count)
    }

    /// The slot that holds a string, or the free one where it belongs.
    @inline(__always)
    func slot(of text: Span<UInt8>, _ start: Int, _ end: Int, key: UInt64) -> Int {
        let length = UInt32(truncatingIfNeeded: end - start)
        let mask = slots.count - 1
        var position = Self.place(of: key, length) & mask
        while true {
            let slot = slots[position]
            if slot.code < 0 { return position }
            if slot.key == key, slot.length == length, length <= 8 || isString(Int(slot.code), text, start, end) {
                return position
            }
            position = (position + 1) & mask
        }
    }

    private mutating func insert(_ text: Span<UInt8>, _ start: Int, _ end: Int, key: UInt64, slot: Int) -> Int {
        let code = count
        slots[slot] = Slot(key: key, length: UInt32(truncatingIfNeeded: end - start), code: Int32(code))
        for index in start..<end { bytes.append(text[index]) }
        ends.append(bytes.count)
        if (code + 1) * 2 > slots.count { grow() }
        return code
    }

    private mutating func grow() {
        let old = slots
        // Small tables, of which every block has one a column, grow in fewer steps.
        slots = [Slot](repeating: .free, count: old.count * (old.count < 1 << 16 ? 4 : 2))
        let mask = slots.count - 1
        for entry in old where entry.code >= 0 {
            var position = Self.place(of: entry.key, entry.length) & mask
            while slots[position].code >= 0 { position = (position + 1) & mask }
            slots[position] = entry
        }
    }

    func isString(_ code: Int, _ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        let first = ends[code]
        guard ends[code + 1] - first == end - start else { return false }
        for index in 0..<end - start where bytes[first + index] != text[start + index] { return false }
        return true
    }

    /// Where the search for a key begins, before the mask.
    @inline(__always)
    static func place(of key: UInt64, _ length: UInt32) -> Int {
        var state = (key ^ UInt64(length)) &* 0x9E37_79B9_7F4A_7C15
        state ^= state >> 32
        return Int(truncatingIfNeeded: (state &* 0xBF58_476D_1CE4_E5B9) >> 24)
    }
}

extension TextDictionary {
    /// The strings in ascending order of their bytes, and the place of each there: what makes codes independent of the
    /// order of a file.
    package func ranked() -> (names: [String], rank: [Int32]) {
        let order = (0..<count).sorted {
            bytes[range(of: $0)].lexicographicallyPrecedes(bytes[range(of: $1)])
        }
        var rank = [Int32](repeating: 0, count: count)
        for (place, code) in order.enumerated() { rank[code] = Int32(place) }
        return (order.map(string(of:)), rank)
    }
}
