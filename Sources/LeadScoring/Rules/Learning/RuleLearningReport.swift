public import Evaluation

/// What came of learning rules; `--json` prints it.
public struct RuleLearningReport: Sendable, Encodable {
    /// What the rules were learned from: closed leads without those held out.
    public let rows: Int
    public let positives: Int
    public let rules: Int
    /// So many points double the odds of winning.
    public let pointsToDoubleOdds: Int
    public let least: Int
    public let most: Int
    public let excluded: [String]
    /// `nil` when nothing was held out.
    public let holdout: Holdout?
    public let warnings: [String]

    /// How the rules as written in the file fare on leads that were not learned from, beside boosted trees.
    public struct Holdout: Sendable, Encodable {
        public let rows: Int
        public let positives: Int
        /// `time`, `group` or `random`.
        public let split: String
        public let points: Figures
        public let boosted: Figures
        /// The AUC of the boosted trees less that of the points, with DeLong's interval for two scores of the same leads.
        public let aucGap: Estimate
    }

    public struct Figures: Sendable, Encodable {
        public let rocAUC: Estimate
        public let logLoss: Estimate

        enum CodingKeys: String, CodingKey {
            case rocAUC = "roc_auc"
            case logLoss = "log_loss"
        }
    }

    enum CodingKeys: String, CodingKey {
        case rows, positives, rules, least, most, excluded, holdout, warnings
        case pointsToDoubleOdds = "points_to_double_odds"
    }

    /// A few lines for a terminal.
    ///
    /// - Parameters:
    ///   - leads: the table.
    ///   - output: where the rules were written; `nil` for standard output.
    public func summary(leads: String, output: String?) -> String {
        let rate = percent(Double(positives) / Double(max(rows, 1)))
        var lines = [
            "Learned \(rules) rule\(rules == 1 ? "" : "s") from \(grouped(rows)) leads of \(leads), "
                + "\(grouped(positives)) won (\(rate))",
            "  from \(least) to \(most) points; \(pointsToDoubleOdds) points double the odds of winning",
        ]
        if !excluded.isEmpty {
            lines.append("  left out, for they give the outcome away: " + excluded.joined(separator: ", "))
        }
        if let holdout {
            lines += holdout.lines
        } else {
            lines.append("Nothing was held out: how good the rules are is not known.")
        }
        lines += warnings.map { "Warning: \($0)" }
        if let output {
            lines.append("Saved \(output)")
            lines.append(
                "Next: read it with those who will work with it, then leadscore rules lint \(shellWord(output))")
        }
        return lines.joined(separator: "\n")
    }
}

extension RuleLearningReport.Holdout {
    fileprivate var lines: [String] {
        let kind = split == "time" ? "the newest" : split == "group" ? "whole groups" : "at random"
        func line(_ name: String, _ figures: RuleLearningReport.Figures) -> String {
            let auc = figures.rocAUC
            return "  \(name.padded(to: 14))AUC \(decimal(auc.value, 3)) "
                + "(\(decimal(auc.low, 3)) – \(decimal(auc.high, 3))), log loss \(decimal(figures.logLoss.value, 4))"
        }
        return [
            "On \(grouped(rows)) leads held out (\(kind)), \(grouped(positives)) won:",
            line("points", points), line("boosted trees", boosted),
            "  the points lose \(decimal(aucGap.value, 3)) of AUC "
                + "(95 %: \(decimal(aucGap.low, 3)) – \(decimal(aucGap.high, 3)))",
        ]
    }
}
