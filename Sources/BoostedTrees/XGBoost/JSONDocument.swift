/// Reads JSON (RFC 8259), and the words NaN and Infinity that numeric programs write.
///
/// Any bytes give a value or an error: depth is bounded, and nothing is reserved for what is only announced.
struct JSONDocument {
    private let bytes: [UInt8]
    private var position = 0

    /// - Throws: ``DocumentError`` at the first byte that cannot be read. Complexity: O(bytes).
    static func value(of bytes: [UInt8]) throws(DocumentError) -> DocumentValue {
        var document = JSONDocument(bytes: bytes)
        let value = try document.value(depth: 0)
        document.skipBlanks()
        guard document.position == bytes.count else { throw document.error }
        return value
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private var error: DocumentError { DocumentError(offset: position) }
    private var byte: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipBlanks() {
        while let byte, byte == 0x20 || (0x09...0x0D).contains(byte) { position += 1 }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        skipBlanks()
        guard byte == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func value(depth: Int) throws(DocumentError) -> DocumentValue {
        guard depth < DocumentValue.deepest else { throw error }
        if take("{") { return .object(try entries(depth: depth)) }
        if take("[") { return .compact(try elements(depth: depth)) }
        if take("\"") { return .text(try text()) }
        return try word()
    }

    private mutating func elements(depth: Int) throws(DocumentError) -> [DocumentValue] {
        var elements: [DocumentValue] = []
        if take("]") { return elements }
        repeat { elements.append(try value(depth: depth + 1)) } while take(",")
        guard take("]") else { throw error }
        return elements
    }

    private mutating func entries(depth: Int) throws(DocumentError) -> [String: DocumentValue] {
        var entries: [String: DocumentValue] = [:]
        if take("}") { return entries }
        repeat {
            guard take("\"") else { throw error }
            let name = try text()
            guard take(":") else { throw error }
            entries[name] = try value(depth: depth + 1)
        } while take(",")
        guard take("}") else { throw error }
        return entries
    }

    /// A number, or one of the words.
    private mutating func word() throws(DocumentError) -> DocumentValue {
        skipBlanks()
        let start = position
        while let byte, byte > 0x20, !",]}:\"[{".utf8.contains(byte) { position += 1 }
        // No number that a program writes is longer.
        guard position - start <= 512 else { throw DocumentError(offset: start) }
        switch String(decoding: bytes[start..<position], as: UTF8.self) {
        case "null": return .null
        case "true": return .bool(true)
        case "false": return .bool(false)
        case let word:
            guard let number = Double(word) else { throw DocumentError(offset: start) }
            return .number(number)
        }
    }

    /// What follows an opening quote, up to the closing one.
    private mutating func text() throws(DocumentError) -> String {
        var units: [UInt8] = []
        while let byte {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: units, as: UTF8.self)
            case UInt8(ascii: "\\"): units += try escaped().utf8
            default: units.append(byte)
            }
        }
        throw error
    }

    private mutating func escaped() throws(DocumentError) -> String {
        guard let byte else { throw error }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
            return String(Unicode.Scalar(byte))
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            var units = [try unit()]
            // The second half of a pair follows as an escape of its own.
            if UTF16.isLeadSurrogate(units[0]), byteIs("\\", at: position), byteIs("u", at: position + 1) {
                position += 2
                units.append(try unit())
            }
            return String(decoding: units, as: UTF16.self)
        default: throw error
        }
    }

    private func byteIs(_ character: Unicode.Scalar, at place: Int) -> Bool {
        place < bytes.count && bytes[place] == UInt8(ascii: character)
    }

    private mutating func unit() throws(DocumentError) -> UInt16 {
        guard position + 4 <= bytes.count,
            let unit = UInt16(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
        else { throw error }
        position += 4
        return unit
    }
}
