public import Evaluation
import FeatureExtraction
import LearningCore
import ModelStorage
import Tabular

/// What changes when sales work the model's leads instead of the rules'.
public struct SwapAnalysis: Sendable, Codable, Equatable {
    public let both: SwapSets.Cell
    public let modelOnly: SwapSets.Cell
    public let rulesOnly: SwapSets.Cell
    public let neither: SwapSets.Cell
    /// On the won leads that one of the two alone finds.
    public let mcNemar: McNemarTest
    /// What tells the leads the model alone chooses from those the rules alone choose; the clearest first.
    public let traits: [Trait]
    public let examples: [Example]

    private enum CodingKeys: String, CodingKey {
        case both, neither, traits, examples
        case modelOnly = "model_only"
        case rulesOnly = "rules_only"
        case mcNemar = "mcnemar"
    }

    /// A column in which the two sets differ.
    public struct Trait: Sendable, Codable, Equatable {
        public let column: String
        /// The value whose share is compared; `nil` for the mean of a number.
        public let level: String?
        public let modelOnly: Double
        public let rulesOnly: Double
        /// The difference in standard deviations.
        public let effect: Double

        private enum CodingKeys: String, CodingKey {
            case column, level, effect
            case modelOnly = "model_only"
            case rulesOnly = "rules_only"
        }

        /// "Lead Origin is Lead Add Form: 31 % against 4 %".
        public var words: String {
            guard let level else {
                return "\(column): \(CellText.number(modelOnly)) against \(CellText.number(rulesOnly)) on average"
            }
            return "\(column) is \(level): \(percent(modelOnly)) against \(percent(rulesOnly))"
        }
    }

    /// A lead that only one of the two chooses.
    public struct Example: Sendable, Codable, Equatable {
        /// `model_only` or `rules_only`.
        public let chosenBy: String
        public let id: String
        public let won: Bool
        public let probability: Double
        public let points: Double
        public let reasons: [String]

        private enum CodingKeys: String, CodingKey {
            case id, won, probability, points, reasons
            case chosenBy = "chosen_by"
        }
    }
}

/// Finds what distinguishes two overlapping sets of leads, each given by a chance for every lead.
struct TraitFinder {
    let frame: DataFrame
    let first: [Double]
    let second: [Double]

    /// Differences under a tenth of a standard deviation are none to speak of.
    static let smallestEffect = 0.1

    /// One trait a column at most, the clearest first; equal ones in the order of the columns.
    func traits(of columns: [String], limit: Int) -> [SwapAnalysis.Trait] {
        guard first.contains(where: { $0 > 0 }), second.contains(where: { $0 > 0 }) else { return [] }
        let found = columns.compactMap { name in frame[name].flatMap(trait) }
            .filter { abs($0.effect) >= Self.smallestEffect }
        return found.enumerated().sorted { (-abs($0.element.effect), $0.offset) < (-abs($1.element.effect), $1.offset) }
            .prefix(limit).map(\.element)
    }

    private func trait(of column: Column) -> SwapAnalysis.Trait? {
        switch column.values {
        case .number(let values): mean(of: column, values)
        case .date: nil
        case .text(.buffer): nil
        case .boolean, .text: level(of: column)
        }
    }

    private func mean(of column: Column, _ values: [Double]) -> SwapAnalysis.Trait? {
        func moments(_ weights: [Double]) -> (mean: Double, variance: Double)? {
            var (total, sum, squares) = (0.0, 0.0, 0.0)
            for row in values.indices where column.state(at: row) == .value {
                total += weights[row]
                sum += weights[row] * values[row]
            }
            guard total > 0 else { return nil }
            for row in values.indices where column.state(at: row) == .value {
                let deviation = values[row] - sum / total
                squares += weights[row] * deviation * deviation
            }
            return (sum / total, squares / total)
        }
        guard let a = moments(first), let b = moments(second) else { return nil }
        return trait(column.name, nil, a.mean, b.mean, (a.variance + b.variance) / 2)
    }

    /// The level whose shares differ most.
    private func level(of column: Column) -> SwapAnalysis.Trait? {
        var order: [String] = []
        var shares: [String: (Double, Double)] = [:]
        let totals = (first.reduce(0, +), second.reduce(0, +))
        for row in first.indices where first[row] > 0 || second[row] > 0 {
            let text = CellText.text(of: column, at: row)
            if shares[text] == nil { order.append(text) }
            shares[text, default: (0, 0)].0 += first[row] / totals.0
            shares[text, default: (0, 0)].1 += second[row] / totals.1
        }
        let traits = order.compactMap { text -> SwapAnalysis.Trait? in
            guard let (a, b) = shares[text] else { return nil }
            return trait(column.name, text, a, b, (a * (1 - a) + b * (1 - b)) / 2)
        }
        // Of two levels, one is what the other is not: the one the model prefers is shown.
        let largest = traits.map { abs($0.effect) }.max() ?? 0
        let clearest = traits.filter { abs($0.effect) >= largest * (1 - 1e-9) }
        return clearest.first { $0.effect > 0 } ?? clearest.first
    }

    private func trait(
        _ name: String, _ level: String?, _ a: Double, _ b: Double, _ variance: Double
    ) -> SwapAnalysis.Trait? {
        // Sets without spread that differ are as different as can be; the floor keeps the number finite.
        let deviation = max(variance, 1e-12).squareRoot()
        let effect = (a - b) / deviation
        return effect.isFinite
            ? SwapAnalysis.Trait(column: name, level: level, modelOnly: a, rulesOnly: b, effect: effect) : nil
    }
}
