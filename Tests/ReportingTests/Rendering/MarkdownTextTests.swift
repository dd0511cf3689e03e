import Testing

@testable import Reporting

@Suite struct MarkdownTextTests {
    @Test(arguments: [
        ("a | b", "a \\| b"), ("*bold* _it_ `code`", "\\*bold\\* \\_it\\_ \\`code\\`"),
        ("[x](http://e.vil)", "\\[x\\](http&#58;//e.vil)"), ("<img src=x>", "&#60;img src=x&#62;"),
        ("@all see #1", "&#64;all see &#35;1"), ("www.e.vil", "www&#46;e.vil"), ("- item", "\\- item"),
        ("1. item", "1\\. item"), ("0.712", "0.712"), ("2025-01-31", "2025-01-31"), ("a\nb", "a b"),
        ("back\\slash", "back\\\\slash"), ("~~no~~ $x$", "\\~\\~no\\~\\~ \\$x\\$"),
        ("Verdict: better", "Verdict: better"),
    ])
    func markupIsText(text: String, escaped: String) {
        #expect(MarkdownText.escaped(text) == escaped)
    }
}
