/// The words of a column's name: `leadId`, `lead_id` and `Lead ID` all have the words "lead" and "id".
public enum NameTokens {
    /// Lower-case words, cut at everything that is neither letter nor digit and where a capital follows a small letter.
    public static func words(of name: String) -> [String] {
        var words: [String] = []
        var word = ""
        var previousIsLower = false
        for character in name {
            guard character.isLetter || character.isNumber else {
                if !word.isEmpty { words.append(word) }
                (word, previousIsLower) = ("", false)
                continue
            }
            if character.isUppercase, previousIsLower {
                words.append(word)
                word = ""
            }
            word += character.lowercased()
            previousIsLower = character.isLowercase
        }
        return word.isEmpty ? words : words + [word]
    }
}
