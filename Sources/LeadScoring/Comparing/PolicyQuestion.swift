import Evaluation

/// A way to choose leads, by its place among the scores that are compared.
enum Policy: Hashable, Sendable {
    case random
    case model
    case rules
    case hybrid(HybridRanking)

    /// The ways a report shows beside each other, and what they are called there.
    static let shown: [(name: String, policy: Policy)] = [
        ("random", .random), ("rules", .rules), ("model", .model), ("hybrid", .hybrid(.upgradeAndVeto)),
    ]
}

/// What is asked of the scores under one bootstrap, at the capacity.
enum PolicyQuestion: Hashable, Sendable {
    /// Wins, their share of all wins, and contacts for each.
    case won(Policy)
    case kept(Policy)
    case contacts(Policy)
    /// Contacts fewer than the rules need for the wins they have at the capacity.
    case saved(Policy)
    /// Wins more than by the rules.
    case more(Policy)
    case lift(Policy)
    case averagePrecision(Policy)
    /// Model − rules; for the log loss, the rules with their points calibrated.
    case averagePrecisionDifference
    case logLossDifference

    static var all: [PolicyQuestion] {
        let judged = Policy.shown.map(\.policy)
        let others = [Policy.model] + HybridRanking.allCases.map(Policy.hybrid)
        return judged.flatMap { [won($0), kept($0), contacts($0), saved($0)] } + others.flatMap { [won($0), more($0)] }
            + [lift(.model), lift(.rules), averagePrecision(.model), averagePrecision(.rules)]
            + [averagePrecisionDifference, logLossDifference]
    }
}

/// The rankings of one draw of the leads, in the order of ``ComparisonRun/Scores/ranked``.
struct PolicyDraw {
    let rankings: [RankedOutcomes]
    /// The share of the leads that can be worked, and how many leads are compared: a draw has a few more or fewer.
    let share: Double
    let leads: Double

    private static let model = 0
    private static let rules = 1
    private static let calibratedRules = 2
    private static let hybrids = 3

    func answer(_ question: PolicyQuestion) -> Double? {
        let model = rankings[Self.model]
        guard model.total > 0, model.totalWon > 0 else { return nil }
        let scale = leads / model.total
        switch question {
        case .won(let policy): return won(policy) * scale
        case .kept(let policy): return won(policy) / model.totalWon
        case .contacts(let policy): return won(policy) > 0 ? share * model.total / won(policy) : nil
        case .saved(let policy): return (share * model.total - needed(policy, toWin: won(.rules))) * scale
        case .more(let policy): return (won(policy) - won(.rules)) * scale
        case .lift(let policy): return won(policy) / model.totalWon / share
        case .averagePrecision(let policy): return ranking(policy).flatMap { AveragePrecision().value(of: $0) }
        case .averagePrecisionDifference: return difference(AveragePrecision(), from: rankings[Self.rules])
        case .logLossDifference: return difference(LogLoss(), from: rankings[Self.calibratedRules])
        }
    }

    /// `nil` for the random choice, which ranks nothing.
    private func ranking(_ policy: Policy) -> RankedOutcomes? {
        switch policy {
        case .random: nil
        case .model: rankings[Self.model]
        case .rules: rankings[Self.rules]
        case .hybrid(let hybrid):
            HybridRanking.allCases.firstIndex(of: hybrid).map { rankings[Self.hybrids + $0] }
        }
    }

    private func won(_ policy: Policy) -> Double {
        let model = rankings[Self.model]
        return ranking(policy)?.wonWithin(best: share * model.total) ?? share * model.totalWon
    }

    private func needed(_ policy: Policy, toWin count: Double) -> Double {
        let model = rankings[Self.model]
        return ranking(policy)?.weightNeeded(toWin: count) ?? count * model.total / model.totalWon
    }

    private func difference(_ metric: some Metric, from rules: RankedOutcomes) -> Double? {
        guard let model = metric.value(of: rankings[Self.model]), let rules = metric.value(of: rules) else {
            return nil
        }
        return model - rules
    }
}
