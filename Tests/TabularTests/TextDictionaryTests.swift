import LearningCore
import Testing

@testable import Tabular

@Suite struct TextDictionaryTests {
    @Test func stringsAreNumberedAsTheyAppearAndFoundAgain() {
        var index = TextDictionary()
        var known: [String: Int] = [:]
        var chance = SeededGenerator(seed: 4)
        for _ in 0..<4_000 {
            let text = String(chance.nextIndex(below: 1_500), radix: 7)
            let expected = known[text] ?? known.count
            known[text] = expected
            #expect(index.insert(text) == expected)
        }
        #expect(index.count == known.count)
        #expect(known.allSatisfy { index.find($0.key) == $0.value && index.string(of: $0.value) == $0.key })
        #expect(index.find("not there") == nil && index.find("") == nil)
    }

    @Test func ranksAreThoseOfTheBytes() {
        var index = TextDictionary()
        let texts = ["b", "ä", "", "a", "ab", "B"]
        for text in texts { _ = index.insert(text) }
        let (names, rank) = index.ranked()
        #expect(names == ["", "B", "a", "ab", "b", "ä"])
        #expect(texts.indices.allSatisfy { names[Int(rank[$0])] == texts[$0] })
    }

    @Test func bytesThatAreNotUTF8StayApart() {
        var index = TextDictionary()
        let bytes: [UInt8] = [0xFF, 0xFE]
        #expect(index.code(of: bytes.span, 0, 1).code == 0 && index.code(of: bytes.span, 1, 2).code == 1)
    }

    /// Lengths around the eight bytes that are their own key, zero bytes, and texts that differ in one byte only.
    @Test func nearlyEqualBytesStayApart() {
        var chance = SeededGenerator(seed: 9)
        var texts: Set<[UInt8]> = [[]]
        for length in 1...40 {
            texts.insert([UInt8](repeating: 0, count: length))
            let base = (0..<length).map { _ in UInt8(chance.nextIndex(below: 256)) }
            for position in 0..<length {
                var changed = base
                changed[position] ^= 1
                texts.insert(changed)
            }
        }
        let all = texts.sorted { $0.lexicographicallyPrecedes($1) }
        let joined = all.flatMap(\.self)
        let offsets = all.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
        var index = TextDictionary()
        for (number, text) in all.enumerated() {
            #expect(index.find(text.span, 0, text.count) == nil)
            let inserted = index.code(of: joined.span, offsets[number], offsets[number + 1])
            #expect(inserted == (number, true) && index.code(of: text.span, 0, text.count) == (number, false))
        }
        #expect(index.find(joined, offsets: offsets, rows: 0..<all.count) == all.indices.map(Int32.init))
        #expect(index.find(joined, offsets: offsets, rows: 70..<75) == [70, 71, 72, 73, 74])
        #expect(TextDictionary().find(joined, offsets: offsets, rows: 0..<2) == [-1, -1])
    }
}
