public import Evaluation

extension EvaluationRun.Result {
    /// The figures, and the deciles, for a terminal.
    public func summary(leads: String, model: String) -> String {
        let rate = Double(positives) / Double(max(rows, 1))
        var lines = [
            "\(model) on \(grouped(rows)) closed leads of \(leads), \(grouped(positives)) won (\(percent(rate))):"
        ]
        if isTrainingData {
            lines.append("  These are the leads the model learned from: expect it to do worse on new ones.")
        }
        if report["roc_auc"]?.contains(0.5) ?? true {
            lines.append("  No signal: the model cannot be told from guessing on these leads.")
        }
        lines += MetricLines.lines(for: report)
        if level.isOff {
            let mean = level.expected / Double(max(rows, 1))
            lines.append(
                "  Probabilities are off: \(percent(mean)) on average, and \(percent(rate)) were won. Ranks are not "
                    + "touched by that; --won-rate moves probabilities to the rate you expect.")
        }
        if let gains {
            lines.append("")
            lines.append("  leads by score      rows      won     rate   lift   won so far")
            var from = 0
            for slice in gains.slices {
                let to = slice.number * 100 / gains.slices.count
                let cells = [
                    "\(from)–\(to) %".padded(to: 14), grouped(Int(slice.rows.rounded())).leftPadded(to: 8),
                    grouped(Int(slice.won.rounded())).leftPadded(to: 8), percent(slice.rate).leftPadded(to: 8),
                    decimal(slice.lift, 2).leftPadded(to: 6), percent(slice.cumulativeCapture).leftPadded(to: 12),
                ]
                lines.append("  " + cells.joined(separator: " "))
                from = to
            }
        }
        if open > 0 { lines.append("Left out: \(grouped(open)) leads without an outcome") }
        if rejected > 0 { lines.append("Rejected: \(grouped(rejected)) rows") }
        return lines.joined(separator: "\n")
    }
}

extension Diagnostic {
    /// E330, with what was found for each requirement that was not met.
    public static func unmet(_ requirements: [Requirement], by report: EvaluationReport) -> Diagnostic {
        Diagnostic(
            .requirementUnmet, "\(requirements.count) requirement\(requirements.count == 1 ? " is" : "s are") not met",
            evidence: requirements.map { requirement in
                let found = report[requirement.metric].map { decimal($0.value, 4) } ?? "undefined on these leads"
                return "\(requirement.metric) \(requirement.comparison.rawValue) \(requirement.bound): found \(found)"
            })
    }
}
