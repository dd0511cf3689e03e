public import LearningCore

/// What one rule paid every lead.
public struct RulePayments: Sendable, Equatable {
    /// Its id in the rule file.
    public let rule: String
    /// One per row, before the limits of its group and axis; 0 where it does not apply, or another rule of the group won.
    public let points: [Double]
}

extension RulePlan {
    /// The overall percentage of every lead, and what every rule had paid for it, in the order of the file.
    ///
    /// - Precondition: a column of as-of times has one per row.
    /// - Complexity: as ``scores(asOf:on:)``; memory for one number per lead and rule.
    public func payments(asOf: ScoringTimes, on pool: WorkerPool) -> (overall: [Double], rules: [RulePayments]) {
        if case .column(let times) = asOf { precondition(times.count == rowCount, "one as-of time a row") }
        let ids = rules.groups.flatMap(\.rules).map(\.id)
        precondition(ids.count == planned.count, "every rule is planned, in the order of the file")
        let blocks = WorkerPool.blocks(of: rowCount, size: 4_096)
        let parts = pool.map(blocks.count) { block -> (overall: [Double], points: [[Double]]) in
            var pass = ScorePass(self)
            var overall: [Double] = []
            var points = [[Double]](repeating: [], count: ids.count)
            for row in blocks[block] {
                let view = LeadView(row: row, asOf: asOf.time(ofRow: row), logs: logs)
                overall.append(standing(view, &pass).overall)
                for rule in ids.indices { points[rule].append(pass.rulePoints[rule].value) }
            }
            return (overall, points)
        }
        return (
            parts.flatMap(\.overall),
            ids.indices.map { rule in RulePayments(rule: ids[rule], points: parts.flatMap { $0.points[rule] }) }
        )
    }
}
