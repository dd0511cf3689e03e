import LeadHistory
import LearningCore
import Testing

@Suite struct SpanTests {
    @Test func spansAreReadAsTheyAreWritten() {
        let known: [(String, Double)] = [
            ("24h", 86_400), ("7d", 604_800), ("7 D", 604_800), ("90s", 90), ("30m", 1_800), ("2w", 1_209_600),
            ("1.5h", 5_400), ("0d", 0),
        ]
        for (text, seconds) in known { #expect(Span.seconds(of: text) == seconds) }
        for text in ["", "7", "d", "-1d", "+1d", "1y", "1d 2h", "nand", "infd", " 1d", "1e400d", "٣d"] {
            #expect(Span.seconds(of: text) == nil)
        }
    }

    @Test func spansAreWrittenInTheirLargestWholeUnit() {
        #expect(
            [86_400, 604_800, 129_600, 3_600, 90, 0.5, 0].map(Span.text) == [
                "1 d", "7 d", "36 h", "1 h", "90 s", "0.5 s", "0 s",
            ])
    }
}
