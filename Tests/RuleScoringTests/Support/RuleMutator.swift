import LearningCore
import RuleScoring

/// Rule files with mistakes in them: pieces of the starters, changed at random, the same for the same number.
struct RuleMutator: Sendable {
    private let sources: [[UInt8]]

    init() { sources = RuleStarter.all.map(\.bytes) }

    /// What breaks parsers.
    private static let tokens = [
        "[", "]", "{", "}", "&a ", "*a", "*", "\"", "'", ": ", "- ", "\n", "\t", "  ", "|", ">", "#", "!!str ", "%",
        "---\n", "?",
        "\u{0}", "\u{FEFF}", "é", "\u{202E}", "1e999", "-0", ".nan", "0x10", "99999999999999999999", "1d", "null", "~",
        "true",
        "when: ", "points: ", "all: [", "not: ", "matches: '((a{99}){99})'", "\\", "<<: ",
    ].map { Array($0.utf8) }

    /// The file of a number.
    func file(_ number: Int) -> [UInt8] {
        var chance = SeededGenerator(seed: 0x1EAD, stream: UInt64(number))
        var bytes = piece(&chance)
        for _ in 0..<chance.nextIndex(below: 4) { mutate(&bytes, &chance) }
        return bytes
    }

    /// The head of a starter and some of its lines, so that most of a file is still a rule file.
    private func piece(_ chance: inout SeededGenerator) -> [UInt8] {
        let source = sources[chance.nextIndex(below: sources.count)]
        guard chance.nextIndex(below: 16) > 0 else { return source }
        let lines = source.split(separator: 0x0A, omittingEmptySubsequences: false)
        let start = chance.nextIndex(below: lines.count)
        let part = lines[start..<min(lines.count, start + 4 + chance.nextIndex(below: 30))]
        let head = Array("schema: leadscore.rules/1\ngroups:\n  g:\n    rules:\n".utf8)
        let isWhole = chance.nextIndex(below: 2) == 0
        return (isWhole ? [] : head) + Array(part.joined(separator: [0x0A]))
    }

    private func mutate(_ bytes: inout [UInt8], _ chance: inout SeededGenerator) {
        let place = chance.nextIndex(below: bytes.count + 1)
        let end = min(bytes.count, place + chance.nextIndex(below: 40))
        switch chance.nextIndex(below: 7) {
        case 0: if place < bytes.count { bytes[place] = UInt8(truncatingIfNeeded: chance.next()) }
        case 1: bytes.removeSubrange(place..<end)
        case 2: bytes.insert(contentsOf: Array(bytes[place..<end]), at: place)
        case 3: bytes.removeSubrange(place...)
        case 4:
            let other = sources[chance.nextIndex(below: sources.count)]
            let start = chance.nextIndex(below: other.count)
            bytes.insert(contentsOf: other[start..<min(other.count, start + 60)], at: place)
        case 5:
            let token = Self.tokens[chance.nextIndex(below: Self.tokens.count)]
            for _ in 0..<chance.nextIndex(below: 30) { bytes.insert(contentsOf: token, at: place) }
        default: bytes.insert(contentsOf: Self.tokens[chance.nextIndex(below: Self.tokens.count)], at: place)
        }
    }
}
