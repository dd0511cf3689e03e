import LeadHistory
import LearningCore
import Testing

@Suite struct DecayTests {
    private func points(_ points: Double, _ decay: Decay, _ days: [Double]) -> [Double] {
        days.map { points * decay.factor(age: $0 * Span.day) }
    }

    private func agree(_ found: [Double], _ expected: [Double]) -> Bool {
        zip(found, expected).allSatisfy { abs($0 - $1) < 1e-6 } && found.count == expected.count
    }

    @Test("Golden vector 1") func linear() {
        #expect(agree(points(9, .linear(lifespan: 90 * Span.day), [3, 90, 120]), [8.7, 0, 0]))
    }

    @Test("Golden vector 2") func halfLife() {
        #expect(agree(points(10, .halfLife(14 * Span.day), [7, 14, 28]), [7.071068, 5, 2.5]))
    }

    @Test("Golden vector 3") func step() {
        let original = Decay.step(every: 30 * Span.day, share: 0.25, of: .original)
        #expect(agree(points(20, original, [0, 29, 30, 60, 119, 120]), [20, 20, 15, 10, 5, 0]))
        let remaining = Decay.step(every: 7 * Span.day, share: 0.25, of: .remaining)
        #expect(agree(points(1000, remaining, [7, 14, 21]), [750, 562.5, 421.875]))
    }

    @Test func expiryIsThatOfAWindow() {
        #expect(points(5, .expire(after: 10 * Span.day), [0, 9.999, 10, 11]) == [5, 5, 0, 0])
        #expect(points(5, .none, [0, 1e6]) == [5, 5])
    }

    @Test func everyDecayFallsWithinZeroAndOne() {
        let decays: [Decay] = [
            .none, .linear(lifespan: 7), .halfLife(7), .step(every: 7, share: 0.3, of: .original),
            .step(every: 7, share: 0.3, of: .remaining), .expire(after: 7),
        ]
        for decay in decays {
            let factors = (0..<100).map { decay.factor(age: Double($0) / 2) }
            #expect(factors[0] == 1)
            #expect(factors.allSatisfy { (0...1).contains($0) })
            #expect(zip(factors, factors.dropFirst()).allSatisfy { $0 >= $1 })
        }
    }

    @Test func badParametersAreRefused() throws {
        let log = try TestLog.make([Row("a", 1e9, "open")], leads: ["a"])
        let timeline = log.timeline(ofRow: 0, asOf: 2e9)
        for decay: Decay in [
            .linear(lifespan: 0), .halfLife(-.infinity), .expire(after: .nan),
            .step(every: 1, share: 1.5, of: .original),
        ] {
            #expect(throws: HistoryError.self) {
                _ = try EventQuery(.decayedSum(decay, property: nil)).value(of: timeline)
            }
        }
    }
}
