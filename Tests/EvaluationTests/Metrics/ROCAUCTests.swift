import Evaluation
import Foundation
import LearningCore
import Testing

@Suite struct ROCAUCTests {
    /// Counts the pairs one by one.
    private func naive(_ leads: RandomLeads) -> Double {
        var better = 0.0
        var pairs = 0.0
        for won in leads.labels.indices where leads.labels[won] {
            for lost in leads.labels.indices where !leads.labels[lost] {
                let weight = (leads.weights?[won] ?? 1) * (leads.weights?[lost] ?? 1)
                pairs += weight
                if leads.probabilities[won] > leads.probabilities[lost] { better += weight }
                if leads.probabilities[won] == leads.probabilities[lost] { better += weight / 2 }
            }
        }
        return better / pairs
    }

    @Test(arguments: 0..<12)
    func equalsCountedPairs(seed: Int) throws {
        let leads = RandomLeads(
            rows: 60, seed: UInt64(seed), decimals: [nil, 2, 1, 0][seed % 4], weighted: seed % 2 == 0)
        #expect(isClose(try #require(ROCAUC().value(of: leads.outcomes())), naive(leads)))
    }

    @Test func onlyTheOrderOfScoresCounts() throws {
        let leads = RandomLeads(rows: 300, seed: 5, decimals: 2)
        let before = try ROCAUC().value(of: leads.outcomes())
        for map in [{ $0 * $0 }, { 0.25 + $0 / 2 }, { sin($0) }] as [@Sendable (Double) -> Double] {
            var moved = leads
            moved.probabilities = leads.probabilities.map(map)
            #expect(try ROCAUC().value(of: moved.outcomes()) == before)
        }
    }

    @Test func theReversedScoreHasTheComplement() throws {
        var leads = RandomLeads(rows: 300, seed: 6, decimals: 1)
        let before = try #require(try ROCAUC().value(of: leads.outcomes()))
        leads.probabilities = leads.probabilities.map { 1 - $0 }
        #expect(isClose(try #require(try ROCAUC().value(of: leads.outcomes())), 1 - before))
    }

    @Test func aConstantScoreIsAHalf() throws {
        let outcomes = try ScoredOutcomes(probabilities: [0.3, 0.3, 0.3], labels: [true, false, true])
        #expect(ROCAUC().value(of: outcomes) == 0.5)
    }
}
