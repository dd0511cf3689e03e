import LearningCore
import Testing

@Suite struct OutputPatternTests {
    @Test(arguments: [
        (["a", "b"], ["a", "b"]), ([], []), (["…"], []), (["…"], ["a", "b"]), (["a", "…", "c"], ["a", "c"]),
        (["a", "…", "c"], ["a", "b", "c", "b", "c"]), (["…", "b", "…"], ["a", "b", "c"]),
        (["a  "], ["a"]), (["a"], ["a", "", ""]), (["a", ""], ["a"]),
        (["read in 0.42 s"], ["read in 12.7 s"]), (["fit      0.42 s  x"], ["fit 17 ms  x"]),
        (["0.5 s"], ["2 min"]), (["at 81,000 leads/s."], ["at 9 leads/s."]),
    ])
    func matches(pattern: [String], output: [String]) {
        #expect(OutputPattern(pattern).mismatch(with: output) == nil)
    }

    @Test(arguments: [
        (["a", "b"], ["a", "c"], 1, 1), (["a"], [], 0, 0), ([], ["a"], 0, 0), (["a"], ["a", "b"], 1, 1),
        (["a", "…", "c", "d"], ["a", "b", "c", "x"], 3, 3), (["a", "…", "b"], ["a", "c"], 2, 1),
        ([" a"], ["a"], 0, 0), (["AUC 0.81"], ["AUC 0.82"], 0, 0), (["3 rows"], ["4 rows"], 0, 0),
        (["horizon 24 h"], ["horizon 25 h"], 0, 0), (["… b"], ["a b"], 0, 0), (["0.42 slots"], ["0.43 slots"], 0, 0),
    ])
    func namesThePlaceOfADifference(pattern: [String], output: [String], expected: Int, found: Int) {
        #expect(OutputPattern(pattern).mismatch(with: output) == .init(expected: expected, found: found))
    }

    @Test func agreesWithTheDefinitionOnRandomLines() {
        var generator = SeededGenerator(seed: 7)
        var matched = 0
        for _ in 0..<1_000 {
            let letters = ["a", "b", "…"]
            let pattern = (0..<generator.nextIndex(below: 7)).map { _ in letters[generator.nextIndex(below: 3)] }
            let output = (0..<generator.nextIndex(below: 8)).map { _ in letters[generator.nextIndex(below: 2)] }
            let expected = Self.matches(pattern[...], output[...])
            #expect((OutputPattern(pattern).mismatch(with: output) == nil) == expected, "\(pattern) \(output)")
            matched += expected ? 1 : 0
        }
        #expect((100...900).contains(matched))
    }

    @Test func manyEllipsesTakeNoExponentialTime() {
        let pattern = (0..<200).flatMap { _ in ["…", "a"] } + ["b"]
        #expect(OutputPattern(pattern).mismatch(with: Array(repeating: "a", count: 2_000)) != nil)
    }

    /// The rule as one would say it: `…` takes no line, or one line and goes on.
    private static func matches(_ pattern: ArraySlice<String>, _ output: ArraySlice<String>) -> Bool {
        guard let first = pattern.first else { return output.isEmpty }
        if first == "…" {
            return matches(pattern.dropFirst(), output) || (!output.isEmpty && matches(pattern, output.dropFirst()))
        }
        return output.first == first && matches(pattern.dropFirst(), output.dropFirst())
    }
}
