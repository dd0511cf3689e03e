public import LearningCore
import RuleScoring

/// Why a lead has its points, for a person or as JSON.
public struct RuleExplanation: Sendable, Encodable {
    public struct Axis: Sendable, Encodable {
        public let axis: String
        public let points: Double
        public let raw: Double
        public let percent: Double
    }

    public struct Group: Sendable, Encodable {
        public let group: String
        public let axis: String?
        public let points: Double
        public let raw: Double
        /// What the group's limits took (negative) or gave.
        public let cut: Double
    }

    public struct Rule: Sendable, Encodable {
        public let rule: String
        public let group: String
        public let points: Double
        public let each: Double
        public let raw: Double
        public let decayFactor: Double
        public let found: Int
        public let counted: Int
        public let first: String?
        public let last: String?
        public let cuts: [String]
        public let kind: String

        enum CodingKeys: String, CodingKey {
            case rule, group, points, each, raw, found, counted, first, last, cuts, kind
            case decayFactor = "decay_factor"
        }
    }

    public struct Gate: Sendable, Encodable {
        public let gate: String
        public let result: String
        public let reasons: [String]
    }

    public struct Qualification: Sendable, Encodable {
        public let model: String
        public let score: Double?
        public let completeness: Double
        public let gate: String
        public let answers: [Answer]
        /// What to ask next, the heaviest first.
        public let questions: [String]
    }

    public struct Answer: Sendable, Encodable {
        public let criterion: String
        /// unknown, no, partial or yes.
        public let answer: String
        public let evidence: String?
    }

    public struct Profile: Sendable, Encodable {
        public let similarity: Double?
        public let missing: [String]
        public let unknown: [String]
    }

    public let id: String
    public let asOf: String
    public let persona: String?
    public let overall: Double
    public let letter: String
    public let cell: String?
    /// The letter with the engagement's percentage, such as `A75`; `nil` without a matrix.
    public let short: String?
    public let action: String
    /// 1 is the most urgent; `nil` without a matrix.
    public let priority: Int?
    /// How soon; `nil` without a promise.
    public let serviceLevel: String?
    public let stage: String
    public let stageReason: String?
    public let axes: [Axis]
    public let groups: [Group]
    public let rules: [Rule]
    public let unknown: [String]
    public let gates: [Gate]
    public let qualification: Qualification?
    public let profile: Profile?

    enum CodingKeys: String, CodingKey {
        case id, persona, overall, letter, cell, short, action, priority, stage, axes, groups, rules, unknown, gates,
            qualification,
            profile
        case asOf = "as_of"
        case serviceLevel = "service_level"
        case stageReason = "stage_reason"
    }

    init(_ explanation: PointsExplanation, id: String, rules ruleSet: RuleSet) {
        self.id = id
        asOf = CellText.date(explanation.asOf)
        persona = explanation.persona
        overall = explanation.overall
        letter = explanation.letter
        cell = explanation.cell
        short = explanation.axes.first { $0.id == ruleSet.matrix?.engagementAxis }.map {
            explanation.letter + String(Int($0.percent.rounded()))
        }
        action = explanation.action
        let cellOfMatrix = explanation.cell.flatMap(ruleSet.cell)
        priority = cellOfMatrix?.priority
        serviceLevel = cellOfMatrix?.serviceLevel
        stage = explanation.stage.rawValue
        stageReason = explanation.stageReason
        axes = explanation.axes.map {
            Axis(axis: $0.id, points: $0.points.value, raw: $0.raw.value, percent: $0.percent)
        }
        groups = explanation.groups.map {
            Group(group: $0.id, axis: $0.axis, points: $0.points.value, raw: $0.raw.value, cut: $0.cut.value)
        }
        rules = explanation.contributions.map(Rule.init)
        unknown = explanation.unknownRules
        gates = explanation.gates.map { Gate(gate: $0.id, result: $0.truth.gateWord, reasons: $0.reasons) }
        qualification = explanation.qualification.map { result in
            Qualification(
                model: ruleSet.qualification?.name ?? "", score: result.score, completeness: result.completeness,
                gate: result.gate.gateWord,
                answers: zip(zip(ruleSet.qualification?.criteria ?? [], result.answers), result.evidence).map {
                    Answer(criterion: $0.0.id, answer: $0.1.rawValue, evidence: $1)
                },
                questions: result.open.compactMap { ruleSet.qualification?.criteria[$0].question })
        }
        profile = explanation.profile.map {
            Profile(similarity: $0.similarity, missing: $0.missing, unknown: $0.unknown)
        }
    }
}

extension RuleExplanation.Rule {
    init(_ contribution: RuleContribution) {
        rule = contribution.rule
        group = contribution.group
        points = contribution.points.value
        each = contribution.each.value
        raw = contribution.raw.value
        decayFactor = contribution.decayFactor
        found = contribution.found
        counted = contribution.counted
        first = contribution.first.map(CellText.date)
        last = contribution.last.map(CellText.date)
        cuts = contribution.cuts.map(\.rawValue) + (contribution.isForUnknown ? ["unknown"] : [])
        kind = contribution.isImplicit ? "implicit" : "explicit"
    }
}

extension Truth {
    var gateWord: String {
        switch self {
        case .yes: "pass"
        case .no: "fail"
        case .unknown: "unknown"
        }
    }
}

extension RuleScoringRun {
    /// Explains the score of one lead.
    ///
    /// - Throws: ``Diagnostic`` E340 when no lead has that id, and what ``prepared(on:)`` throws.
    public func explain(lead id: String, on pool: WorkerPool) throws(Diagnostic) -> RuleExplanation {
        let prepared = try prepared(on: pool)
        let row = try prepared.row(ofLead: id)
        return RuleExplanation(
            prepared.plan.explanation(ofRow: row, asOf: prepared.asOf.time(ofRow: row)), id: prepared.ids[row],
            rules: rules)
    }
}

extension RuleScoringRun.Prepared {
    /// The first row of a lead.
    func row(ofLead id: String) throws(Diagnostic) -> Int {
        if let row = ids.firstIndex(of: id) { return row }
        throw Diagnostic(
            .unknownLead, "no lead is called that in column \"\(idHeader)\"",
            evidence: ["the table has \(grouped(ids.count)) leads"],
            fix: "check the id, or name the id column with --id-column COLUMN")
    }
}
