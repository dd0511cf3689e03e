import LearningCore
import Testing

@testable import LeadHistory

@Suite struct TextIndexTests {
    @Test func stringsAreNumberedAsTheyAppearAndFoundAgain() {
        var index = TextIndex()
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
        var index = TextIndex()
        let texts = ["b", "ä", "", "a", "ab", "B"]
        for text in texts { _ = index.insert(text) }
        let (names, rank) = index.ranked()
        #expect(names == ["", "B", "a", "ab", "b", "ä"])
        #expect(texts.indices.allSatisfy { names[Int(rank[$0])] == texts[$0] })
    }

    @Test func bytesThatAreNotUTF8StayApart() {
        var index = TextIndex()
        #expect(index.insert([0xFF] as [UInt8]) == 0 && index.insert([0xFE] as [UInt8]) == 1)
    }
}
