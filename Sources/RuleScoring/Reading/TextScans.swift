/// Finds YAML aliases before the parser does, because an alias in a key can take it for ever.
///
/// Whatever looks like `&name` anywhere and like `*name` later is taken for an anchor and its alias; in a text that
/// happens to look so, the one of the two that matters to nobody has to go.
enum AliasScan {
    static func firstAlias(in text: String) -> Place? {
        var anchors: Set<[UInt8]> = []
        var aliases: [(name: [UInt8], line: Int, column: Int)] = []
        var (line, column) = (1, 0)
        var previous: UInt8 = 0x0A
        let bytes = Array(text.utf8)
        for (index, byte) in bytes.enumerated() {
            if byte & 0xC0 != 0x80 { column += 1 }
            if byte == 0x26 || byte == 0x2A, !isName(previous) {
                let name = Array(bytes[(index + 1)...].prefix(while: isName))
                if !name.isEmpty {
                    if byte == 0x26 { anchors.insert(name) } else { aliases.append((name, line, column)) }
                }
            }
            if byte == 0x0A { (line, column) = (line + 1, 0) }
            previous = byte
        }
        return aliases.first { anchors.contains($0.name) }.map { Place(line: $0.line, column: $0.column) }
    }

    private static func isName(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
            || byte == 0x2D
    }
}

/// A lone `*` where a value begins and ends, as in `of: [*]`, is no YAML; a stand-in of one character is.
enum StarScan {
    static func mended(_ text: String, with standIn: Character) -> String {
        guard text.utf8.contains(0x2A) else { return text }
        var result = String.UnicodeScalarView()
        let scalars = Array(text.unicodeScalars)
        let mark = standIn.unicodeScalars[standIn.unicodeScalars.startIndex]
        var before: Unicode.Scalar = "\n"
        for (index, scalar) in scalars.enumerated() {
            let next = index + 1 < scalars.count ? scalars[index + 1] : "\n"
            let isLone =
                scalar == "*" && "[,:-\n".unicodeScalars.contains(before) && "],}\r\n ".unicodeScalars.contains(next)
            result.append(isLone ? mark : scalar)
            if scalar != " " { before = scalar }
        }
        return String(result)
    }
}

/// Keys that a mapping has twice, which end Yams's reading: each earlier one gets a first character of its own, so that
/// the rest of the file can be read and every repetition be reported.
struct DuplicateKeys {
    private var originals: [Unicode.Scalar: Unicode.Scalar] = [:]

    private static let first: UInt32 = 0xE100

    /// - Parameter mark: where the first of the keys stands.
    /// - Returns: `nil` when the key has no character to change.
    mutating func mended(_ text: String, line: Int, column: Int) -> String? {
        var scalars = text.unicodeScalars
        guard let start = Self.index(in: scalars, line: line, column: column) else { return nil }
        var place = start
        if "\"'".unicodeScalars.contains(scalars[place]) { place = scalars.index(after: place) }
        guard place < scalars.endIndex, let standIn = Unicode.Scalar(Self.first + UInt32(originals.count)),
            !"\n:\"'".unicodeScalars.contains(scalars[place])
        else { return nil }
        originals[standIn] = scalars[place]
        scalars.replaceSubrange(place...place, with: CollectionOfOne(standIn))
        return String(scalars)
    }

    /// The key as it was written.
    func original(_ key: String) -> String {
        guard let first = key.unicodeScalars.first, let original = originals[first] else { return key }
        return String(original) + String(key.unicodeScalars.dropFirst())
    }

    private static func index(
        in scalars: String.UnicodeScalarView, line: Int, column: Int
    ) -> String.UnicodeScalarView.Index? {
        var index = scalars.startIndex
        for _ in 1..<max(line, 1) {
            guard let end = scalars[index...].firstIndex(of: "\n") else { return nil }
            index = scalars.index(after: end)
        }
        return scalars.index(index, offsetBy: column - 1, limitedBy: scalars.endIndex).flatMap {
            $0 < scalars.endIndex ? $0 : nil
        }
    }
}

/// Control characters, which no text has; tabs and line ends are none.
enum ControlScan {
    static func firstControl(in text: String) -> Place? {
        var (line, column) = (1, 0)
        for byte in text.utf8 {
            if byte & 0xC0 != 0x80 { column += 1 }
            if byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D || byte == 0x7F {
                return Place(line: line, column: column)
            }
            if byte == 0x0A { (line, column) = (line + 1, 0) }
        }
        return nil
    }
}
