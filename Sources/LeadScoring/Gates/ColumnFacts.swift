import FeatureExtraction
import Foundation
import Tabular

/// What the leak gate measures of one column.
struct ColumnFacts: Sendable {
    let name: String
    let aloneAUC: Double?
    /// The share of leads for which the column is filled.
    let fillShare: Double
    let missingnessAUC: Double
    /// The sentence, if being filled gives the outcome away.
    let fillingGivesAway: String?
    let valuesSpeakOfTheEnd: Bool

    var evidence: ColumnEvidence {
        ColumnEvidence(column: name, aloneAUC: aloneAUC, missingnessAUC: missingnessAUC)
    }

    init(_ column: Column, labels: [Bool], fold: [UInt8]) {
        name = column.name
        aloneAUC = ColumnAlone.auc(of: column, labels: labels, fold: fold)
        var filled = (won: 0, lost: 0)
        let won = labels.count { $0 }
        let lost = labels.count - won
        for row in labels.indices where column.state(at: row) == .value {
            if labels[row] { filled.won += 1 } else { filled.lost += 1 }
        }
        fillShare = Double(filled.won + filled.lost) / Double(max(labels.count, 1))
        let difference = Double(filled.won) / Double(max(won, 1)) - Double(filled.lost) / Double(max(lost, 1))
        missingnessAUC = 0.5 + abs(difference) / 2
        valuesSpeakOfTheEnd = Self.speaksOfTheEnd(column)
        fillingGivesAway =
            missingnessAUC >= LeakGate.certainAUC || Self.isFilledForOneOutcome(filled, won: won, lost: lost)
            ? "filled for \(filled.won) of \(won) won leads and \(filled.lost) of \(lost) lost ones" : nil
    }

    /// Filled for a few leads only, but those have all but one outcome: at least 99 % of them, and so many that chance
    /// would do it less than once in a million columns.
    private static func isFilledForOneOutcome(_ filled: (won: Int, lost: Int), won: Int, lost: Int) -> Bool {
        let all = filled.won + filled.lost
        guard all > 0, all * 2 < won + lost else { return false }
        let (most, base) = filled.won > filled.lost ? (filled.won, won) : (filled.lost, lost)
        guard Double(most) >= 0.99 * Double(all) else { return false }
        let rate = Double(base) / Double(won + lost)
        // With at least 99 % on one side the first term of the binomial tail is all that matters at this precision.
        let exceptions = Double(all - most)
        let logChoose = lgamma(Double(all) + 1) - lgamma(exceptions + 1) - lgamma(Double(most) + 1)
        return logChoose + Double(most) * log(rate) + exceptions * log(1 - rate) < log(1e-6)
    }

    private static func speaksOfTheEnd(_ column: Column) -> Bool {
        guard case .text(.dictionary(_, let levels)) = column.values, levels.count <= 200 else { return false }
        return levels.contains { level in NameTokens.words(of: level).contains(where: LeakWords.inValues.contains) }
    }
}
