import Evaluation
import LeadHistory

extension TrainingReport {
    /// The report in a few lines for a terminal.
    public func summary(leads: String, model: String, bytes: Int) -> String {
        let rate = Double(positives) / Double(max(rows, 1))
        var lines = [
            "Learned from \(grouped(rows)) \(history == nil ? "closed leads" : "snapshots") of \(leads), \(grouped(positives)) won (\(percent(rate)))"
        ]
        if let history {
            lines += history.lines
        } else if rowsIn != rows {
            lines.append(
                "  rows in: \(grouped(rowsIn)) = \(grouped(rows)) closed + \(grouped(open)) open + "
                    + "\(grouped(rejected)) rejected")
        }
        lines += excludedLines
        lines += candidateLines
        if !segments.isEmpty { lines += ["Segments:"] + Segment.lines(segments).map { "  " + $0 } }
        lines.append(
            "Model: \(modelWords), \(featureCount) feature\(featureCount == 1 ? "" : "s")")
        lines +=
            holdout.map { $0.lines(leaks: leaks) } ?? ["Nothing was held out: how good the model is, is not known."]
        lines += xray?.lines ?? []
        lines += warnings.map { "Warning: \($0)" } + notes.map { "Note: \($0)" }
        lines.append("Saved \(model) (\(Self.size(bytes))) in \(decimal(seconds["total"] ?? 0, 2)) s")
        lines.append(
            holdout?.hasNoSignal == true
                ? "Next: leadscore check \(shellWord(leads)) to see what each column tells alone"
                : "Next: leadscore score \(shellWord(model)) NEW-LEADS.csv -o scores.csv --reasons 3")
        return lines.joined(separator: "\n")
    }

    private var modelWords: String {
        switch modelKind {
        case "blend": "a blend of models (\(settings["blend"] ?? ""))"
        case "segmented": "own models for segments, the others by a common one (\(settings["common_model"] ?? ""))"
        case "boosted" where settings["form"] == "additive":
            "additive boosted trees (a curve for each feature, surfaces for the strongest pairs)"
        case "boosted":
            "boosted trees (\(settings["trees"] ?? "?") tree\(settings["trees"] == "1" ? "" : "s") of up to \(settings["leaves"] ?? "?") leaves, "
                + "rate \(settings["learning_rate"] ?? "?"))"
        default:
            switch settings["numbers"] {
            case _ where settings["solver"] == "elastic net": "logistic regression with a lasso"
            case "splines", "steps", "weights of evidence": "logistic regression with \(settings["numbers"] ?? "")"
            default: "logistic regression"
            }
        }
    }

    private var excludedLines: [String] {
        let leaks = excluded.filter { $0.kind == .leak || $0.kind == .suspect }
        let unused = excluded.filter { $0.kind == .role }
        let asked = excluded.filter { $0.kind == .asked }
        var lines = leaks.map { column in
            let kind = column.kind == .leak ? "leak, E320" : "suspect, E321"
            return "Left out \"\(column.column)\" (\(kind)): \(column.reason)"
        }
        if !leaks.isEmpty { lines.append("  to keep one that is known when a lead is scored: --allow-leak COLUMN") }
        for column in keptLeaks {
            lines.append("Kept though it may leak, as you asked: \"\(column)\" (on record in the model)")
        }
        if !unused.isEmpty {
            let names = unused.map { "\"\($0.column)\"" }.prefix(6).joined(separator: ", ")
            lines.append(
                "Not used: \(names)" + (unused.count > 6 ? " and \(unused.count - 6) more" : "")
                    + " (`leadscore check` says why)")
        }
        if !asked.isEmpty { lines.append("Left out as you asked: \(asked.map(\.column).joined(separator: ", "))") }
        return lines
    }

    private var candidateLines: [String] {
        guard candidates.count > 1 else { return [] }
        let isBlended = candidates.contains { $0.kind.hasPrefix("blend") }
        let rule = "the simpler stays unless another is clearly better" + (isBlended ? ", or a blend better" : "")
        let compared = candidates.map { ComparedModel($0.record) }
        let width = min(compared.map(\.name.count).max() ?? 0, Self.nameWidth)
        var lines = [
            "Compared by cross-validation, \(rule):",
            "  \("".padded(to: width))  log loss [95 %]          above the chosen [95 %]",
        ]
        for (model, candidate) in zip(compared, candidates) {
            let loss =
                "\(decimal(model.logLoss.value, 4)) [\(decimal(model.logLoss.low, 4)), "
                + "\(decimal(model.logLoss.high, 4))]"
            let behind = model.behind.map { signed($0, 4) } ?? "chosen"
            lines.append(
                "  \(model.name.padded(to: width))  \(loss)  \(behind.padded(to: 26))  "
                    + "\(decimal(candidate.seconds, 2)) s")
        }
        return lines
    }

    private static let nameWidth = 34

    static func size(_ bytes: Int) -> String {
        bytes < 1_000_000 ? "\(decimal(Double(bytes) / 1_000, 0)) kB" : "\(decimal(Double(bytes) / 1e6, 1)) MB"
    }
}

extension TrainingReport.Holdout {
    func lines(leaks: [LeakFinding]) -> [String] {
        let how =
            switch split {
            case "time": "the newest"
            case "group": "whole groups"
            default: "at random"
            }
        var lines = ["Judged on \(grouped(rows)) held-out leads (\(how)), \(grouped(positives)) won:"]
        let reach = "the \(Span.text(lookahead)) after them were not over when the first held-out lead came in"
        if purged > 0 { lines.append("  \(grouped(purged)) older snapshots were not learned from: \(reach)") }
        if overlapping > 0 {
            lines.append(
                "  \(grouped(overlapping)) older snapshots were learned from though \(reach): too few are older still")
        }
        guard !hasNoSignal else {
            let auc = report["roc_auc"].map { " (ROC AUC \(Self.interval($0)))" } ?? ""
            return lines + [
                "  No signal: on leads it has not seen, the model cannot be told from guessing\(auc).",
                "  Do not rank leads by it. Look for columns that are known before the outcome and bear on it.",
            ]
        }
        lines += MetricLines.lines(for: report)
        if let baselines { lines.append(baselines.line) }
        if let withLeaks, let own = report["roc_auc"], withLeaks.value > own.value {
            lines.append(
                "  With what was left out the AUC would read \(decimal(withLeaks.value, 3)); new leads would not have it."
            )
        }
        if let atRandom, let own = report["roc_auc"] {
            let figure = "  A random split would have promised an AUC of \(decimal(atRandom.value, 3))"
            let isOptimistic = atRandom.value > own.high
            let optimism = decimal(atRandom.value - own.value, 3)
            lines.append(
                figure + (isOptimistic ? ": \(optimism) of that is optimism." : ", which chance alone may explain."))
        }
        return lines
    }

    private static func interval(_ estimate: Estimate) -> String {
        "\(decimal(estimate.value, 3)), 95 % interval \(decimal(estimate.low, 3)) to \(decimal(estimate.high, 3))"
    }
}

/// Metrics as aligned lines, in words a person knows.
enum MetricLines {
    private static let words: [(name: String, word: String)] = [
        ("roc_auc", "ROC AUC"), ("average_precision", "average precision"), ("log_loss", "log loss"),
        ("brier", "Brier score"), ("ece", "calibration error"), ("lift_at_10", "lift in the top 10 %"),
        ("capture_at_20", "won leads in the top 20 %"),
    ]

    static func lines(for report: EvaluationReport) -> [String] {
        words.compactMap { name, word in
            guard let estimate = report[name] else { return nil }
            let places = name.hasPrefix("lift") ? 2 : 3
            return "  \(word.padded(to: 26)) \(decimal(estimate.value, places).leftPadded(to: 6))"
                + "   [\(decimal(estimate.low, places)), \(decimal(estimate.high, places))]"
        }
    }
}
