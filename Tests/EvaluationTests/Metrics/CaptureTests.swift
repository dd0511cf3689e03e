import Evaluation
import Testing

@Suite struct CaptureTests {
    @Test func countsTheBestFraction() throws {
        let p = (0..<20).map { 1 - Double($0) / 20 }
        let labels = (0..<20).map { [0, 1, 5, 19].contains($0) }
        let outcomes = try ScoredOutcomes(probabilities: p, labels: labels)
        #expect(Capture(at: 0.05).value(of: outcomes) == 0.25)
        #expect(Capture(at: 0.10).value(of: outcomes) == 0.5)
        #expect(isClose(try #require(Lift(at: 0.10).value(of: outcomes)), 5))
        #expect(Capture(at: 1).value(of: outcomes) == 1)
    }

    @Test func tiesAtTheCutCountInProportion() throws {
        let outcomes = try ScoredOutcomes(
            probabilities: Array(repeating: 0.4, count: 10), labels: (0..<10).map { $0 < 3 })
        for fraction in [0.05, 0.1, 0.2, 0.55] {
            #expect(isClose(try #require(Capture(at: fraction).value(of: outcomes)), fraction))
            #expect(isClose(try #require(Lift(at: fraction).value(of: outcomes)), 1))
        }
    }

    @Test func aCutWithinARowTakesPartOfIt() throws {
        let outcomes = try ScoredOutcomes(probabilities: [0.9, 0.8, 0.1], labels: [true, false, true])
        #expect(isClose(try #require(Capture(at: 0.1).value(of: outcomes)), 0.3 / 2))
    }

    @Test func risesWithTheFraction() throws {
        let outcomes = try RandomLeads(rows: 200, seed: 9, decimals: 1, weighted: true).outcomes()
        let captures = (1...100).compactMap { Capture(at: Double($0) / 100).value(of: outcomes) }
        #expect(captures.count == 100 && captures == captures.sorted() && captures.last == 1)
    }
}
