import Foundation
import LearningCore
import Testing

@testable import LinearModels

@Suite struct WeightOfEvidenceBinsTests {
    private func sample(_ shape: (Double) -> Double, rows: Int = 2_000, seed: UInt64 = 5) -> (
        values: [Double], labels: [Bool]
    ) {
        var generator = SeededGenerator(seed: seed)
        let values = (0..<rows).map { $0 % 11 == 0 ? Double.nan : generator.nextUniform() * 10 }
        return (values, values.map { generator.nextUniform() < ($0.isNaN ? 0.2 : shape($0)) })
    }

    @Test(arguments: [true, false]) func evidenceGoesOneWay(rising: Bool) throws {
        let (values, labels) = sample { rising ? 0.1 + 0.08 * $0 : 0.9 - 0.08 * $0 }
        let bins = try WeightOfEvidenceBins(values: values, labels: labels)
        let evidence = bins.weightsOfEvidence.dropLast()
        #expect(evidence.count > 3 && evidence.count <= 8)
        #expect(zip(evidence, evidence.dropFirst()).allSatisfy { rising ? $0 < $1 : $0 > $1 })
        #expect(bins.counts.dropLast().allSatisfy { $0.all >= 0.05 * 2_000 })
    }

    /// Counts, evidence and information are what counting by hand gives.
    @Test func countsAreThoseOfTheRanges() throws {
        let (values, labels) = sample { 0.1 + 0.08 * $0 }
        let bins = try WeightOfEvidenceBins(values: values, labels: labels)
        let won = Double(labels.count { $0 })
        let lost = 2_000 - won
        var information = 0.0
        for index in bins.counts.indices {
            let rows = values.indices.filter { bins.index(of: values[$0]) == index }
            let wonHere = Double(rows.count { labels[$0] })
            let lostHere = Double(rows.count) - wonHere
            #expect(bins.counts[index] == .init(won: wonHere, lost: lostHere))
            let evidence = log((wonHere + 0.5) / (won + 0.5) / ((lostHere + 0.5) / (lost + 0.5)))
            #expect((bins.weightsOfEvidence[index] - evidence).magnitude < 1e-12)
            information += (wonHere / won - lostHere / lost) * evidence
        }
        #expect((bins.informationValue - information).magnitude < 1e-12)
    }

    @Test func weightsAreRowsRepeated() throws {
        let (values, labels) = sample({ 0.1 + 0.08 * $0 }, rows: 400)
        let counts = values.indices.map { $0 % 3 }
        let rows = values.indices.flatMap { [Int](repeating: $0, count: counts[$0]) }
        let weighted = try WeightOfEvidenceBins(values: values, labels: labels, weights: counts.map(Double.init))
        let repeated = try WeightOfEvidenceBins(values: rows.map { values[$0] }, labels: rows.map { labels[$0] })
        #expect(weighted == repeated)
    }

    @Test func constantsAndMissingValuesHaveOneRange() throws {
        for value in [4, Double.nan] {
            let bins = try WeightOfEvidenceBins(
                values: [Double](repeating: value, count: 10), labels: (0..<10).map { $0 < 4 })
            #expect(bins.edges.isEmpty)
            #expect(bins.weightsOfEvidence.allSatisfy { $0.magnitude < 1e-12 })
            #expect(bins.index(of: value) < bins.counts.count)
        }
    }

    @Test func oneOutcomeIsRefused() {
        #expect(throws: LearningError.oneClass(won: true)) {
            try WeightOfEvidenceBins(values: [1, 2], labels: [true, true])
        }
        #expect(throws: LearningError.tooFewRows(0)) { try WeightOfEvidenceBins(values: [], labels: []) }
    }
}
