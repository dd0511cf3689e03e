/// Walks over JSON text (RFC 8259) without building anything.
struct JSONParser {
    static let deepest = 64
    var position: Int
    let end: Int

    mutating func skipBlanks(_ bytes: Span<UInt8>) {
        while position < end {
            switch bytes[position] {
            case 0x20, 0x09, 0x0D, 0x0A: position += 1
            default: return
            }
        }
    }

    mutating func take(_ bytes: Span<UInt8>, _ byte: UInt8) -> Bool {
        guard position < end, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    mutating func takeAfterBlanks(_ bytes: Span<UInt8>, _ byte: UInt8) -> Bool {
        skipBlanks(bytes)
        return take(bytes, byte)
    }

    /// The content of a string, without its quotes.
    mutating func string(_ bytes: Span<UInt8>) -> Cell? {
        guard take(bytes, UInt8(ascii: "\"")) else { return nil }
        let start = position
        var hasEscapes = false
        while position < end {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                position += 1
                return Cell(start, position - 1, needsRewriting: hasEscapes)
            }
            guard byte >= 0x20 else { return nil }
            position += 1
            if byte == UInt8(ascii: "\\") {
                hasEscapes = true
                guard escape(bytes) else { return nil }
            }
        }
        return nil
    }

    private mutating func escape(_ bytes: Span<UInt8>) -> Bool {
        guard position < end else { return false }
        let byte = bytes[position]
        position += 1
        if byte != UInt8(ascii: "u") { return Self.escapes.contains(byte) }
        guard position + 4 <= end else { return false }
        for index in position..<position + 4 where CellText.hexDigit(bytes[index]) == nil { return false }
        position += 4
        return true
    }

    private static let escapes = Array(#""\/bfnrt"#.utf8)

    /// Any value; the cell of `null` is absent.
    mutating func value(_ bytes: Span<UInt8>, depth: Int = 0) -> (cell: Cell, isNested: Bool)? {
        guard position < end, depth < Self.deepest else { return nil }
        let start = position
        switch bytes[position] {
        case UInt8(ascii: "\""): return string(bytes).map { ($0, false) }
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            return container(bytes, depth: depth) ? (Cell(start, position), true) : nil
        case UInt8(ascii: "n"): return word(bytes, "null") ? (.absent, false) : nil
        case UInt8(ascii: "t"): return word(bytes, "true") ? (Cell(start, position), false) : nil
        case UInt8(ascii: "f"): return word(bytes, "false") ? (Cell(start, position), false) : nil
        default:
            guard number(bytes) else { return nil }
            return (Cell(start, position), false)
        }
    }

    private mutating func word(_ bytes: Span<UInt8>, _ word: StaticString) -> Bool {
        for byte in String(describing: word).utf8 where !take(bytes, byte) { return false }
        return true
    }

    private mutating func number(_ bytes: Span<UInt8>) -> Bool {
        _ = take(bytes, UInt8(ascii: "-"))
        let first = position
        guard digits(bytes) else { return false }
        if bytes[first] == 0x30, position > first + 1 { return false }
        if take(bytes, UInt8(ascii: ".")) { guard digits(bytes) else { return false } }
        if take(bytes, UInt8(ascii: "e")) || take(bytes, UInt8(ascii: "E")) {
            if !take(bytes, UInt8(ascii: "-")) { _ = take(bytes, UInt8(ascii: "+")) }
            guard digits(bytes) else { return false }
        }
        return true
    }

    private mutating func digits(_ bytes: Span<UInt8>) -> Bool {
        let start = position
        while position < end, isDigit(bytes[position]) { position += 1 }
        return position > start
    }

    private mutating func container(_ bytes: Span<UInt8>, depth: Int) -> Bool {
        let isObject = bytes[position] == UInt8(ascii: "{")
        let close = isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
        position += 1
        if takeAfterBlanks(bytes, close) { return true }
        repeat {
            skipBlanks(bytes)
            if isObject {
                guard string(bytes) != nil, takeAfterBlanks(bytes, UInt8(ascii: ":")) else { return false }
                skipBlanks(bytes)
            }
            guard value(bytes, depth: depth + 1) != nil else { return false }
        } while takeAfterBlanks(bytes, UInt8(ascii: ","))
        return takeAfterBlanks(bytes, close)
    }
}
