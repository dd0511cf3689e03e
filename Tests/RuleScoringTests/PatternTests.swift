import Foundation
import LearningCore
import Testing

@testable import RuleScoring

@Suite struct PatternTests {
    @Test(arguments: [
        ("abc", "abc", true), ("abc", "xabc", false), ("abc", "abcd", false), ("a.c", "abc", true), ("", "", true),
        ("", "a", false), ("a|bc", "bc", true), ("a|bc", "ac", false), ("(a|b)c", "bc", true), ("a*", "", true),
        ("a*", "aaaa", true), ("a+", "", false), ("ab?c", "ac", true), ("[a-c]+", "abcabc", true),
        ("[^a-c]+", "xyz", true), ("[^a-c]+", "xaz", false), (#"\d{2,4}"#, "123", true), (#"\d{2,4}"#, "12345", false),
        (#"\d{3}"#, "12", false), (#"\d{2,}"#, "123456", true), (#"\w+@\w+\.de"#, "info@firma.de", true),
        (#"[a\-z]+"#, "a-z", true), ("[]a]+", "]a", true), ("^abc$", "abc", true), (#"\S+\s\S+"#, "a b", true),
        ("(a|b|)c", "c", true), ("(?:ab)+", "ababab", true), ("CEO|CFO", "cfo", true), ("[A-Z]+", "abc", true),
        ("Müller", "müller", true), ("(a*)*", "aaa", true), ("(a*)*b", "aaa", false), (".*", "äöü", true),
        (#"\*"#, "*", true), ("a{0}b", "b", true), ("x{2}y{0,1}", "xxy", true),
    ])
    func matches(source: String, text: String, expected: Bool) throws {
        #expect(try Pattern(source).matches(text) == expected)
    }

    @Test(arguments: [
        "(", ")", "a)", "[", "[a", "*", "+a", "a**", "a{2}{3}", "a{", "a{x}", "a{3,1}", #"\1"#, #"(a)\1"#, "(?=a)",
        "(?<n>a)",
        #"\q"#, #"a\"#, "[z-a]", "a^b", "a$b", #"[\D]"#,
    ])
    func isNotUnderstood(source: String) {
        #expect { try Pattern(source) } throws: {
            if case Pattern.Fault.notUnderstood? = $0 as? Pattern.Fault { true } else { false }
        }
    }

    @Test(arguments: [
        "((((a{50}){50}){50}){50}){50}", "a{2001}", "(a{1000}){1000}", "(((((((((()*)*)*)*)*)*)*)*){900}){900}",
        String(repeating: "(", count: 60) + String(repeating: ")", count: 60), String(repeating: "a", count: 1_001),
    ])
    func isTooCostly(source: String) {
        #expect(throws: Pattern.Fault.tooCostly) { try Pattern(source) }
    }

    /// Patterns on which matchers that try again take for ever.
    @Test(arguments: ["(a+)+b", "(a|a)*b", "(a|aa)+b", "(.*)*b", "(a?){300}a{300}b", "((a*)*)*b"])
    func takesLinearTime(source: String) throws {
        let pattern = try Pattern(source)
        let start = ContinuousClock.now
        #expect(!pattern.matches(String(repeating: "a", count: 400)))
        #expect(ContinuousClock.now - start < .seconds(10))
    }

    /// Random patterns of letters, choices and repetitions against Foundation's matcher.
    @Test func agreesWithFoundation() throws {
        var chance = SeededGenerator(seed: 17)
        var matched = 0
        for _ in 0..<max(400, CaseCount.value / 5) {
            let source = Self.randomPattern(&chance, depth: 3)
            let pattern = try Pattern(source)
            let reference = try NSRegularExpression(pattern: "^(?:\(source))$")
            for _ in 0..<5 {
                let text = String(
                    (0..<chance.nextIndex(below: 7)).map { _ in "abc".randomElement(using: &chance) ?? "a" })
                let range = NSRange(text.startIndex..., in: text)
                let expected = reference.firstMatch(in: text, range: range) != nil
                if expected { matched += 1 }
                #expect(pattern.matches(text) == expected, "\(source) on \(text)")
            }
        }
        #expect(matched > 200)
    }

    private static func randomPattern(_ chance: inout SeededGenerator, depth: Int) -> String {
        switch chance.nextIndex(below: depth > 0 ? 8 : 3) {
        case 0: "a"
        case 1: "[ab]"
        case 2: "[^c]"
        case 3, 4: randomPattern(&chance, depth: depth - 1) + randomPattern(&chance, depth: depth - 1)
        case 5: "(" + randomPattern(&chance, depth: depth - 1) + "|" + randomPattern(&chance, depth: depth - 1) + ")"
        case 6: "(" + randomPattern(&chance, depth: depth - 1) + ")" + ["*", "+", "?"][chance.nextIndex(below: 3)]
        default: "(" + randomPattern(&chance, depth: depth - 1) + "){1,2}"
        }
    }
}
