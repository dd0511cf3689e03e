/// Finds what somebody probably meant: for "did you mean".
public enum Spelling {
    /// The candidate nearest to a word, if any is near: within about a third of the word's length in edits, ignoring case,
    /// spaces and punctuation. The first of equally near ones. Complexity: O(candidates × length²).
    public static func closest(to word: String, among candidates: [String]) -> String? {
        let target = folded(word)
        let limit = max(1, (target.count + 1) / 3)
        var best: (candidate: String, distance: Int)?
        for candidate in candidates {
            let distance = distance(target, folded(candidate))
            if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        return best?.candidate
    }

    private static func folded(_ word: String) -> [Character] {
        word.lowercased().filter { $0.isLetter || $0.isNumber }.map { $0 }
    }

    /// Edits from one word to the other: insert, delete, replace or swap neighbours (optimal string alignment).
    static func distance(_ a: [Character], _ b: [Character]) -> Int {
        guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
        var twoBack = [Int](repeating: 0, count: b.count + 1)
        var previous = Array(0...b.count)
        for i in 1...a.count {
            var row = [i] + [Int](repeating: 0, count: b.count)
            for j in 1...b.count {
                row[j] = min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { row[j] = min(row[j], twoBack[j - 2] + 1) }
            }
            (twoBack, previous) = (previous, row)
        }
        return previous[b.count]
    }
}
