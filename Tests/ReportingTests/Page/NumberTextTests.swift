import Evaluation
import Testing

@testable import Reporting

@Suite struct NumberTextTests {
    @Test func numbersAreWrittenForPeople() {
        #expect(NumberText.count(41_188.4) == "41,188")
        #expect(NumberText.count(-1_234) == "−1,234")
        #expect(NumberText.count(-0.2) == "0")
        #expect(NumberText.fixed(-0.0004, 3) == "0.000")
        #expect(NumberText.share(0.308) == "30.8\u{A0}%")
        #expect(NumberText.roundShare(0.308) == "31\u{A0}%")
        #expect(NumberText.roundShare(0.004) == "0.4\u{A0}%")
        #expect(NumberText.factor(logOdds: 0) == "×1.00")
        #expect(NumberText.short(1_250_000) == "1.2\u{A0}M")
        #expect(NumberText.short(-800_000) == "−800\u{A0}k")
        #expect(NumberText.short(999) == "999")
    }

    @Test func whatIsNoNumberIsADash() {
        for text in [NumberText.count(.nan), NumberText.fixed(.infinity, 2), NumberText.short(-.infinity)] {
            #expect(text == "–")
        }
        #expect(NumberText.count(1e300) == "1.0e+300")
        #expect(NumberText.fixed(-1e300, 4) == "−1.0e+300")
    }

    @Test func rangesCannotBeMistaken() {
        #expect(NumberText.range(Estimate(value: 2, low: 1, high: 3)) { NumberText.fixed($0, 0) } == "1–3")
        #expect(NumberText.range(Estimate(value: 2, low: -1, high: 3)) { NumberText.fixed($0, 0) } == "−1 to 3")
        #expect(NumberText.shareRange(Estimate(value: 0.2, low: 0.1, high: 0.3)) == "10.0–30.0\u{A0}%")
    }
}
