/// Gives texts short names that can stand as ids in a rule file, each once.
struct UniqueNames {
    private var taken = Set<String>()
    private static let longest = 60

    /// - Parameters:
    ///   - text: any; its letters and digits are kept, in lower case.
    ///   - fallback: the name of a text without any.
    mutating func name(for text: String, _ fallback: String) -> String {
        var name = ""
        for character in text.lowercased() where name.count < Self.longest {
            if character.isASCII, character.isLetter || character.isNumber {
                name.append(character)
            } else if let plain = Self.umlauts[character] {
                name += plain
            } else if name.last != "_", !name.isEmpty {
                name.append("_")
            }
        }
        while name.last == "_" { name.removeLast() }
        // YAML would read a number, or a word of its own.
        let isText = name.first.map { !$0.isNumber } ?? false
        if !isText || Self.reserved.contains(name) { name = fallback + (name.isEmpty ? "" : "_" + name) }
        var unique = name
        var number = 2
        while !taken.insert(unique).inserted {
            unique = "\(name)_\(number)"
            number += 1
        }
        return unique
    }

    private static let reserved: Set<String> = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"]
    private static let umlauts: [Character: String] = ["ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"]
}
