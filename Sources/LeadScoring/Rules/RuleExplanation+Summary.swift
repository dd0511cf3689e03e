extension RuleExplanation {
    /// A table for a terminal.
    public var summary: String {
        var lines = ["\(id) as of \(asOf): \(headline)"]
        lines += axes.map { axis in
            "  \(axis.axis.padded(to: 14))" + "\(number(axis.points)) points".leftPadded(to: 14)
                + "\(number(axis.percent)) %".leftPadded(to: 12)
                + (axis.raw == axis.points ? "" : "   \(number(axis.raw)) before the axis's limits")
        }
        for group in groups { lines += self.lines(of: group) }
        if !unknown.isEmpty { lines += ["", "not known: " + unknown.joined(separator: ", ")] }
        for gate in gates {
            lines.append(
                "gate \(gate.gate): \(gate.result)"
                    + (gate.reasons.isEmpty ? "" : " – " + gate.reasons.joined(separator: "; ")))
        }
        if let qualification { lines += self.lines(of: qualification) }
        if let profile {
            lines.append(
                "ideal profile: \(profile.similarity.map { "\(number($0)) %" } ?? "nothing known")"
                    + (profile.missing.isEmpty ? "" : "; missing: " + profile.missing.joined(separator: ", "))
                    + (profile.unknown.isEmpty ? "" : "; unknown: " + profile.unknown.joined(separator: ", ")))
        }
        return lines.joined(separator: "\n")
    }

    private var headline: String {
        var parts = ["letter \(letter)"]
        if let cell { parts.append("cell \(cell)" + (short.map { " (\($0))" } ?? "")) }
        parts.append("stage \(stage)" + (stageReason.map { " (\($0))" } ?? ""))
        if let persona { parts.append("persona \(persona)") }
        if !action.isEmpty { parts.append(action + (serviceLevel.map { " (within \($0))" } ?? "")) }
        return parts.joined(separator: ", ")
    }

    private func lines(of group: Group) -> [String] {
        let paid = rules.filter { $0.group == group.group }
        guard !paid.isEmpty || group.points != 0 else { return [] }
        let axis = group.axis.map { " (\($0))" } ?? " (on no axis)"
        var lines = ["", "\(group.group)\(axis): \(number(group.points))"]
        if group.cut != 0 { lines[1] += ", \(number(group.raw)) before limits (\(signed(group.cut)))" }
        for rule in paid {
            lines.append(
                ("  " + rule.rule.padded(to: 22) + signed(rule.points).leftPadded(to: 11) + "   " + details(of: rule))
                    .withoutTrailingSpaces)
        }
        return lines
    }

    private func details(of rule: Rule) -> String {
        var parts: [String] = []
        if rule.counted > 0 {
            parts.append("\(rule.counted) × \(number(rule.each))")
            if rule.decayFactor != 1 { parts.append("decayed to \(percent(rule.decayFactor))") }
            if let first = rule.first, let last = rule.last {
                parts.append(first == last ? first : "\(first) … \(last)")
            }
        }
        if rule.cuts.contains("repetition") { parts.append("\(rule.found) found, \(rule.counted) count") }
        if rule.cuts.contains("maximum") { parts.append("cut by max_points") }
        if rule.cuts.contains("suppressed") { parts.append("another rule of the group was taken") }
        if rule.cuts.contains("unknown") { parts.append("paid because not known") }
        return parts.joined(separator: ", ")
    }

    private func lines(of qualification: Qualification) -> [String] {
        var line = "\(qualification.model): \(qualification.score.map { "\(number($0)) %" } ?? "nothing known")"
        line += ", \(number(qualification.completeness)) % complete, gate \(qualification.gate)"
        let known = qualification.answers.filter { $0.answer != "unknown" }.map { answer in
            "  \(answer.criterion): \(answer.answer)" + (answer.evidence.map { " – \($0)" } ?? "")
        }
        return [line] + known + qualification.questions.map { "  ask: \($0)" }
    }

    private func number(_ value: Double) -> String { pointText(value) }
    private func signed(_ value: Double) -> String { (value > 0 ? "+" : "") + pointText(value) }
}

/// Points with at most two decimals.
func pointText(_ value: Double) -> String {
    let text = decimal(value, 2)
    guard text.contains(".") else { return text }
    var short = text
    while short.last == "0" { short.removeLast() }
    if short.last == "." { short.removeLast() }
    return short == "-0" ? "0" : short
}
