import Testing

@testable import Reporting

@Suite struct TextWidthTests {
    @Test func widthsAddUpAndScale() {
        let words = ["Lead Origin", "0.123–0.456", "Ünïcödé ✓ 漢字", "", "a\u{301}\u{302}"]
        for word in words {
            #expect(abs(TextWidth.of(word, size: 24) - 2 * TextWidth.of(word, size: 12)) < 1e-9)
            #expect(abs(TextWidth.of(word + word, size: 12) - 2 * TextWidth.of(word, size: 12)) < 1e-9)
        }
        // A combining mark takes no room of its own.
        #expect(TextWidth.of("a\u{301}", size: 12) == TextWidth.of("a", size: 12))
        #expect(TextWidth.of("W", size: 1_000) > TextWidth.of("i", size: 1_000))
    }

    @Test func whatDoesNotFitIsCutSoThatItDoes() {
        let long = String(repeating: "Wide name of a column ", count: 20)
        for width in stride(from: 20.0, to: 400, by: 7) {
            let cut = TextWidth.fitting(long, within: width, size: 12)
            #expect(TextWidth.of(cut, size: 12) <= max(width, TextWidth.of("W…", size: 12)))
            #expect(cut.hasSuffix("…"))
        }
        #expect(TextWidth.fitting("short", within: 100, size: 12) == "short")
    }
}
