import LearningCore
import RuleScoring
import Tabular

/// What rules say of leads besides points, as further columns: the overall percentage, and of what the rules have of it the
/// cell's priority and service level, why the lead stands at its stage, the persona, the qualification with the next question, the ideal profile with what is missing, and the gates.
struct RuleDetails: Sendable {
    let prepared: RuleScoringRun.Prepared
    let names: [String]

    init(_ prepared: RuleScoringRun.Prepared) {
        self.prepared = prepared
        let rules = prepared.plan.rules
        var names = ["overall"]
        if rules.matrix != nil { names += ["priority", "service_level"] }
        if rules.stages != nil { names.append("stage_reason") }
        if !rules.personas.isEmpty { names.append("persona") }
        if rules.qualification != nil {
            names += ["qualification", "completeness", "qualification_gate", "next_question"]
        }
        if rules.profile != nil { names += ["profile", "profile_missing"] }
        self.names = names + rules.gates.map { "gate_\($0.id)" }
    }

    /// For each row its cells, in the order of ``names``.
    func cells(on pool: WorkerPool) -> [[OutputCell]] {
        let blocks = WorkerPool.blocks(of: prepared.plan.rowCount, size: 1_024)
        return pool.map(blocks.count) { block in blocks[block].map(cells) }.flatMap(\.self)
    }

    private func cells(ofRow row: Int) -> [OutputCell] {
        let found = prepared.plan.explanation(ofRow: row, asOf: prepared.asOf.time(ofRow: row))
        var cells: [OutputCell] = [.number(found.overall)]
        let rules = prepared.plan.rules
        if rules.matrix != nil {
            let cell = found.cell.flatMap(rules.cell)
            cells += [cell.map { .integer($0.priority) } ?? .absent, .text(cell?.serviceLevel ?? "")]
        }
        if rules.stages != nil { cells.append(.text(found.stageReason ?? "")) }
        if let persona = found.persona { cells.append(.text(persona)) }
        if let result = found.qualification {
            let criteria = rules.qualification?.criteria ?? []
            cells += [
                result.score.map(OutputCell.number) ?? .absent, .number(result.completeness),
                .text(result.gate.gateWord), result.open.first.map { .text(criteria[$0].question) } ?? .absent,
            ]
        }
        if let profile = found.profile {
            cells += [
                profile.similarity.map(OutputCell.number) ?? .absent,
                .text((profile.missing + profile.unknown.map { "\($0)?" }).joined(separator: "; ")),
            ]
        }
        return cells + found.gates.map { .text($0.truth.gateWord) }
    }
}
