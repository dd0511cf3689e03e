import LeadHistory

/// A lead's score over time, with what moved it.
public struct ReplayStep: Sendable, Equatable {
    public struct Move: Sendable, Equatable {
        public let rule: String
        public let before: Points
        public let after: Points
    }

    public let time: Double
    /// The types of the events at this moment, in the order of the log.
    public let events: [String]
    /// In the order of the rule set.
    public let axisPoints: [Points]
    public let overall: Double
    public let letter: String
    public let cell: String?
    public let stage: Stage
    /// What the rules of the step before paid differently, largest change first.
    public let moves: [Move]
}

extension RulePlan {
    /// Follows a row's score at every event and once a day, and keeps the steps where it changed. What the table says of
    /// the lead is taken as it is now; only events have a past.
    ///
    /// - Complexity: O((events + days) × cost of a score).
    public func replay(ofRow row: Int, upTo asOf: Double) -> [ReplayStep] {
        var pass = ScorePass(self)
        var steps: [ReplayStep] = []
        var paid = [Points](repeating: .zero, count: planned.count)
        let whole = LeadView(row: row, asOf: asOf, logs: logs)
        for time in checkpoints(whole) {
            let view = LeadView(row: row, asOf: time, logs: logs)
            let standing = standing(view, &pass)
            let moves = moves(from: paid, to: pass.rulePoints)
            let step = ReplayStep(
                time: time, events: eventNames(at: time, view), axisPoints: pass.axisPoints, overall: standing.overall,
                letter: letterName(standing), cell: cellName(standing), stage: standing.stage, moves: moves)
            paid = pass.rulePoints
            if let last = steps.last, moves.isEmpty, step.events.isEmpty, step.isLike(last) { continue }
            steps.append(step)
        }
        return steps
    }

    private func moves(from before: [Points], to after: [Points]) -> [ReplayStep.Move] {
        let changed = before.indices.filter { before[$0] != after[$0] }
        let rules = rules.rules
        return changed.sorted { left, right in
            let sizes = [left, right].map { abs((after[$0] - before[$0]).millionths) }
            return sizes[0] == sizes[1] ? left < right : sizes[0] > sizes[1]
        }.map { ReplayStep.Move(rule: rules[$0].id, before: before[$0], after: after[$0]) }
    }

    private func eventNames(at time: Double, _ view: LeadView) -> [String] {
        guard let log = logs.lead else { return [] }
        return view.range(.lead).filter { log.times[$0] == time }.map { log.typeNames[Int(log.types[$0])] }
    }
}

extension ReplayStep {
    /// Whether nothing but the time is different.
    fileprivate func isLike(_ other: ReplayStep) -> Bool {
        axisPoints == other.axisPoints && stage == other.stage && letter == other.letter && cell == other.cell
    }
}
