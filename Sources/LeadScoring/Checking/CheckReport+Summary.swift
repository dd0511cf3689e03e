import FeatureExtraction
import Foundation

extension CheckReport {
    /// The report as a table for a terminal.
    public func summary(leads: String) -> String {
        let compressed = file.isCompressed ? ", gzip" : ""
        var lines = [
            "\(leads): \(grouped(rowsIn)) rows, \(columns.count) columns; "
                + "\(file.encoding), cells between \"\(file.delimiter)\"\(compressed)"
                + (rejected > 0 ? "; \(grouped(rejected)) rows rejected" : "")
        ]
        if let outcome {
            let closed = max(outcome.won + outcome.lost, 1)
            lines.append(
                "Outcome \"\(outcome.column)\": \(grouped(outcome.won)) won (\(percent(Double(outcome.won) / Double(closed)))), "
                    + "\(grouped(outcome.lost)) lost" + (outcome.open > 0 ? ", \(grouped(outcome.open)) open" : ""))
        }
        lines.append("")
        let width = min(max(columns.map(\.name.count).max() ?? 6, 6), 44)
        let head = [
            "column".padded(to: width), "type".padded(to: 8), "role".padded(to: 12), "blank".leftPadded(to: 7),
            "unset".leftPadded(to: 7), "distinct".leftPadded(to: 9), "alone".leftPadded(to: 6), "",
        ]
        lines.append(head.joined(separator: " ").withoutTrailingSpaces)
        for column in columns { lines.append(line(for: column, width: width)) }
        lines.append("")
        lines += findings
        if let history { lines += ["Leads in time:"] + history.lines }
        lines += xray?.lines ?? []
        if let duplicates, duplicates.repeatedIDs + duplicates.repeatedRows > 0 {
            lines.append(
                "Duplicates: \(grouped(duplicates.repeatedIDs)) repeated ids, \(grouped(duplicates.repeatedRows)) rows equal "
                    + "to an earlier one but for the id")
        }
        lines += warnings.map { "Warning: \($0)" } + notes.map { "Note: \($0)" }
        if let outcome {
            let ignored = outcome.unmappedValues.map { " --ignore-outcome \(shellWord($0))" }.joined()
            lines.append(
                "Next: leadscore train \(shellWord(leads)) --label \(shellWord(outcome.column))\(ignored)\(timeOptions) "
                    + "-o leads.model"
            )
        }
        return lines.joined(separator: "\n")
    }

    private func line(for column: ColumnReport, width: Int) -> String {
        let rows = Double(max(rowsIn - rejected, 1))
        let share = { (count: Int) in count == 0 ? "" : percent(Double(count) / rows) }
        let many = column.type == "number" && column.distinct > ColumnProfile.distinctLimit
        let mark =
            column.finding.map { $0 == "blocked" ? "LEAK" : "suspect" } ?? (column.role == "ignored" ? "unused" : "")
        let cells = [
            column.name.padded(to: width), column.type.padded(to: 8), column.role.padded(to: 12),
            share(column.absent).leftPadded(to: 7), share(column.placeholders).leftPadded(to: 7),
            (many ? "many" : "\(column.distinct)").leftPadded(to: 9),
            (column.alone.map { decimal($0, 3) } ?? "").leftPadded(to: 6), mark,
        ]
        return cells.joined(separator: " ").withoutTrailingSpaces
    }

    private var findings: [String] {
        columns.filter { $0.finding != nil || $0.role == "ignored" }.map { column in
            let word = column.finding.map { $0 == "blocked" ? "Leak" : "Suspect" } ?? "Unused"
            return "\(word) \"\(column.name)\": \(column.reason)"
        }
    }

    /// Writes what was found as a leadscore.yaml to edit.
    ///
    /// - Throws: ``Diagnostic`` E501.
    public func writeConfiguration(to path: String) throws(Diagnostic) {
        var lines = ["# What `leadscore check` found. Edit it, then: leadscore train … --config \(path)"]
        if let outcome {
            lines.append("label: \(yamlWord(outcome.column))")
            lines.append("won: [\(outcome.wonValues.map(yamlWord).joined(separator: ", "))]")
            lines.append("lost: [\(outcome.lostValues.map(yamlWord).joined(separator: ", "))]")
            if !outcome.openValues.isEmpty {
                lines.append("ignore-outcome: [\(outcome.openValues.map(yamlWord).joined(separator: ", "))]")
            }
        }
        for role in ["id", "time"] {
            if let column = columns.first(where: { $0.role == role }) {
                lines.append("\(role): \(yamlWord(column.name))")
            }
        }
        let left = columns.filter { $0.finding != nil }
        if !left.isEmpty {
            lines.append("exclude:")
            for column in left { lines.append("  - \(yamlWord(column.name))  # \(column.reason)") }
        }
        lines.append("columns:")
        for column in columns where !["id", "time", "label"].contains(column.role) && column.finding == nil {
            lines.append("  \(yamlWord(column.name)): {role: \(column.role)}  # \(column.type); \(column.reason)")
        }
        try TextFile.write(lines.joined(separator: "\n") + "\n", to: path)
    }
}
