import Testing

@testable import LeadScoring

@Suite struct DataGateTests {
    /// Hanley and McNeil's formula by its definition: the chances Q₁ and Q₂ that two won leads both beat one lost lead, and
    /// one won lead beats two lost ones, under their exponential model, integrated numerically instead of in closed form.
    @Test(arguments: [(40, 40), (8, 8), (100, 900), (7, 300)])
    func theWidthIsHanleyAndMcNeils(won: Int, lost: Int) {
        let auc = 0.75
        // Won scores have density ratio λ: P(won > lost) = 1 / (1 + λ) for exponentials of rates λ (won) and 1 (lost).
        let rate = (1 - auc) / auc
        var (q1, q2) = (0.0, 0.0)
        let step = 0.0005
        for index in 0..<120_000 {
            let x = (Double(index) + 0.5) * step
            // A lost lead at x: both won above. A won lead at x: both lost below.
            q1 += exponential(x, 1) * tail(x, rate) * tail(x, rate) * step
            q2 += exponential(x, rate) * (1 - tail(x, 1)) * (1 - tail(x, 1)) * step
        }
        let (m, n) = (Double(won), Double(lost))
        let variance = (auc * (1 - auc) + (m - 1) * (q1 - auc * auc) + (n - 1) * (q2 - auc * auc)) / (m * n)
        let width = 2 * 1.96 * variance.squareRoot()
        #expect(abs(DataGate.expectedIntervalWidth(won: won, lost: lost) - min(1, width)) < 0.002)
    }

    private func exponential(_ x: Double, _ rate: Double) -> Double { rate * tail(x, rate) }
    private func tail(_ x: Double, _ rate: Double) -> Double { Self.exp(-rate * x) }

    /// e^x by its series on a reduced argument, so that the test needs no library.
    private static func exp(_ x: Double) -> Double {
        let reduced = x / 1_024
        var power = 1 + reduced + reduced * reduced / 2 + reduced * reduced * reduced / 6
        for _ in 0..<10 { power *= power }
        return power
    }

    @Test func tooFewAreRefusedUnlessAllowed() throws {
        for (won, lost) in [(39, 1_000), (1_000, 39), (0, 50), (50, 0), (0, 0)] {
            let error = diagnosed { try DataGate.check(won: won, lost: lost, parameters: 1, allowSmall: false) }
            #expect((error as? Diagnostic)?.code == "E301")
        }
        #expect(try DataGate.check(won: 39, lost: 40, parameters: 1, allowSmall: true).count == 1)
        // One outcome alone can never be learned from.
        #expect((diagnosed { try DataGate.check(won: 0, lost: 99, parameters: 1, allowSmall: true) }) != nil)
        #expect(try DataGate.check(won: 40, lost: 40, parameters: 1, allowSmall: false).count == 1)
        #expect(try DataGate.check(won: 119, lost: 999, parameters: 1, allowSmall: false).count == 1)
        #expect(try DataGate.check(won: 120, lost: 999, parameters: 12, allowSmall: false).isEmpty)
        #expect(try DataGate.check(won: 120, lost: 999, parameters: 13, allowSmall: false).count == 1)
    }

    @Test func moreLeadsNeverWidenTheInterval() {
        let widths = [1, 2, 5, 8, 20, 40, 200, 5_000].map { DataGate.expectedIntervalWidth(won: $0, lost: $0) }
        #expect(zip(widths, widths.dropFirst()).allSatisfy { $0 >= $1 })
        #expect(widths.allSatisfy { $0 > 0 && $0 <= 1 })
    }
}
