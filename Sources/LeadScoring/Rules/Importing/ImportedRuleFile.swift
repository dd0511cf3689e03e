/// Imported rules as a rule file, with what was left out as comments.
struct ImportedRuleFile {
    let imported: ImportedRules
    let system: String
    let source: String

    /// - Precondition: there is a rule.
    func text() -> String {
        var names = UniqueNames()
        var groups: [(name: String, title: String, rules: [ImportedRules.ImportedRule])] = []
        for rule in imported.rules {
            if let index = groups.firstIndex(where: { $0.title == rule.group }) {
                groups[index].rules.append(rule)
            } else {
                groups.append((names.name(for: rule.group, "g"), rule.group, [rule]))
            }
        }
        let range = range
        var lines = [
            "# Imported by leadscore from \(fileComment(source)), an export of \(system).",
            "# Say under `fields` and `events` what things are called in your data; `leadscore rules lint` checks.",
        ]
        lines += leftOutLines
        lines += ["schema: leadscore.rules/1", "name: \(fileWord("imported from \(system)"))"]
        let all = imported.rules.map(\.condition.names)
        let fields = all.flatMap(\.fields).uniqued
        let events = all.flatMap(\.events).uniqued
        if !fields.isEmpty { lines += ["", "fields:"] + fields.map { "  \(fileWord($0)): [\(fileWord($0))]" } }
        if !events.isEmpty { lines += ["", "events:"] + events.map { "  \(fileWord($0)): [\(fileWord($0))]" } }
        lines += [
            "", "axes:",
            "  score: {min: \(pointText(range.lowerBound)), max: \(pointText(range.upperBound)), "
                + "groups: [\(groups.map(\.name).joined(separator: ", "))]}",
            "", "groups:",
        ]
        for group in groups {
            lines += ["  \(group.name):", "    rules:"]
            for rule in group.rules { lines += self.lines(of: rule, names.name(for: rule.name, "rule")) }
        }
        lines += thresholdLines
        return lines.joined(separator: "\n") + "\n"
    }

    private var leftOutLines: [String] {
        guard !imported.leftOut.isEmpty else { return ["# Everything was carried over."] }
        return ["# Not carried over:"]
            + imported.leftOut.map { "#   \(fileComment($0.place)): \(fileComment($0.what))" }
    }

    private func lines(of rule: ImportedRules.ImportedRule, _ id: String) -> [String] {
        var lines = rule.remarks.map { "      # \(fileComment($0))" }
        lines.append("      - id: \(id)")
        let name = fileComment(rule.name)
        if !name.isEmpty { lines.append("        description: \(fileWord(name))") }
        lines.append("        when: \(rule.condition.yaml)")
        lines.append("        points: \(pointText(rule.points))")
        if rule.repeats { lines.append("        repeat: {mode: per_event}") }
        return lines
    }

    /// From the sum of what takes points to that of what gives them, or to the highest threshold.
    private var range: ClosedRange<Double> {
        let least = imported.rules.reduce(0) { $0 + min($1.points, 0) }
        let most = imported.rules.reduce(0) { $0 + max($1.points, 0) }
        return least...max(most, imported.thresholds.map(\.points).max() ?? 0, least + 1)
    }

    /// What is to be done from so many points on; of several the highest.
    private var thresholdLines: [String] {
        let reached = imported.thresholds.enumerated().sorted {
            ($0.element.points, $0.offset) < ($1.element.points, $1.offset)
        }
        guard !reached.isEmpty else { return [] }
        let range = range
        return ["", "overrides:"]
            + reached.flatMap { _, threshold -> [String] in
                // Rounded down, so that the threshold itself is reached.
                let share = (threshold.points - range.lowerBound) / (range.upperBound - range.lowerBound)
                let percent = max(0, (share * 1_000_000).rounded(.down) / 10_000)
                return [
                    "  # from \(pointText(threshold.points)) points",
                    "  - when: {standing: {axis: score}, gte: \(decimal(percent, 4))}",
                    "    set: {action: \(fileWord(fileComment(threshold.action)))}",
                ]
            }
    }
}

extension [String] {
    /// Each once, where it is first.
    fileprivate var uniqued: [String] {
        var seen = Set<String>()
        return filter { seen.insert($0).inserted }
    }
}
