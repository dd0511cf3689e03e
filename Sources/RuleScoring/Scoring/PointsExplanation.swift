import LeadHistory

/// Why a lead has the points it has (R-RULE-8): every rule that paid, what cut it, and what is not known. The sums are
/// exact: the points of a group's rules add up to its raw points, those of an axis's groups to its raw points.
public struct PointsExplanation: Sendable, Equatable {
    public struct AxisResult: Sendable, Equatable {
        public let id: String
        public let points: Points
        /// Before the axis's limits.
        public let raw: Points
        /// 0…100.
        public let percent: Double
    }

    public struct GroupResult: Sendable, Equatable {
        public let id: String
        /// The axis it counts on, `nil` for none.
        public let axis: String?
        public let points: Points
        /// Before the group's limits.
        public let raw: Points

        /// What the limits took (negative) or gave.
        public var cut: Points { points - raw }
    }

    public struct GateResult: Sendable, Equatable {
        public let id: String
        public let truth: Truth
        /// Of the musts that do not hold or are not known.
        public let reasons: [String]
    }

    public internal(set) var asOf: Double
    public internal(set) var persona: String?
    /// 0…100.
    public internal(set) var overall: Double
    public internal(set) var letter: String
    public internal(set) var cell: String?
    public internal(set) var action: String
    public internal(set) var stage: Stage
    public internal(set) var stageReason: String?
    public internal(set) var axes: [AxisResult]
    public internal(set) var groups: [GroupResult]
    /// Rules that paid, or would have but for another rule of their group.
    public internal(set) var contributions: [RuleContribution]
    /// Rules whose condition is not known.
    public internal(set) var unknownRules: [String]
    public internal(set) var gates: [GateResult]
    public internal(set) var qualification: QualificationResult?
    public internal(set) var profile: ProfileSimilarity?
}

/// What one rule paid for a lead, and why so much.
public struct RuleContribution: Sendable, Equatable {
    /// What cut a rule's points.
    public enum Cut: String, Sendable, Hashable, Codable {
        /// Of the events that matched, not all counted: gap or cap.
        case repetition
        /// The rule's `max_points`.
        case maximum
        /// Another rule of the group was taken.
        case suppressed
    }

    public let rule: String
    public let group: String
    /// What it counts for.
    public let points: Points
    /// Before decay and limits.
    public let raw: Points
    /// For one event, or for the lead.
    public let each: Points
    /// points / raw before limits; 1 without decay.
    public let decayFactor: Double
    /// Events that matched, and those that counted.
    public let found: Int
    public let counted: Int
    /// Of those that counted; `nil` for rules without events.
    public let first: Double?
    public let last: Double?
    public let cuts: [Cut]
    /// Paid because the condition is unknown (`if_unknown`).
    public let isForUnknown: Bool
    public let isImplicit: Bool
}

/// How like the ideal customer a lead is (R-ABC-4).
public struct ProfileSimilarity: Sendable, Equatable {
    /// The weight of what holds among what is known, 0…100; `nil` when nothing is known.
    public let similarity: Double?
    /// Criteria that do not hold, and those of which it is not known.
    public let missing: [String]
    public let unknown: [String]
}

extension RulePlan {
    /// Explains the score of one row.
    ///
    /// - Precondition: `row` is a row of the table.
    public func explanation(ofRow row: Int, asOf: Double) -> PointsExplanation {
        let view = LeadView(row: row, asOf: asOf, logs: logs)
        var pass = ScorePass(self)
        let standing = standing(view, &pass)
        return PointsExplanation(
            asOf: asOf, persona: rules.personas.isEmpty ? nil : rules.personas[standing.persona].id,
            overall: standing.overall, letter: letterName(standing), cell: cellName(standing), action: action(standing),
            stage: standing.stage,
            stageReason: standing.stageReason < 0 ? nil : rules.stages?.entries[standing.stageReason].reason,
            axes: rules.axes.enumerated().map { number, axis in
                PointsExplanation.AxisResult(
                    id: axis.id, points: pass.axisPoints[number], raw: pass.rawAxisPoints[number],
                    percent: pass.axisPercents[number])
            },
            groups: rules.groups.enumerated().map { number, group in
                PointsExplanation.GroupResult(
                    id: group.id, axis: groups[number].axis < 0 ? nil : rules.axes[groups[number].axis].id,
                    points: pass.groupPoints[number], raw: pass.rawGroupPoints[number])
            },
            contributions: contributions(pass), unknownRules: unknownRules(pass),
            gates: gates(view, standing, pass), qualification: answers(of: view), profile: similarity(view, pass))
    }

    private func contributions(_ pass: ScorePass) -> [RuleContribution] {
        var number = -1
        return rules.groups.flatMap { group in
            group.rules.compactMap { rule -> RuleContribution? in
                number += 1
                let payment = pass.payments[number]
                guard payment.points != .zero || payment.raw != .zero else { return nil }
                return RuleContribution(
                    rule, in: group.id, payment, counts: pass.rulePoints[number],
                    isDecaying: planned[number].decay != .none)
            }
        }
    }

    private func unknownRules(_ pass: ScorePass) -> [String] {
        zip(rules.rules, pass.payments).filter { $1.truth == .unknown }.map(\.0.id)
    }

    private func gates(_ view: LeadView, _ standing: LeadStanding, _ pass: ScorePass) -> [PointsExplanation.GateResult]
    {
        zip(rules.gates, gateNodes).map { gate, nodes in
            var truth = Truth.yes
            var reasons: [String] = []
            for (must, node) in zip(gate.musts, nodes) {
                let holds = pass.truth(node, view) { self.truth(of: $0, standing, view, pass) }
                truth = truth.and(holds)
                if holds != .yes { reasons.append(must.reason + (holds == .unknown ? " (not known)" : "")) }
            }
            return PointsExplanation.GateResult(id: gate.id, truth: truth, reasons: reasons)
        }
    }

    private func similarity(_ view: LeadView, _ pass: ScorePass) -> ProfileSimilarity? {
        guard let profile = rules.profile else { return nil }
        var (holds, known) = (0.0, 0.0)
        var missing: [String] = []
        var unknown: [String] = []
        for (criterion, node) in zip(profile.criteria, profileNodes) {
            switch pass.truth(node, view) {
            case .yes:
                holds += criterion.weight
                known += criterion.weight
            case .no:
                known += criterion.weight
                missing.append(criterion.id)
            case .unknown: unknown.append(criterion.id)
            }
        }
        return ProfileSimilarity(similarity: known > 0 ? 100 * holds / known : nil, missing: missing, unknown: unknown)
    }
}

extension RuleContribution {
    init(_ rule: Rule, in group: String, _ payment: Payment, counts points: Points, isDecaying: Bool) {
        self.rule = rule.id
        self.group = group
        self.points = points
        raw = payment.raw
        each = payment.each
        decayFactor =
            isDecaying && payment.raw != .zero && !payment.isLimited ? payment.points.value / payment.raw.value : 1
        found = payment.found
        counted = payment.counted
        first = payment.first.isNaN ? nil : payment.first
        last = payment.last.isNaN ? nil : payment.last
        var cuts: [Cut] = []
        if rule.repetition.mode != .once, payment.counted < payment.found { cuts.append(.repetition) }
        if payment.isLimited { cuts.append(.maximum) }
        if payment.isSuppressed { cuts.append(.suppressed) }
        self.cuts = cuts
        isForUnknown = payment.truth == .unknown
        isImplicit = rule.isImplicit
    }
}
