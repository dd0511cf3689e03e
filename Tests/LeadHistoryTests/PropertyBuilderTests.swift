import LearningCore
import Tabular
import Testing

@testable import LeadHistory

@Suite struct PropertyBuilderTests {
    private func property(_ cells: [String], limit: Int = 100) -> (property: EventProperty?, unreadable: Int) {
        var builder = PropertyBuilder(name: "p", limit: limit)
        // Both ways in which Tabular keeps text, one after the other.
        var levels: [String] = []
        var codes: [Int32] = []
        for cell in cells {
            if !cell.isEmpty, !levels.contains(cell) { levels.append(cell) }
            codes.append(levels.firstIndex(of: cell).map(Int32.init) ?? -1)
        }
        builder.append(.dictionary(codes: codes, levels: levels), rows: Array(cells.indices))
        let ends = cells.reduce(into: [0]) { ends, cell in ends.append(ends[ends.count - 1] + cell.utf8.count) }
        builder.append(.buffer(bytes: Array(cells.joined().utf8), offsets: ends), rows: Array(cells.indices))
        return builder.finish(order: (0..<2 * cells.count).reversed().map(Int32.init))
    }

    @Test func textOfTooManyValuesIsLeftOutAndNumbersAreNot() {
        #expect(property(["a", "b", "c"], limit: 2).property == nil)
        #expect(property(["a", "b", "a"], limit: 2).property?.isNumeric == false)
        #expect(property(["1", "2", "3"], limit: 2).property?.values == .number([3, 2, 1, 3, 2, 1]))
    }

    @Test func oneWrongNumberInTwentyIsForgiven() {
        let numbers = (0..<19).map(String.init)
        #expect(property(numbers + ["x"]).unreadable == 2)
        #expect(property(numbers + ["x"]).property?.isNumeric == true)
        #expect(property(numbers + ["x", "y"]).property?.isNumeric == false)
    }

    @Test func blankIsNoneInEitherKind() {
        #expect(property(["b", "", "a"]).property?.values == .text(codes: [0, -1, 1, 0, -1, 1], names: ["a", "b"]))
        guard case .number(let values)? = property(["", ""]).property?.values else {
            Issue.record("a blank column is not numeric")
            return
        }
        #expect(values.count == 4 && values.allSatisfy(\.isNaN))
    }

    @Test("Short numbers are read as the standard library reads them, or not at all") func shortNumbers() {
        var chance = SeededGenerator(seed: 3)
        func short(_ text: String) -> Double? {
            PropertyBuilder.shortNumber(Array("x\(text)".utf8), 1, text.utf8.count + 1)
        }
        for _ in 0..<5_000 {
            var text = (0..<1 + chance.nextIndex(below: 15)).map { _ in "\(chance.nextIndex(below: 10))" }.joined()
            if chance.nextIndex(below: 3) > 0 {
                text.insert(".", at: text.index(text.startIndex, offsetBy: chance.nextIndex(below: text.count + 1)))
            }
            if chance.nextIndex(below: 3) == 0 { text = "-" + text }
            #expect(short(text)?.bitPattern == PropertyBuilder.number(text)?.bitPattern, "\(text)")
        }
        for text in ["", "-", ".", "-.", "1e3", "12,5", "1.2.3", "+1", "1234567890123456", "0x1", "nan", " 1", "--1"] {
            #expect(text.isEmpty || short(text) == nil, "\(text)")
        }
    }

    @Test func numbersAreReadWithPointOrComma() {
        let known: [(String, Double?)] = [
            ("12.5", 12.5), ("-3", -3), ("1e3", 1_000), ("12,5", 12.5), ("1,2,3", nil), ("1.2,3", nil), ("inf", nil),
            ("nan", nil), ("0x10", nil), ("/", nil), ("x", nil), ("", nil),
        ]
        for (text, number) in known { #expect(PropertyBuilder.number(text) == number) }
    }
}
