import Foundation

extension String {
    /// Filled with spaces on the right, or cut with an ellipsis.
    func padded(to width: Int) -> String {
        count <= width ? self + String(repeating: " ", count: width - count) : prefix(width - 1) + "…"
    }

    var withoutTrailingSpaces: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }

    /// Filled with spaces on the left.
    func leftPadded(to width: Int) -> String {
        count >= width ? self : String(repeating: " ", count: width - count) + self
    }
}

/// A word as it must be typed in a shell.
func shellWord(_ word: String) -> String {
    let plain = word.allSatisfy { $0.isLetter || $0.isNumber || "._-/+:,=".contains($0) }
    return plain && !word.isEmpty ? word : "'" + word.replacingOccurrences(of: "'", with: "'\\''") + "'"
}

/// A word as YAML takes for text, whatever it looks like.
func yamlWord(_ word: String) -> String {
    let escaped = word.map { character -> String in
        switch character {
        case "\"": "\\\""
        case "\\": "\\\\"
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        default: String(character)
        }
    }
    return "\"" + escaped.joined() + "\""
}
