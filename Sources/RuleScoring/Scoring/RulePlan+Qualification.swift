/// How far a lead is qualified (R-QUAL-2).
public struct QualificationResult: Sendable, Equatable {
    /// In the order of the criteria.
    public let answers: [Qualification.Answer]
    /// Beside each answer that is known why it is what it is; `nil` where nothing is said.
    public internal(set) var evidence: [String?]
    /// 0…100 over what is known; `nil` when nothing is.
    public let score: Double?
    /// The known share of the weight, 0…100.
    public let completeness: Double
    public let gate: Truth
    /// The positions of the unknown criteria, the heaviest first (R-QUAL-3).
    public let open: [Int]
}

extension Qualification {
    public func result(of answers: [Answer]) -> QualificationResult {
        var (sum, known, all) = (0.0, 0.0, 0.0)
        for (criterion, answer) in zip(criteria, answers) {
            all += criterion.weight
            guard let value = answer.value else { continue }
            sum += criterion.weight * value
            known += criterion.weight
        }
        let open = criteria.indices.filter { answers[$0] == .unknown }
            .sorted { (-criteria[$0].weight, $0) < (-criteria[$1].weight, $1) }
        return QualificationResult(
            answers: answers, evidence: answers.map { _ in nil }, score: known > 0 ? 100 * sum / known : nil,
            completeness: all > 0 ? 100 * known / all : 0, gate: truth(of: gate, answers), open: open)
    }

    private func truth(of gate: Gate?, _ answers: [Answer]) -> Truth {
        guard let gate else { return .unknown }
        var truth = Truth.atLeast(
            gate.yesAtLeast, yes: answers.count { $0 == .yes }, unknown: answers.count { $0 == .unknown })
        for (criterion, answer) in zip(criteria, answers) where gate.notNo.contains(criterion.id) {
            truth = truth.and(answer == .unknown ? .unknown : Truth(answer != .no))
        }
        return truth
    }
}

extension RulePlan {
    /// The answers known at the as-of time; `nil` without a qualification in the rules.
    func answers(of view: LeadView) -> QualificationResult? {
        guard let model = rules.qualification, let planned = qualification else { return nil }
        let answers = model.criteria.indices.map { criterion -> Qualification.Answer in
            let times = planned.knownAt[criterion]
            if !times.isEmpty, !(times[view.row] <= view.asOf) { return .unknown }
            return planned.answers[criterion][view.row]
        }
        var result = model.result(of: answers)
        for (criterion, texts) in planned.evidence.enumerated() where !texts.isEmpty && answers[criterion] != .unknown {
            result.evidence[criterion] = texts[view.row].isEmpty ? nil : texts[view.row]
        }
        return result
    }
}
