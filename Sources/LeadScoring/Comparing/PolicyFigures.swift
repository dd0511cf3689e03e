public import Evaluation
import LearningCore

/// What a way of choosing leads brings at the capacity (R-ROI-1). A historical back-test, not a causal effect.
public struct PolicyFigures: Sendable, Codable, Equatable {
    /// `random`, `rules`, `model` or `hybrid`.
    public let policy: String
    public let won: Estimate?
    /// Share of all wins.
    public let winsKept: Estimate?
    public let contactsPerWin: Estimate?
    /// `nil` without a cost.
    public let costPerWin: Estimate?
    /// Contacts fewer than the rules need for the wins they have at the capacity; below 0, more.
    public let callsSaved: Estimate?

    private enum CodingKeys: String, CodingKey {
        case policy, won
        case winsKept = "wins_kept"
        case contactsPerWin = "contacts_per_win"
        case costPerWin = "cost_per_win"
        case callsSaved = "calls_saved"
    }
}

/// A way to let the model correct the rules, at the capacity.
public struct HybridFigures: Sendable, Codable, Equatable {
    /// `equal_points`, `upgrade`, `veto` or `upgrade_and_veto`.
    public let name: String
    public let words: String
    public let won: Estimate?
    /// More wins than by the rules alone.
    public let more: Estimate?
}

/// What is won when so many leads are worked.
public struct CapacityPoint: Sendable, Codable, Equatable {
    public let share: Double
    public let leads: Double
    public let random: Double
    public let rules: Double
    public let model: Double
    public let hybrid: Double
}

/// Scores of the same leads by name, and the questions put to them under one bootstrap.
struct PolicyBook {
    /// The model, the rules, the rules' calibrated chances, and the hybrids.
    let scores: [ScoredOutcomes]
    let capacityShare: Double

    static let model = 0
    static let rules = 1
    static let calibratedRules = 2
    static let hybrids = 3
    /// The hybrid that is shown beside model and rules.
    static var hybrid: Int { hybrids + HybridRanking.allCases.count - 1 }

    private(set) var statistics: [PairedBootstrap.Statistic] = []
    private(set) var names: [String] = []

    init(scores: [ScoredOutcomes], capacityShare: Double) {
        self.scores = scores
        self.capacityShare = capacityShare
    }

    mutating func ask(_ name: String, _ statistic: @escaping PairedBootstrap.Statistic) {
        names.append(name)
        statistics.append(statistic)
    }

    /// Wins among the chosen share of a ranking, on the scale of the leads compared.
    mutating func askForWins() {
        let (share, rows) = (capacityShare, Double(scores[0].rowCount))
        @Sendable func won(_ ranking: RankedOutcomes) -> Double { ranking.wonWithin(best: share * ranking.total) }
        for (name, index) in Self.policies {
            ask("\(name).won") { $0[0].total > 0 ? won($0[index]) * rows / $0[index].total : nil }
            ask("\(name).kept") { $0[0].totalWon > 0 ? won($0[index]) / $0[index].totalWon : nil }
            ask("\(name).contacts") {
                let wins = won($0[index])
                return wins > 0 ? share * $0[index].total / wins : nil
            }
            ask("\(name).saved") {
                guard $0[0].total > 0 else { return nil }
                let needed = $0[index].weightNeeded(toWin: won($0[Self.rules]))
                return (share * $0[index].total - needed) * rows / $0[index].total
            }
        }
        ask("random.won") { $0[0].total > 0 ? share * $0[0].totalWon * rows / $0[0].total : nil }
        ask("random.kept") { $0[0].totalWon > 0 ? share : nil }
        ask("random.contacts") { $0[0].totalWon > 0 ? $0[0].total / $0[0].totalWon : nil }
        ask("random.saved") {
            guard $0[0].totalWon > 0 else { return nil }
            let needed = won($0[Self.rules]) * $0[0].total / $0[0].totalWon
            return (share * $0[0].total - needed) * rows / $0[0].total
        }
        for index in 0..<Self.hybrids + HybridRanking.allCases.count where index != Self.calibratedRules {
            ask("\(index).more") {
                guard $0[0].total > 0 else { return nil }
                return (won($0[index]) - won($0[Self.rules])) * rows / $0[0].total
            }
            ask("\(index).won") { $0[0].total > 0 ? won($0[index]) * rows / $0[0].total : nil }
        }
    }

    static let policies = [("rules", rules), ("model", model), ("hybrid", hybrid)]

    /// Metrics whose interval, or whose difference's interval, is wanted.
    mutating func askForMetrics() {
        let precision = AveragePrecision()
        let loss = LogLoss()
        for (name, index) in [("rules", Self.rules), ("model", Self.model)] {
            ask("\(name).average_precision") { precision.value(of: $0[index]) }
        }
        ask("average_precision") { Self.difference(precision, $0[Self.model], $0[Self.rules]) }
        ask("log_loss") { Self.difference(loss, $0[Self.model], $0[Self.calibratedRules]) }
        let share = capacityShare
        for (name, index) in [("rules", Self.rules), ("model", Self.model)] {
            ask("\(name).lift") { Lift(at: share).value(of: $0[index]) }
        }
    }

    private static func difference(_ metric: some Metric, _ first: RankedOutcomes, _ second: RankedOutcomes) -> Double? {
        guard let first = metric.value(of: first), let second = metric.value(of: second) else { return nil }
        return first - second
    }
}
