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

extension JSONLineScanner {
    /// The keys of a block that are not known yet, in the order of their appearance.
    static func newKeys(in block: RawBlock, beside known: [String]) -> [String] {
        var scanner = JSONLineScanner(known, collectsKeys: true)
        var batch = RecordBatch(width: known.count)
        var broken: [BrokenRecord] = []
        var position = block.start
        while position < block.end {
            scanner.scan(block.bytes.span, &position, block.end, into: &batch, broken: &broken)
            broken.removeAll(keepingCapacity: true)
        }
        return scanner.newKeys
    }
}
