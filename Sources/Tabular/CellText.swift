/// The content of cells that do not stand in the block as they are meant.
enum CellText {
    /// A quoted cell with doubled quotes, or with something behind its closing quote, which is kept.
    static func unquoted(_ bytes: Span<UInt8>, _ cell: Cell, quote: UInt8, into scratch: inout [UInt8]) {
        scratch.removeAll(keepingCapacity: true)
        var position = Int(cell.start) + 1
        var isOpen = true
        while position < cell.end {
            let byte = bytes[position]
            if isOpen, byte == quote {
                if position + 1 < cell.end, bytes[position + 1] == quote {
                    scratch.append(quote)
                    position += 2
                    continue
                }
                isOpen = false
            } else {
                scratch.append(byte)
            }
            position += 1
        }
    }

    /// A JSON string with escapes, without its quotes. Half of a surrogate pair that stands alone becomes U+FFFD.
    static func unescaped(_ bytes: Span<UInt8>, _ cell: Cell, into scratch: inout [UInt8]) {
        scratch.removeAll(keepingCapacity: true)
        var position = Int(cell.start)
        while position < cell.end {
            let byte = bytes[position]
            position += 1
            guard byte == UInt8(ascii: "\\"), position < cell.end else {
                scratch.append(byte)
                continue
            }
            let escape = bytes[position]
            position += 1
            switch escape {
            case UInt8(ascii: "n"): scratch.append(0x0A)
            case UInt8(ascii: "t"): scratch.append(0x09)
            case UInt8(ascii: "r"): scratch.append(0x0D)
            case UInt8(ascii: "b"): scratch.append(0x08)
            case UInt8(ascii: "f"): scratch.append(0x0C)
            case UInt8(ascii: "u"): appendUnicodeEscape(bytes, &position, cell.end, to: &scratch)
            default: scratch.append(escape)
            }
        }
    }

    private static func appendUnicodeEscape(
        _ bytes: Span<UInt8>, _ position: inout Int, _ end: Int, to scratch: inout [UInt8]
    ) {
        guard let first = unit(bytes, position, end) else { return }
        position += 4
        var scalar = UInt32(first)
        if first & 0xFC00 == 0xD800, position + 1 < end, bytes[position] == UInt8(ascii: "\\"),
            bytes[position + 1] == UInt8(ascii: "u"), let second = unit(bytes, position + 2, end),
            second & 0xFC00 == 0xDC00
        {
            scalar = 0x10000 + (UInt32(first & 0x3FF) << 10) + UInt32(second & 0x3FF)
            position += 6
        }
        scratch.append(contentsOf: Array(String(Unicode.Scalar(scalar) ?? "\u{FFFD}").utf8))
    }

    /// Four hexadecimal digits.
    private static func unit(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> UInt16? {
        guard start + 4 <= end else { return nil }
        var value: UInt16 = 0
        for index in start..<start + 4 {
            guard let digit = hexDigit(bytes[index]) else { return nil }
            value = value << 4 | digit
        }
        return value
    }

    static func hexDigit(_ byte: UInt8) -> UInt16? {
        if isDigit(byte) { return UInt16(byte - 0x30) }
        let letter = (byte | 0x20) &- 0x61
        return letter < 6 ? UInt16(letter + 10) : nil
    }
}
