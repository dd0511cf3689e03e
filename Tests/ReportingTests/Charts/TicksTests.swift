import Foundation
import LearningCore
import Testing

@testable import Reporting

@Suite struct TicksTests {
    @Test func ticksAreRoundRiseAndCoverTheRange() {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<2_000 {
            let size = pow(10, generator.nextUniform() * 24 - 9)
            let low = (generator.nextUniform() - 0.5) * size
            let domain = low...(low + size * (0.01 + generator.nextUniform()))
            let count = 1 + generator.nextIndex(below: 9)
            let ticks = Ticks(covering: domain, count: count)
            let slack = ticks.step * 1e-6
            #expect(ticks.values[0] <= domain.lowerBound + slack)
            #expect(ticks.values[ticks.values.count - 1] >= domain.upperBound - slack)
            #expect(zip(ticks.values, ticks.values.dropFirst()).allSatisfy { $0 < $1 })
            // About as many as asked for: a nice step is at most 2.5 times the rough one.
            #expect(ticks.values.count <= count + 3)
            let digits = ticks.step / pow(10, floor(log10(ticks.step * 1.000001)))
            #expect([1, 2, 5].contains { abs(digits - $0) < 1e-6 }, "\(ticks.step)")
        }
    }

    @Test func labelsTellTheTicksApart() {
        for (domain, count) in [(0...1.0, 5), (0...0.03, 5), (0.5...0.9, 4), (0...30_000.0, 6), (0...3e9, 5)] {
            let ticks = Ticks(covering: domain, count: count)
            for style in [AxisStyle.share, .count, .number] {
                let labels = ticks.values.map { style.text($0, step: ticks.step) }
                #expect(Set(labels).count == labels.count, "\(labels)")
            }
        }
        let shares = Ticks(covering: 0...1, count: 5)
        #expect(shares.values.map { AxisStyle.share.text($0, step: shares.step) }.last == "100\u{A0}%")
        let money = Ticks(covering: 0...800_000, count: 4)
        #expect(money.values.map { AxisStyle.count.text($0, step: money.step) }.last == "800\u{A0}k")
    }
}
