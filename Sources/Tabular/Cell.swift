/// Where a cell's content stands in a block. Content that must be rewritten first (doubled quotes, JSON escapes) is
/// marked; its range then holds the raw cell.
struct Cell: Sendable {
    var start: UInt32
    private var endAndMark: UInt32

    init(_ start: Int, _ end: Int, needsRewriting: Bool = false) {
        self.start = UInt32(truncatingIfNeeded: start)
        endAndMark = UInt32(truncatingIfNeeded: end) | (needsRewriting ? 0x8000_0000 : 0)
    }

    var end: Int { Int(endAndMark & 0x7FFF_FFFF) }
    var needsRewriting: Bool { endAndMark & 0x8000_0000 != 0 }
    /// A cell no record spoke of.
    static let absent = Cell(0, 0)
}

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
