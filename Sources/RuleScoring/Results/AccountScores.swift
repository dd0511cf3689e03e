import LeadHistory

/// The score of an account, rolled up from those of its leads (R-ACC-1), and what is known of its people (R-ACC-2).
public struct AccountScore: Sendable, Equatable {
    /// The rows of its leads that have a score, ascending; at least one.
    public let rows: [Int]
    /// 0…100.
    public let percent: Double
    /// Those of ``rows`` with an event in the 30 days before the as-of time.
    public let activeRows: [Int]
    /// For each role of the buying group whether a lead of the account holds it; empty without a buying group.
    public let roles: [Bool]
}

extension AccountRollUp.Method {
    /// - Parameter name: as in a rule file, with dashes for underscores if need be; `top3` is the mean of the three best.
    public init?(name: String) {
        let name = name.lowercased().replacing("-", with: "_")
        guard let method = Self(rawValue: name == "top3" ? "top3_mean" : name) else { return nil }
        self = method
    }

    /// Whether leads of an account are taken for independent, which people who sit in one building are not: the result is
    /// then too high.
    public var isOptimistic: Bool { self == .noisyOr }

    /// One percentage of several, each 0…100.
    ///
    /// - max, mean; sum capped at 100; the mean of the three best (or of fewer);
    /// - noisy or: `100 · (1 − Π(1 − pᵢ/100))`.
    public func percent(of percents: [Double]) -> Double {
        guard !percents.isEmpty else { return 0 }
        switch self {
        case .max: return percents.max() ?? 0
        case .mean: return percents.reduce(0, +) / Double(percents.count)
        case .sumCapped: return min(100, percents.reduce(0, +))
        case .top3Mean:
            let best = percents.sorted(by: >).prefix(3)
            return best.reduce(0, +) / Double(best.count)
        case .noisyOr: return 100 * (1 - percents.reduce(1) { $0 * (1 - $1 / 100) })
        }
    }
}

extension RulePlan {
    /// One score per account, in the order of their first rows; empty when the rules roll nothing up. Rows without an
    /// account belong to none, and rows without a score count for nothing.
    ///
    /// - Parameter percents: 0…100 by row, such as ``RuleScores/overall`` or a hundred times a probability; NaN is none.
    /// - Complexity: O(rows · roles of the buying group).
    public func accountScores(of percents: [Double], asOf: ScoringTimes) -> [AccountScore] {
        precondition(percents.count == rowCount, "one percentage a row")
        guard let rollUp = rules.accounts else { return [] }
        var members = [[Int]](repeating: [], count: accounts.count)
        for (row, account) in accounts.ofRow.enumerated() where account >= 0 && !percents[row].isNaN {
            members[Int(account)].append(row)
        }
        let pass = ScorePass(self)
        return members.filter { !$0.isEmpty }.map { rows in
            let views = rows.map { LeadView(row: $0, asOf: asOf.time(ofRow: $0), logs: logs) }
            return AccountScore(
                rows: rows, percent: rollUp.method.percent(of: rows.map { percents[$0] }),
                activeRows: views.filter(isActive).map(\.row),
                roles: buyerNodes.map { node in views.contains { pass.truth(node, $0) == .yes } })
        }
    }

    private func isActive(_ view: LeadView) -> Bool {
        guard let log = logs.lead, let last = view.range(.lead).last else { return false }
        return view.asOf - log.times[last] < 30 * 86_400
    }
}
