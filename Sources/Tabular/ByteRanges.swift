/// The range without the blanks at both ends: bytes up to 0x20 and no-break spaces.
@inline(__always)
func trimmedRange(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> (start: Int, end: Int) {
    var start = start
    var end = end
    while start < end {
        if bytes[start] <= 0x20 {
            start += 1
        } else if bytes[start] == 0xC2, start + 1 < end, bytes[start + 1] == 0xA0 {
            start += 2
        } else {
            break
        }
    }
    while start < end {
        if bytes[end - 1] <= 0x20 {
            end -= 1
        } else if bytes[end - 1] == 0xA0, end - 2 >= start, bytes[end - 2] == 0xC2 {
            end -= 2
        } else {
            break
        }
    }
    return (start, end)
}

@inline(__always)
func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

@inline(__always)
func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 || byte >= 0x80 }

/// Whether the range begins with a 0 that another digit follows.
@inline(__always)
func hasLeadingZero(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    end - start > 1 && bytes[start] == 0x30 && isDigit(bytes[start + 1])
}

/// Whether the range ends with a word.
func endsWith(_ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ word: [UInt8]) -> Bool {
    end - start >= word.count && matches(bytes, end - word.count, word)
}

/// Whether the range begins with a word.
func startsWith(_ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ word: [UInt8]) -> Bool {
    end - start >= word.count && matches(bytes, start, word)
}

/// Whether the word stands at a position; the caller has seen that there is room for it.
private func matches(_ bytes: Span<UInt8>, _ start: Int, _ word: [UInt8]) -> Bool {
    for index in word.indices where bytes[start + index] != word[index] { return false }
    return true
}
