/// Reads Universal Binary JSON (draft 12): each value is a letter for its type and then its bytes, big-endian.
///
/// Any bytes give a value or an error: depth is bounded, and every announced count is held against the bytes that are
/// left before anything is reserved. Numbers of arbitrary precision (`H`) are not read; model files have none.
struct UBJSONDocument {
    private let bytes: [UInt8]
    private var position = 0

    /// - Throws: ``DocumentError`` at the first byte that cannot be read. Complexity: O(bytes).
    static func value(of bytes: [UInt8]) throws(DocumentError) -> DocumentValue {
        var document = UBJSONDocument(bytes: bytes)
        let value = try document.value(try document.marker(), depth: 0)
        guard document.position == bytes.count else { throw document.error }
        return value
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private var error: DocumentError { DocumentError(offset: position) }

    /// The next letter that is not a filler.
    private mutating func marker() throws(DocumentError) -> Unicode.Scalar {
        while position < bytes.count {
            position += 1
            if bytes[position - 1] != UInt8(ascii: "N") { return Unicode.Scalar(bytes[position - 1]) }
        }
        throw error
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func value(_ marker: Unicode.Scalar, depth: Int) throws(DocumentError) -> DocumentValue {
        guard depth < DocumentValue.deepest else { throw error }
        switch marker {
        case "Z": return .null
        case "T": return .bool(true)
        case "F": return .bool(false)
        case "S": return .text(try text(count: try count()))
        case "C": return .text(try text(count: 1))
        case "[": return try list(depth: depth)
        case "{": return .object(try entries(depth: depth))
        default: return .number(try number(marker))
        }
    }

    /// The bytes a number of that type takes; `nil` for types that are no numbers.
    private static func size(of marker: Unicode.Scalar) -> Int? {
        switch marker {
        case "i", "U": 1
        case "I": 2
        case "l", "d": 4
        case "L", "D": 8
        default: nil
        }
    }

    private mutating func number(_ marker: Unicode.Scalar) throws(DocumentError) -> Double {
        guard let size = Self.size(of: marker), size <= bytes.count - position else { throw error }
        var bits: UInt64 = 0
        for byte in bytes[position..<position + size] { bits = bits << 8 | UInt64(byte) }
        position += size
        return switch marker {
        case "i": Double(Int8(truncatingIfNeeded: bits))
        case "U": Double(bits)
        case "I": Double(Int16(truncatingIfNeeded: bits))
        case "l": Double(Int32(truncatingIfNeeded: bits))
        case "L": Double(Int64(bitPattern: bits))
        case "d": Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
        default: Double(bitPattern: bits)
        }
    }

    /// A length, never more than the bytes that are left.
    private mutating func count() throws(DocumentError) -> Int {
        let marker = try marker()
        guard marker != "d", marker != "D", let count = Int(exactly: try number(marker)), count >= 0,
            count <= bytes.count - position
        else { throw error }
        return count
    }

    private mutating func text(count: Int) throws(DocumentError) -> String {
        guard count <= bytes.count - position else { throw error }
        position += count
        return String(decoding: bytes[position - count..<position], as: UTF8.self)
    }

    private mutating func list(depth: Int) throws(DocumentError) -> DocumentValue {
        if take("$") {
            let type = try marker()
            guard take("#") else { throw error }
            let count = try count()
            // Without bytes of their own a few letters would announce any number of elements.
            guard let size = Self.size(of: type), count <= (bytes.count - position) / size else { throw error }
            var numbers: [Double] = []
            numbers.reserveCapacity(count)
            for _ in 0..<count { numbers.append(try number(type)) }
            return .numbers(numbers)
        }
        var elements: [DocumentValue] = []
        if take("#") {
            for _ in 0..<(try count()) { elements.append(try value(try marker(), depth: depth + 1)) }
            return .compact(elements)
        }
        while true {
            let marker = try marker()
            if marker == "]" { return .compact(elements) }
            elements.append(try value(marker, depth: depth + 1))
        }
    }

    /// Entries up to the closing brace, or as many as announced. Of one type for all no model makes use.
    private mutating func entries(depth: Int) throws(DocumentError) -> [String: DocumentValue] {
        var entries: [String: DocumentValue] = [:]
        guard !take("$") else { throw error }
        let announced = take("#") ? try count() : nil
        var met = 0
        while announced.map({ met < $0 }) ?? !take("}") {
            let name = try text(count: try count())
            entries[name] = try value(try marker(), depth: depth + 1)
            met += 1
        }
        return entries
    }
}
