import LeadHistory

/// The scores of accounts, rolled up from those of their leads (R-ACC-1, R-ACC-2).
public struct AccountScore: Sendable, Equatable {
    /// The first row of the account.
    public let row: Int
    public let leads: Int
    /// 0…100.
    public let percent: Double
    /// Leads with an event in the 30 days before the as-of time.
    public let activeLeads: Int
}

extension AccountRollUp.Method {
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
    /// account belong to none.
    public func accountScores(_ scores: RuleScores, asOf: ScoringTimes) -> [AccountScore] {
        guard let rollUp = rules.accounts else { return [] }
        var members = [[Int]](repeating: [], count: accounts.count)
        for (row, account) in accounts.ofRow.enumerated() where account >= 0 { members[Int(account)].append(row) }
        return members.filter { !$0.isEmpty }.map { rows in
            AccountScore(
                row: rows[0], leads: rows.count, percent: rollUp.method.percent(of: rows.map { scores.overall[$0] }),
                activeLeads: rows.count { isActive($0, asOf.time(ofRow: $0)) })
        }
    }

    private func isActive(_ row: Int, _ asOf: Double) -> Bool {
        guard let log = logs.lead, let last = LeadView(row: row, asOf: asOf, logs: logs).range(.lead).last else {
            return false
        }
        return asOf - log.times[last] < 30 * 86_400
    }
}
