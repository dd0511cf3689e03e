import LearningCore
import Testing

@testable import Reporting

@Suite struct HTMLTextTests {
    @Test func markupIsText() {
        #expect(
            HTMLText.escaped("<script>alert('1' & \"2\")</script>")
                == "&lt;script&gt;alert(&#39;1&#39; &amp; &quot;2&quot;)&lt;/script&gt;")
        #expect(HTMLText.escaped("Müller & Söhne 漢字 👩‍👩‍👧") == "Müller &amp; Söhne 漢字 👩‍👩‍👧")
    }

    /// A sign with a mark over it is one character to Swift and two to a browser.
    @Test func signsUnderACombiningMarkAreEscapedToo() {
        for mark in ["\u{301}", "\u{20DD}", "\u{FE0F}", "\u{200D}"] {
            for sign in ["<", ">", "\"", "'", "&"] {
                let escaped = HTMLText.escaped(sign + mark)
                #expect(!escaped.unicodeScalars.dropFirst().contains(sign.unicodeScalars.first ?? " "))
                #expect(escaped.hasPrefix("&") && escaped.unicodeScalars.last == mark.unicodeScalars.last)
            }
        }
    }

    @Test func controlsAndTurnsOfDirectionAreShown() {
        #expect(HTMLText.escaped("a\u{0}b\u{1B}c\u{202E}d\u{2067}e\u{85}f") == "a�b�c�d�e�f")
        #expect(HTMLText.escaped("a\tb\r\nc") == "a b  c")
    }

    @Test func noSignOfMarkupSurvivesInAnyText() {
        var generator = SeededGenerator(seed: 1)
        let signs = Array("<>\"'&abc \u{301}\u{202E}\n\r\u{0}`=/!-\\|".unicodeScalars)
        for _ in 0..<500 {
            var text = String.UnicodeScalarView()
            for _ in 0..<30 { text.append(signs[generator.nextIndex(below: signs.count)]) }
            let escaped = HTMLText.escaped(String(text)).unicodeScalars
            #expect(!escaped.contains { "<>\"'".unicodeScalars.contains($0) || $0.value < 32 })
        }
    }
}
