public import LearningCore
import RuleScoring

/// A lead's points over time, for a person or as JSON.
public struct RuleReplay: Sendable, Encodable {
    public struct Step: Sendable, Encodable {
        public let time: String
        public let events: [String]
        /// In the order of ``RuleReplay/axes``.
        public let points: [Double]
        public let letter: String
        public let cell: String?
        public let stage: String
        public let moves: [Move]
    }

    public struct Move: Sendable, Encodable {
        public let rule: String
        public let before: Double
        public let after: Double
    }

    public let id: String
    public let axes: [String]
    public let steps: [Step]

    init(_ steps: [ReplayStep], id: String, axes: [String]) {
        self.id = id
        self.axes = axes
        self.steps = steps.map { step in
            Step(
                time: CellText.date(step.time), events: step.events, points: step.axisPoints.map(\.value),
                letter: step.letter, cell: step.cell, stage: step.stage.rawValue,
                moves: step.moves.map { Move(rule: $0.rule, before: $0.before.value, after: $0.after.value) })
        }
    }

    /// A table for a terminal: one line a step.
    public var summary: String {
        let header =
            "time".padded(to: 18) + axes.map { $0.leftPadded(to: max(11, $0.count + 1)) }.joined() + "  cell  "
            + "stage".padded(to: 12) + "what moved it"
        let lines = steps.map { step in
            (step.time.padded(to: 18)
                + zip(axes, step.points).map { pointText($1).leftPadded(to: max(11, $0.count + 1)) }.joined() + "  "
                + (step.cell ?? step.letter).padded(to: 6) + step.stage.padded(to: 12) + what(step))
                .withoutTrailingSpaces
        }
        return (["\(id): \(steps.count) steps", header] + lines).joined(separator: "\n")
    }

    private func what(_ step: Step) -> String {
        var parts: [String] = []
        if !step.events.isEmpty { parts.append(step.events.joined(separator: ", ")) }
        let moves = step.moves.prefix(3).map { move in
            let change = move.after - move.before
            return "\(move.rule) \(change > 0 ? "+" : "")\(pointText(change))"
        }
        if !moves.isEmpty {
            parts.append(
                moves.joined(separator: ", ") + (step.moves.count > 3 ? ", … (\(step.moves.count) rules)" : ""))
        }
        return parts.joined(separator: ": ")
    }
}

extension RuleScoringRun {
    /// Follows one lead's score up to the as-of time.
    ///
    /// - Throws: ``Diagnostic`` E340 when no lead has that id, and what ``prepared(on:)`` throws.
    public func replay(lead id: String, on pool: WorkerPool) throws(Diagnostic) -> RuleReplay {
        let prepared = try prepared(on: pool)
        let row = try prepared.row(ofLead: id)
        return RuleReplay(
            prepared.plan.replay(ofRow: row, upTo: prepared.asOf.time(ofRow: row)), id: prepared.ids[row],
            axes: rules.axes.map(\.id))
    }
}
