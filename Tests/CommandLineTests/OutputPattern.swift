/// The output a document promises, as something that real output matches or does not.
///
/// Lines must be equal, with these exceptions: a line `…` stands for any number of lines, also none; a time such as
/// `0.42 s` for any time and a speed such as `81,000 leads/s` for any speed, with the spaces in front of it; spaces at
/// the end of a line and blank lines at the end of the output do not count.
struct OutputPattern {
    private let lines: [String]

    init(_ lines: [String]) {
        self.lines = Self.normalized(lines)
    }

    /// The first place where a line was expected that did not come: positions from 0, the length where one of them ended.
    struct Mismatch: Equatable {
        let expected: Int
        let found: Int
    }

    /// Nil when the output matches; otherwise the place up to which most of the pattern was found.
    ///
    /// After a dead end only the latest `…` has to take one line more (an earlier one could only lead to the same
    /// places), so the time is O(lines of the pattern × lines of the output).
    func mismatch(with output: [String]) -> Mismatch? {
        let output = Self.normalized(output)
        var expected = 0
        var found = 0
        var retry: (expected: Int, found: Int)?
        var furthest: Mismatch?
        while expected < lines.count || found < output.count {
            if expected < lines.count, lines[expected] == "…" {
                expected += 1
                retry = (expected, found)
            } else if expected < lines.count, found < output.count, lines[expected] == output[found] {
                expected += 1
                found += 1
            } else {
                if expected > furthest?.expected ?? -1 { furthest = Mismatch(expected: expected, found: found) }
                guard let latest = retry, latest.found < output.count else { return furthest }
                (expected, found) = (latest.expected, latest.found + 1)
                retry = (expected, found)
            }
        }
        return nil
    }

    private static func normalized(_ lines: [String]) -> [String] {
        let normalized = lines.map(normalized)
        return Array(normalized[..<((normalized.lastIndex { !$0.isEmpty } ?? -1) + 1)])
    }

    private static func normalized(_ line: String) -> String {
        let end = line.lastIndex { !$0.isWhitespace }
        let trimmed = end.map { line[...$0] } ?? ""
        return
            trimmed
            .replacing(/\s*\b\d[\d,]*(?:\.\d+)? (?:rows|leads)\/s\b/, with: " any speed")
            .replacing(/\s*\b\d+(?:\.\d+)? (?:µs|ms|s|min)\b/, with: " any time")
            .description
    }
}
