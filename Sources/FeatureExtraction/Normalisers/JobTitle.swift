/// What a job title, in German or English, says of its holder's rank and department.
///
/// The words are looked up from left to right, the longest phrase of the table first; a word in no phrase may end in a
/// rank (`Vertriebs|leiterin`) and begin with, or hold, a department (`Vertrieb|sleiterin`). Gender forms and words that
/// only join others do not matter. Of several ranks the highest counts, but a trainee, assistant or junior of whomever
/// is one; a senior manager stands between manager and head. Of several departments the first counts, and general
/// management only without another.
struct JobTitle: Sendable {
    /// From below.
    static let ranks = [
        "none", "trainee", "assistant", "junior", "specialist", "senior", "manager", "senior manager", "head",
        "director", "vice president", "executive", "owner",
    ]
    static let departments = [
        "management", "sales", "marketing", "finance", "purchasing", "it", "human resources", "production", "logistics",
        "engineering", "product", "quality", "legal", "customer service", "administration", "consulting", "health",
        "education",
    ]

    private struct Meaning: Sendable {
        var rank: Int?
        var department: String?
    }

    private var phrases: [String: Meaning] = [:]
    private var beginnings: [String: Meaning] = [:]
    private var endings: [String: Meaning] = [:]
    private var longestPhrase = 1
    private var longestStem = 0
    private var longestEnding = 0

    init(_ lines: WordTableLines?) {
        for (values, words) in lines?.entries ?? [] {
            guard let rank = values.first, let department = values.last else { continue }
            let meaning = Meaning(
                rank: Self.ranks.firstIndex(of: rank), department: department == "-" ? nil : department)
            for word in words { add(word, meaning) }
        }
    }

    private mutating func add(_ term: String, _ meaning: Meaning) {
        let words = Self.words(of: term)
        let phrase = words.joined(separator: " ")
        guard !phrase.isEmpty else { return }
        if term.hasPrefix("*") {
            endings[phrase] = meaning
            longestEnding = max(longestEnding, phrase.utf8.count)
        } else if term.hasSuffix("*") {
            beginnings[phrase] = meaning
            longestStem = max(longestStem, phrase.utf8.count)
        } else {
            phrases[phrase] = meaning
            longestPhrase = max(longestPhrase, words.count)
        }
    }

    /// The rank and the department.
    func parts(of text: String) -> [String?] {
        let words = Self.words(of: text)
        var ranks: [Int] = []
        var departments: [String] = []
        var position = 0
        while position < words.count {
            let (meanings, length) = meanings(at: position, in: words)
            ranks += meanings.compactMap(\.rank)
            departments += meanings.compactMap(\.department)
            position += length
        }
        return [Self.rank(of: ranks), departments.first { $0 != "management" } ?? departments.first]
    }

    private static func words(of text: String) -> [String] {
        FoldedText.words(of: text).filter { !fillers.contains($0) }
    }

    /// The meanings of the words from a position on, and how many words they took.
    private func meanings(at position: Int, in words: [String]) -> ([Meaning], Int) {
        for length in stride(from: min(longestPhrase, words.count - position), through: 1, by: -1) {
            let phrase = words[position..<position + length]
            if let meaning = phrases[phrase.joined(separator: " ")] { return ([meaning], length) }
            let male = phrase.map { Self.withoutFeminineEnding($0) ?? $0 }
            if let meaning = phrases[male.joined(separator: " ")] { return ([meaning], length) }
        }
        let word = Array((Self.withoutFeminineEnding(words[position]) ?? words[position]).utf8)
        return ([ending(of: word), stem(in: word)].compactMap(\.self), 1)
    }

    private func ending(of word: [UInt8]) -> Meaning? {
        for start in max(0, word.count - longestEnding)..<word.count {
            if let meaning = endings[String(decoding: word[start...], as: UTF8.self)] { return meaning }
        }
        return nil
    }

    /// The longest stem the word begins with, or else the first of five letters or more that it holds.
    private func stem(in word: [UInt8]) -> Meaning? {
        for start in word.indices {
            let longest = min(word.count, start + longestStem)
            for end in stride(from: longest, to: start + (start == 0 ? 1 : 4), by: -1) {
                if let meaning = beginnings[String(decoding: word[start..<end], as: UTF8.self)] { return meaning }
            }
        }
        return nil
    }

    private static func withoutFeminineEnding(_ word: String) -> String? {
        if word.utf8.count > 7, word.hasSuffix("innen") { return String(word.dropLast(5)) }
        return word.utf8.count > 5 && word.hasSuffix("in") ? String(word.dropLast(2)) : nil
    }

    private static func rank(of found: [Int]) -> String? {
        let names = found.map { ranks[$0] }
        for lowest in ["none", "trainee", "assistant", "junior"] where names.contains(lowest) { return lowest }
        guard let highest = found.max() else { return nil }
        return ranks[highest] == "manager" && names.contains("senior") ? "senior manager" : ranks[highest]
    }

    private static let fillers: Set<String> = [
        "of", "the", "for", "and", "in", "innen", "at", "to", "a", "an", "der", "die", "das", "des", "dem", "den",
        "von",
        "vom", "fur", "und", "im", "am", "zur", "zum", "mit", "m", "w", "d", "f", "x", "co", "dr", "prof", "dipl",
    ]
}
