import LearningCore
import Testing

@testable import LeadScoring

@Suite struct CutTests {
    @Test func theRoundestNumberBetweenTwoIsTaken() {
        #expect(Cut(above: 9.7, upTo: 12.3).text == "10")
        #expect(Cut(above: 11.73, upTo: 12.9).text == "12")
        #expect(Cut(above: 0.41, upTo: 0.46).text == "0.46")
        #expect(Cut(above: -230, upTo: -228).text == "-228")
        #expect(Cut(above: -0.3, upTo: 0.2).text == "0")
        #expect(Cut(above: 4990, upTo: 5100).text == "5000")
    }

    @Test func aCutTellsItsTwoNumbersApart() {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<10_000 {
            let scale = [1e-6, 0.01, 1, 1_000, 1e9][Int(generator.nextUniform() * 5)]
            let low = (generator.nextUniform() - 0.5) * scale
            let high = low + generator.nextUniform() * scale * 0.1 + scale * 1e-6
            let cut = Cut(above: low, upTo: high)
            #expect(cut.value > low && cut.value <= high)
            #expect(Double(cut.text) == cut.value)
        }
    }

    @Test func partsAreLargeEnoughAndRise() {
        var generator = SeededGenerator(seed: 2)
        let numbers = (0..<1_000).map { _ in (generator.nextUniform() * 40).rounded() }
        let cuts = [Cut](parting: numbers, into: 10, atLeast: 50)
        #expect((2...10).contains(cuts.count))
        #expect(zip(cuts, cuts.dropFirst()).allSatisfy { $0.value < $1.value })
        for part in 0...cuts.count {
            #expect(numbers.count { cuts.part(of: $0) == part } >= 50)
        }
        for number in numbers { #expect(cuts.part(of: number) == cuts.count { $0.value <= number }) }
    }

    @Test func oneNumberIsNotParted() {
        #expect([Cut](parting: [3, 3, 3], into: 5, atLeast: 1).isEmpty)
        #expect([Cut](parting: [], into: 5, atLeast: 1).isEmpty)
    }
}
