/// Codes with the names that mean them.
struct CodeTable: Sendable {
    private var codes: [String: String] = [:]

    init(_ lines: WordTableLines?) {
        for (values, words) in lines?.entries ?? [] {
            guard let code = values.first else { continue }
            for name in [code] + words { codes[Self.words(of: name).joined(separator: " ")] = code }
        }
    }

    private static func words(of text: String) -> [String] {
        FoldedText.words(of: text).filter { !["and", "und", "the"].contains($0) }
    }

    /// The code a text means, as a code or as a name; of a language also as a locale: `de-AT`, `pt_BR`.
    func code(of text: String, isLanguage: Bool) -> String? {
        let words = Self.words(of: text)
        if let code = codes[words.joined(separator: " ")] { return code }
        guard isLanguage, words.count > 1, let first = words.first, first.utf8.count == 2 else { return nil }
        return codes[first]
    }
}
