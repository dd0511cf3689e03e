import Foundation

/// Text as tables of words compare it: without case, accents, transcriptions of umlauts, or punctuation.
///
/// `Geschäftsführer`, `GESCHAEFTSFUEHRER` and `geschaftsfuhrer` all fold to the same word: compatibility decomposition,
/// marks dropped, lower case, ß as ss, and in words of four letters or more the e dropped from ae, oe and ue. The tables
/// fold the same way, so that it does not matter that `revenue` loses a letter.
enum FoldedText {
    /// The words of a text: runs of letters and digits, folded. Complexity: O(length).
    static func words(of text: String) -> [String] {
        var words: [String] = []
        var word: [UInt8] = []
        func finish() {
            guard !word.isEmpty else { return }
            words.append(String(decoding: withoutTranscriptions(word), as: UTF8.self))
            word.removeAll(keepingCapacity: true)
        }
        for byte in simplified(text).utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): word.append(byte | 0x20)
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
                word.append(byte)
            // An apostrophe stands within a word: côte d'ivoire, men's.
            case UInt8(ascii: "'"): continue
            default: finish()
            }
        }
        finish()
        return words
    }

    /// The words with single blanks between them.
    static func phrase(of text: String) -> String { words(of: text).joined(separator: " ") }

    /// Lower case without the blanks around it.
    static func trimmed(_ text: String) -> String {
        if let plain = plainTrimmed(text) { return plain }
        return text.lowercased().trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// As ``trimmed(_:)``, for the ASCII that most addresses are; `nil` for other text.
    private static func plainTrimmed(_ text: String) -> String? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            guard byte < 0x80 else { return nil }
            if bytes.isEmpty, isBlank(byte) { continue }
            bytes.append(byte &- 0x41 < 26 ? byte | 0x20 : byte)
        }
        while let last = bytes.last, isBlank(last) { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    /// Without marks and ligatures; plain ASCII is returned as it is.
    private static func simplified(_ text: String) -> String {
        guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text }
        var result = ""
        for scalar in text.decomposedStringWithCompatibilityMapping.lowercased().unicodeScalars {
            if let letters = letters[scalar] {
                result += letters
            } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar.isASCII {
                result.unicodeScalars.append(scalar)
            } else if scalar.properties.canonicalCombiningClass == .notReordered {
                result += " "
            }
        }
        return result
    }

    private static let letters: [Unicode.Scalar: String] = [
        "ß": "ss", "ẞ": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i",
        "’": "'", "‘": "'", "ʼ": "'",
    ]

    private static func withoutTranscriptions(_ word: [UInt8]) -> [UInt8] {
        guard word.count >= 4 else { return word }
        var result: [UInt8] = []
        result.reserveCapacity(word.count)
        for byte in word {
            if byte == UInt8(ascii: "e"), let last = result.last,
                last == UInt8(ascii: "a") || last == UInt8(ascii: "o") || last == UInt8(ascii: "u")
            {
                continue
            }
            result.append(byte)
        }
        return result
    }
}
