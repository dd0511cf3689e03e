/// The folded words of one column, ready for quick comparison.
struct PlaceholderTable: Sendable {
    private let words: Set<[UInt8]>
    private let longest: Int
    /// By the low six bits of a word's first byte: bit `n` is set when such a word has `n` bytes (bit 63: 63 or more).
    private let lengths: [UInt64]
    /// Whether some word could be read as a number or a date, so that words must be looked for before values.
    let mayBeValue: Bool

    init(_ words: Set<[UInt8]>) {
        self.words = words
        longest = words.map(\.count).max() ?? 0
        lengths = words.reduce(into: [UInt64](repeating: 0, count: 64)) {
            $0[Int(($1.first ?? 0) & 63)] |= 1 << UInt64(min($1.count, 63))
        }
        mayBeValue = words.contains { word in
            word.contains { $0 &- 0x30 < 10 } || BooleanWords.mask(of: word.span, 0, word.count) != nil
        }
    }

    /// Whether the trimmed cell is one of the words.
    func contains(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        // Nearly every cell ends here, without a copy of it. Folding can change words outside ASCII, so only ASCII cells
        // are sorted out by first letter and length.
        let count = end - start
        guard count > 0, count <= longest + 8 else { return false }
        let first = bytes[start]
        if first < 0x80 {
            let folded = first &- 0x41 < 26 ? first | 0x20 : first
            let fitting = lengths[Int(folded & 63)]
            guard fitting != 0 else { return false }
            if fitting & (1 << UInt64(min(count, 63))) == 0, isPlain(bytes, start, end) { return false }
        }
        var key: [UInt8] = []
        key.reserveCapacity(count)
        var isASCII = true
        for index in start..<end {
            let byte = bytes[index]
            if byte >= 0x80 { isASCII = false }
            key.append(byte &- 0x41 < 26 ? byte | 0x20 : byte)
        }
        if isASCII { return words.contains(key) }
        return words.contains(Placeholders.folded(key))
    }

    private func isPlain(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        for index in start..<end where bytes[index] >= 0x80 { return false }
        return true
    }
}
