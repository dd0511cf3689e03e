/// Cuts JSON lines (one object a line) into cells, one for each column of the header.
///
/// Strings are cells without their quotes; numbers, `true` and `false` stand as they are; `null` and missing keys are
/// absent. Objects and arrays inside an object become their own text and are counted. Keys not in the header are passed
/// over; of a key that comes twice the last value counts. A line that is not one JSON object is a broken record.
struct JSONLineScanner {
    private let columns: [String]
    private let positions: [String: Int]
    /// The keys met that are not columns, in order; kept only when asked for.
    private(set) var newKeys: [String] = []
    private let collectsKeys: Bool
    private(set) var counts = RecordCounts()

    init(_ columns: [String], collectsKeys: Bool = false) {
        self.columns = columns
        self.collectsKeys = collectsKeys
        positions = Dictionary(columns.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    mutating func scan(
        _ bytes: Span<UInt8>, _ position: inout Int, _ end: Int, into batch: inout RecordBatch,
        broken: inout [BrokenRecord]
    ) {
        batch.rowCount = 0
        while position < end, batch.rowCount < batch.capacity {
            let lineEnd = ByteSearch.first(UInt8(ascii: "\n"), in: bytes, position, end) ?? end
            let start = position
            position = min(lineEnd + 1, end)
            let (first, last) = trimmedRange(bytes, start, lineEnd)
            guard first < last else {
                counts.blankLines += 1
                continue
            }
            var parser = JSONParser(position: first, end: last)
            let row = batch.rowCount
            for column in 0..<batch.width { batch.cells[row * batch.width + column] = .absent }
            if let reason = scanObject(bytes, &parser, &batch) {
                broken.append(
                    BrokenRecord(
                        start: start, end: last, number: counts.records,
                        fault: .notJSON("\(reason), at byte \(parser.position - start + 1) of the line")))
            } else {
                batch.recordStarts[row] = start
                batch.recordEnds[row] = last
                batch.recordNumbers[row] = counts.records
                batch.rowCount += 1
            }
            counts.records += 1
        }
    }

    /// One object; what is wrong with it, if something is.
    private mutating func scanObject(
        _ bytes: Span<UInt8>, _ parser: inout JSONParser, _ batch: inout RecordBatch
    ) -> String? {
        guard parser.take(bytes, UInt8(ascii: "{")) else { return "expected a JSON object" }
        let first = batch.rowCount * batch.width
        var expected = 0
        var nested = 0
        if !parser.takeAfterBlanks(bytes, UInt8(ascii: "}")) {
            repeat {
                parser.skipBlanks(bytes)
                guard let key = parser.string(bytes) else { return "expected a key in quotes" }
                guard parser.takeAfterBlanks(bytes, UInt8(ascii: ":")) else { return "expected a colon after a key" }
                parser.skipBlanks(bytes)
                guard let value = parser.value(bytes) else { return "expected a JSON value" }
                if value.isNested { nested += 1 }
                if let column = column(of: key, bytes, &expected) { batch.cells[first + column] = value.cell }
            } while parser.takeAfterBlanks(bytes, UInt8(ascii: ","))
            guard parser.takeAfterBlanks(bytes, UInt8(ascii: "}")) else {
                return "expected a comma or the object's end"
            }
        }
        guard parser.position == parser.end else { return "expected nothing after the object" }
        counts.nestedValues += nested
        return nil
    }

    /// The column of a key. Lines mostly have the same keys in the same order, so the next column is tried first.
    private mutating func column(of key: Cell, _ bytes: Span<UInt8>, _ expected: inout Int) -> Int? {
        if expected < columns.count, !key.needsRewriting, isEqual(key, columns[expected], bytes) {
            expected += 1
            return expected - 1
        }
        var text: [UInt8] = []
        if key.needsRewriting {
            CellText.unescaped(bytes, key, into: &text)
        } else {
            for index in Int(key.start)..<key.end { text.append(bytes[index]) }
        }
        let name = String(decoding: text, as: UTF8.self)
        if let position = positions[name] {
            expected = position + 1
            return position
        }
        if collectsKeys, !newKeys.contains(name) { newKeys.append(name) }
        return nil
    }

    private func isEqual(_ key: Cell, _ name: String, _ bytes: Span<UInt8>) -> Bool {
        var position = Int(key.start)
        for byte in name.utf8 {
            guard position < key.end, bytes[position] == byte else { return false }
            position += 1
        }
        return position == key.end
    }
}

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
