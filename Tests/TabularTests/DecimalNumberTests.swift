import Glibc
import LearningCore
import Testing

@testable import Tabular

@Suite struct DecimalNumberTests {
    /// The C library rounds correctly; so must we, bit for bit.
    @Test func equalsStrtodOnRandomNumbers() {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<100_000 {
            let text = randomNumber(&generator)
            let bytes = Array(text.utf8)
            let found = DecimalNumber.parse(bytes.span, 0, bytes.count, mark: UInt8(ascii: "."))
            let expected = unsafe strtod(text, nil)
            if expected.isInfinite {
                if found != nil { Issue.record("\(text): expected nothing") }
            } else if found?.bitPattern != expected.bitPattern {
                Issue.record("\(text): \(String(describing: found)), strtod gives \(expected)")
            }
        }
    }

    /// Numbers exactly between two doubles, and a little beside them.
    @Test func roundsTiesToEven() {
        var generator = SeededGenerator(seed: 12)
        for _ in 0..<2_000 {
            let integer = (1 << 53) + UInt64(generator.nextIndex(below: 1 << 52))
            for text in ["\(integer &* 2 + 1)", "\(integer).5", "\(integer).4999", "\(integer / 10).\(integer % 10)5"] {
                let bytes = Array(text.utf8)
                let found = DecimalNumber.parse(bytes.span, 0, bytes.count, mark: UInt8(ascii: "."))
                let expected = unsafe strtod(text, nil)
                if found != expected { Issue.record("\(text): \(String(describing: found)), strtod gives \(expected)") }
            }
        }
    }

    @Test(arguments: [
        "", "-", "+", ".", "-.", "1e", "1e+", "e5", "1.2.3", "1 ", " 1", "0x10", "inf", "nan", "1_000", "--1", "１",
    ])
    func refusesWhatIsNoNumber(_ text: String) {
        let bytes = Array(text.utf8)
        #expect(DecimalNumber.parse(bytes.span, 0, bytes.count, mark: UInt8(ascii: ".")) == nil)
    }

    @Test func readsTheCommaAsMark() {
        let bytes = Array("-12,5".utf8)
        #expect(DecimalNumber.parse(bytes.span, 0, bytes.count, mark: UInt8(ascii: ",")) == -12.5)
        #expect(DecimalNumber.parse(bytes.span, 0, bytes.count, mark: UInt8(ascii: ".")) == nil)
    }

    /// Written and read again, a double is itself.
    @Test func writtenNumbersReadBack() {
        var generator = SeededGenerator(seed: 13)
        for _ in 0..<5_000 {
            let value = Double(bitPattern: generator.next())
            guard value.isFinite else { continue }
            for value in [value, value.rounded(), Double(Int64(truncatingIfNeeded: generator.next() >> 12))] {
                var bytes: [UInt8] = []
                NumberText.append(value, to: &bytes)
                let found = DecimalNumber.parse(bytes.span, 0, bytes.count, mark: UInt8(ascii: "."))
                if found?.bitPattern != value.bitPattern { Issue.record("\(value): \(String(describing: found))") }
            }
        }
    }

    private func randomNumber(_ generator: inout SeededGenerator) -> String {
        var text = ["", "", "-", "+"][generator.nextIndex(below: 4)]
        let whole = generator.nextIndex(below: generator.nextIndex(below: 4) == 0 ? 24 : 8)
        for _ in 0..<whole { text.append(String(generator.nextIndex(below: 10))) }
        let decimals = generator.nextIndex(below: generator.nextIndex(below: 4) == 0 ? 30 : 12)
        if decimals > 0 || whole == 0 {
            text.append(".")
            for _ in 0..<max(decimals, 1) { text.append(String(generator.nextIndex(below: 10))) }
        }
        if generator.nextIndex(below: 5) == 0 { text.append("e\(generator.nextIndex(below: 640) - 330)") }
        return text
    }
}
