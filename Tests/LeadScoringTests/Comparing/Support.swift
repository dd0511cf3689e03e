import Foundation
import LearningCore
import Tabular

@testable import LeadScoring

extension ComparedLeads {
    /// Leads made for a test; columns beside labels and scores are given.
    static func made(
        labels: [Bool], logOdds: [Double], points: [Double], columns: [Column] = [], parts: [RulePart] = [],
        others: (points: [Double], labels: [Bool])? = nil
    ) -> ComparedLeads {
        ComparedLeads(
            basis: .otherLeads(knownShare: 0),
            counts: ComparisonReport.Counts(
                rowsIn: labels.count, rejected: 0, open: 0, learnedFrom: 0, withoutRuleScore: 0,
                compared: labels.count, won: labels.count { $0 }),
            frame: DataFrame(columns, rowCount: labels.count), events: nil, ids: labels.indices.map(String.init),
            labels: labels,
            logOdds: logOdds, points: points, parts: parts, others: others, ruleName: "points", ruleNotes: [],
            timeColumn: nil)
    }

    /// A world in which the points bear on the outcome and the model knows more.
    static func world(_ count: Int, seed: UInt64, columns: (Int) -> [Column] = { _ in [] }) -> ComparedLeads {
        var generator = SeededGenerator(seed: seed)
        var (labels, logOdds, points) = ([Bool](), [Double](), [Double]())
        for _ in 0..<count {
            let z = 4 * generator.nextUniform() - 2.5
            labels.append(generator.nextUniform() < LogisticLoss.probability(logOdds: z))
            logOdds.append(z)
            points.append(((z + 3 * generator.nextUniform()) * 2).rounded())
        }
        return made(labels: labels, logOdds: logOdds, points: points, columns: columns(count))
    }
}
