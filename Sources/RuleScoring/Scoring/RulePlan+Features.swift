public import LearningCore

/// What rules say of leads as numbers that a model can learn from.
public struct RuleFeatureColumn: Sendable, Equatable {
    /// `rules: fit` for an axis, `rule: open points` for a rule, `rules: qualification` and `rules: completeness`.
    public let name: String
    /// One per row; NaN where it is not known.
    public let values: [Double]
}

extension RuleSet {
    /// The names of the columns that ``RulePlan/features(asOf:on:)`` gives, in their order.
    public var featureNames: [String] {
        axes.map { "rules: \($0.id)" } + rules.map { "rule: \($0.id) points" }
            + (qualification == nil ? [] : ["rules: qualification", "rules: completeness"])
    }
}

extension RulePlan {
    /// The points of each axis, what each rule paid (NaN while its condition is unknown), and how far the lead is
    /// qualified. A row's numbers depend on that row and on its events up to its as-of time alone.
    ///
    /// - Precondition: a column of as-of times has one per row.
    /// - Complexity: as ``scores(asOf:on:)``.
    public func features(asOf: ScoringTimes, on pool: WorkerPool) -> [RuleFeatureColumn] {
        if case .column(let times) = asOf { precondition(times.count == rowCount, "one as-of time a row") }
        let names = rules.featureNames
        let blocks = WorkerPool.blocks(of: rowCount, size: 4_096)
        let parts = pool.map(blocks.count) { block in
            var pass = ScorePass(self)
            var columns = names.map { _ in [Double]() }
            for row in blocks[block] {
                let view = LeadView(row: row, asOf: asOf.time(ofRow: row), logs: logs)
                pass.pay(view, persona: pass.persona(of: view))
                for (place, value) in features(view, pass).enumerated() { columns[place].append(value) }
            }
            return columns
        }
        return names.indices.map { place in
            RuleFeatureColumn(name: names[place], values: parts.flatMap { $0[place] })
        }
    }

    /// The persona of each row, empty without personas.
    public func personas(asOf: ScoringTimes) -> [String] {
        guard !rules.personas.isEmpty else { return [] }
        let pass = ScorePass(self)
        return (0..<rowCount).map { row in
            rules.personas[pass.persona(of: LeadView(row: row, asOf: asOf.time(ofRow: row), logs: logs))].id
        }
    }

    private func features(_ view: LeadView, _ pass: ScorePass) -> [Double] {
        var values = pass.axisPoints.map(\.value)
        for (rule, payment) in pass.payments.enumerated() {
            let isUnknown = payment.truth == .unknown && payment.points == .zero
            values.append(isUnknown ? .nan : pass.rulePoints[rule].value)
        }
        if let answers = answers(of: view) { values += [answers.score ?? .nan, answers.completeness] }
        return values
    }
}
