import Foundation

/// Texts as they are compared (R-RULE-2): NFKC, without the blanks around them, without case.
enum TextFolding {
    static func folded(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return foldedASCII(text) }
        let normal = text.precomposedStringWithCompatibilityMapping
        // `ß` and `ẞ` are `ss` without case; final sigma is a sigma.
        let folded = normal.lowercased().replacing("ß", with: "ss").replacing("ς", with: "σ")
        return folded.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static func foldedASCII(_ text: String) -> String {
        var bytes = text.utf8[...]
        while let first = bytes.first, first <= 0x20 { bytes.removeFirst() }
        while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
        return String(decoding: bytes.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }, as: UTF8.self)
    }
}
