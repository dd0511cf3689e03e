import Foundation

/// Whether one score ranks better than another on the same leads: DeLong's test of two correlated ROC curves (1988).
///
/// The difference of the areas is a mean over won rows plus one over lost rows of differences of placements (see
/// ``DeLong``), so its variance is that of these per-row differences; what the two scores share cancels.
public struct PairedAUCComparison: Sendable, Codable, Equatable {
    public let first: Double
    public let second: Double
    /// first − second, its interval AUC difference ± z · standard error.
    public let difference: Estimate
    public let standardError: Double
    /// Two-sided, of "both rank equally well". With standard error 0 it is 1 if the areas are equal, else 0.
    public let pValue: Double

    /// - Throws: ``EvaluationError/unequalLengths(name:expected:found:)`` or
    ///   ``EvaluationError/differentLeads(row:)`` unless both have the same labels and weights, row by row;
    ///   ``EvaluationError/tooFewOfOutcome(won:rows:needed:)`` with fewer than two won or two lost rows.
    ///   Complexity: O(rows).
    public init(
        _ first: ScoredOutcomes, _ second: ScoredOutcomes, confidence: Double = 0.95
    ) throws(EvaluationError) {
        try Self.requireSameLeads(first, second)
        let wonRows = first.wonCount
        let lostRows = first.rowCount - wonRows
        guard wonRows >= 2 else { throw .tooFewOfOutcome(won: true, rows: wonRows, needed: 2) }
        guard lostRows >= 2 else { throw .tooFewOfOutcome(won: false, rows: lostRows, needed: 2) }
        guard let firstArea = ROCAUC().value(of: first), let secondArea = ROCAUC().value(of: second) else {
            throw .noRows
        }
        let mean = firstArea - secondArea
        var won = 0.0
        var lost = 0.0
        let secondPlacements = Self.placements(of: second)
        for (row, placement) in Self.placements(of: first).enumerated() {
            let weight = first.weights?[row] ?? 1
            let deviation = weight * (placement - secondPlacements[row] - mean)
            if first.labels[row] { won += deviation * deviation } else { lost += deviation * deviation }
        }
        won *= Double(wonRows) / Double(wonRows - 1) / (first.ranking.totalWon * first.ranking.totalWon)
        lost *= Double(lostRows) / Double(lostRows - 1) / (first.ranking.totalLost * first.ranking.totalLost)
        let error = (won + lost).squareRoot()
        let reach = NormalDistribution.twoSidedQuantile(confidence: confidence) * error
        self.first = firstArea
        self.second = secondArea
        difference = Estimate(value: mean, low: max(mean - reach, -1), high: min(mean + reach, 1))
        standardError = error
        pValue = error > 0 ? 2 * NormalDistribution.upperTail(abs(mean) / error) : (mean == 0 ? 1 : 0)
    }

    /// Each row's placement, in row order; 0 for rows of weight 0.
    private static func placements(of outcomes: ScoredOutcomes) -> [Double] {
        let ranking = outcomes.ranking
        var placements = [Double](repeating: 0, count: outcomes.scores.count)
        for (row, cell) in zip(outcomes.order, outcomes.cells) {
            let group = Int(cell >> 1)
            placements[Int(row)] =
                cell & 1 == 1
                ? DeLong.wonPlacement(in: ranking, at: group) : DeLong.lostPlacement(in: ranking, at: group)
        }
        return placements
    }

    static func requireSameLeads(
        _ first: ScoredOutcomes, _ second: ScoredOutcomes
    ) throws(EvaluationError) {
        let rows = first.labels.count
        guard second.labels.count == rows else {
            throw .unequalLengths(name: "second scores", expected: rows, found: second.labels.count)
        }
        for row in 0..<rows {
            let sameWeight = (first.weights?[row] ?? 1) == (second.weights?[row] ?? 1)
            guard first.labels[row] == second.labels[row], sameWeight else { throw .differentLeads(row: row) }
        }
    }
}
