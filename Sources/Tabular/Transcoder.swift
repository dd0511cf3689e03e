/// Turns bytes of an encoding into UTF-8, chunk by chunk.
struct Transcoder {
    private let path: String
    private let encoding: TextEncoding
    /// The first byte of a UTF-16 unit whose second has not come yet.
    private var pendingByte: UInt8?
    private var pendingSurrogate: UInt16?

    init(path: String, encoding: TextEncoding) {
        self.path = path
        self.encoding = encoding
    }

    /// - Throws: ``TabularError/badEncoding(path:reason:)`` for UTF-16 that ends in the middle of a unit.
    mutating func append(
        _ bytes: ArraySlice<UInt8>, isLast: Bool, to output: inout [UInt8]
    ) throws(TabularError) {
        switch encoding {
        case .utf8: output.append(contentsOf: bytes)
        case .latin1: for byte in bytes { Self.appendLatin1(byte, to: &output) }
        case .utf16LittleEndian, .utf16BigEndian:
            for byte in bytes {
                guard let first = pendingByte else {
                    pendingByte = byte
                    continue
                }
                pendingByte = nil
                let unit =
                    encoding == .utf16LittleEndian
                    ? UInt16(byte) << 8 | UInt16(first) : UInt16(first) << 8 | UInt16(byte)
                append(unit: unit, to: &output)
            }
            guard isLast else { return }
            if pendingSurrogate != nil { append(scalar: 0xFFFD, to: &output) }
            guard pendingByte == nil else {
                throw .badEncoding(path: path, reason: "UTF-16 with an odd number of bytes")
            }
        }
    }

    private static func appendLatin1(_ byte: UInt8, to output: inout [UInt8]) {
        if byte < 0x80 {
            output.append(byte)
        } else {
            let scalar = byte < 0xA0 ? windows1252[Int(byte - 0x80)] : UInt16(byte)
            appendUTF8(UInt32(scalar), to: &output)
        }
    }

    /// Half of a pair that stands alone becomes U+FFFD.
    private mutating func append(unit: UInt16, to output: inout [UInt8]) {
        if let high = pendingSurrogate {
            pendingSurrogate = nil
            if unit & 0xFC00 == 0xDC00 {
                let scalar = 0x10000 + (UInt32(high & 0x3FF) << 10) + UInt32(unit & 0x3FF)
                return Self.appendUTF8(scalar, to: &output)
            }
            append(scalar: 0xFFFD, to: &output)
        }
        if unit & 0xFC00 == 0xD800 {
            pendingSurrogate = unit
        } else {
            append(scalar: unit & 0xFC00 == 0xDC00 ? 0xFFFD : UInt32(unit), to: &output)
        }
    }

    private func append(scalar: UInt32, to output: inout [UInt8]) { Self.appendUTF8(scalar, to: &output) }

    private static func appendUTF8(_ scalar: UInt32, to output: inout [UInt8]) {
        if scalar < 0x80 {
            output.append(UInt8(scalar))
        } else if scalar < 0x800 {
            output.append(UInt8(0xC0 | scalar >> 6))
            output.append(UInt8(0x80 | scalar & 0x3F))
        } else if scalar < 0x10000 {
            output.append(UInt8(0xE0 | scalar >> 12))
            output.append(UInt8(0x80 | scalar >> 6 & 0x3F))
            output.append(UInt8(0x80 | scalar & 0x3F))
        } else {
            output.append(UInt8(0xF0 | scalar >> 18))
            output.append(UInt8(0x80 | scalar >> 12 & 0x3F))
            output.append(UInt8(0x80 | scalar >> 6 & 0x3F))
            output.append(UInt8(0x80 | scalar & 0x3F))
        }
    }

    /// How many bytes of the original a piece of UTF-8 stands for.
    static func originalLength(_ bytes: ArraySlice<UInt8>, encoding: TextEncoding) -> Int {
        switch encoding {
        case .utf8: bytes.count
        case .latin1: bytes.count(where: { $0 & 0xC0 != 0x80 })
        case .utf16LittleEndian, .utf16BigEndian:
            bytes.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : $1 >= 0xF0 ? 4 : 2) }
        }
    }

    /// What 0x80 to 0x9F mean in Windows-1252; the five unused ones stand for themselves.
    private static let windows1252: [UInt16] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,
        0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
        0x0153, 0x9D, 0x017E, 0x0178,
    ]
}
