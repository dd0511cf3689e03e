/// Whether a name can be a person's: `asdf`, `xxx`, `Test Test` and `a` are none.
struct PersonName: Sendable {
    private let dummies: Set<String>

    init(_ lines: WordTableLines?) {
        dummies = Set((lines?.entries ?? []).flatMap { $0.words.map(FoldedText.phrase) })
    }

    /// `nil` for text without a letter or digit. Names in scripts other than Latin are taken as they are.
    func plausibility(of text: String) -> String? {
        let words = FoldedText.words(of: text)
        guard !words.isEmpty else { return nil }
        return isPlausible(words) ? Plausibility.plausible : Plausibility.implausible
    }

    private func isPlausible(_ words: [String]) -> Bool {
        guard !dummies.contains(words.joined(separator: " ")), !words.contains(where: dummies.contains) else {
            return false
        }
        let letters = words.joined()
        guard letters.unicodeScalars.allSatisfy({ $0.isASCII }) else { return true }
        guard letters.utf8.count > 1, Set(letters).count > 1, !letters.contains(where: \.isNumber) else { return false }
        return words.allSatisfy { word in
            !Self.keyboardRuns.contains(where: word.contains) && !Self.hasTripleLetter(word)
                && (word.utf8.count < 5 || word.contains { "aeiouy".contains($0) })
        }
    }

    private static func hasTripleLetter(_ word: String) -> Bool {
        let letters = Array(word.utf8)
        return letters.indices.dropFirst(2).contains {
            letters[$0] == letters[$0 - 1] && letters[$0] == letters[$0 - 2]
        }
    }

    /// Neighbours on keyboards, and the beginning of the alphabet.
    private static let keyboardRuns = ["qwer", "asdf", "sdfg", "dfgh", "fghj", "hjkl", "yxcv", "zxcv", "xcvb", "abcd"]
}
