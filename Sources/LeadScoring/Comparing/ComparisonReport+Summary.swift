import Evaluation

extension ComparisonReport {
    /// For a terminal, on one screen: the verdict first, the next command to try last.
    public func summary(leads table: String, model: String) -> String {
        var lines = [verdict.headline + "."]
        lines += verdict.details.map { "  " + $0 }
        lines.append(basisLine)
        lines += [""] + figureLines + [""] + swapLines + [""] + policyLines
        lines += profitLines + effectLines
        if let segments { lines += [""] + segments.lines }
        if let line = periods?.rangeLine { lines += ["", line] }
        if let worked { lines += [""] + worked.lines }
        lines.append("")
        lines += caveats.enumerated().map { ($0 == 0 ? "Mind: " : "      ") + $1 + "." }
        if let next = next(table, model) { lines.append("Next: " + next) }
        return lines.map(\.withoutTrailingSpaces).joined(separator: "\n")
    }

    private var basisLine: String {
        let rate = percent(Double(leads.won) / Double(leads.compared))
        var line = "Judged on \(grouped(leads.compared))"
        if basis.kind == .heldOut {
            let kind = ["time": "the newest", "group": "whole groups"][basis.split ?? ""] ?? "drawn at random"
            line +=
                leads.withoutRuleScore == 0
                ? " leads that training held out (\(kind))"
                : " of the \(grouped(leads.compared + leads.withoutRuleScore)) leads that training held out (\(kind))"
        } else {
            line += " closed leads"
        }
        line += ", \(grouped(leads.won)) won (\(rate))"
        if leads.withoutRuleScore > 0 {
            line += " (left out: \(grouped(leads.withoutRuleScore)) without a rule score)"
        }
        return line + ". Rules: \(ruleScore)."
    }

    private static func row(_ label: String, _ cells: [String]) -> String {
        let widths = [9, 9, 26]
        return "  " + label.padded(to: 30) + zip(cells, widths).map { $0.leftPadded(to: $1) }.joined()
    }

    private var figureLines: [String] {
        func number(_ estimate: Estimate?, _ places: Int) -> String {
            estimate.map { decimal($0.value, places) } ?? "–"
        }
        func line(_ label: String, _ key: String, _ difference: Estimate?, _ places: Int) -> String {
            Self.row(
                label,
                [
                    number(model.metrics[key], places), number(rules.metrics[key], places),
                    difference.map { signed($0, places) } ?? "",
                ])
        }
        let chosen = "best \(grouped(Int(capacity.leads.rounded()))) (\(percent(capacity.share)))"
        return [
            Self.row("", ["model", "rules", "difference [95 %]"]),
            line("ROC AUC", "roc_auc", difference.rocAUC, 3),
            line("average precision", "average_precision", difference.averagePrecision, 3),
            line("log loss (lower is better)", "log_loss", difference.logLoss, 3),
            line("won, \(chosen)", "won_at_capacity", difference.wonAtCapacity, 0),
            line("lift there", "lift_at_capacity", nil, 2),
        ]
    }

    private var swapLines: [String] {
        func line(_ label: String, _ cell: SwapSets.Cell) -> String {
            let rate = cell.rate.map { "\(percent($0.value)) [\(percent($0.low)), \(percent($0.high))]" } ?? "–"
            return "  " + label.padded(to: 30) + decimal(cell.leads, 0).leftPadded(to: 9)
                + decimal(cell.won, 0).leftPadded(to: 9) + rate.leftPadded(to: 26)
        }
        var lines = [
            Self.row("Who chooses whom", ["leads", "won", "won rate [95 %]"]), line("both", swap.both),
            line("the model alone", swap.modelOnly), line("the rules alone", swap.rulesOnly),
            line("neither", swap.neither),
            "  They share \(percent(agreement.overlapAtCapacity)) of their choices; rank correlation "
                + "\(agreement.spearman.map { decimal($0, 2) } ?? "–") (Spearman), "
                + "\(agreement.kendall.map { decimal($0, 2) } ?? "–") (Kendall); McNemar p \(pText(swap.mcNemar.midPValue))",
        ]
        if !swap.traits.isEmpty {
            lines.append("  The model's own choices against the rules' own:")
            lines += swap.traits.prefix(3).map { "    \($0.words)" }
        }
        return lines
    }

    private var policyLines: [String] {
        var lines = [
            "  " + "Working \(grouped(Int(capacity.leads.rounded()))) leads".padded(to: 26)
                + "won   of all wins   contacts per win   calls saved [95 %]"
        ]
        for policy in policies {
            let saved = policy.callsSaved.map { signed($0, 0) } ?? "–"
            let label = policy.policy == "hybrid" ? "hybrid (rules first)" : policy.policy
            lines.append(
                "  " + label.padded(to: 22) + (policy.won.map { decimal($0.value, 0) } ?? "–").leftPadded(to: 7)
                    + (policy.winsKept.map { percent($0.value) } ?? "–").leftPadded(to: 14)
                    + (policy.contactsPerWin.map { decimal($0.value, 1) } ?? "–").leftPadded(to: 19)
                    + "   " + (policy.policy == "rules" ? "–" : saved))
        }
        if let skip = model.safeSkip {
            lines.append(
                "  Safe to skip (under \(decimal(skip.alpha * 100, 0)) % of the wins, 95 % sure): by the model "
                    + "\(Self.skipWords(skip)), by the rules \(rules.safeSkip.map(Self.skipWords) ?? "nobody")")
        }
        return lines
    }

    private static func skipWords(_ skip: SafeSkip) -> String {
        skip.leads > 0 ? "the lowest \(percent(skip.share))" : "nobody"
    }

    private var profitLines: [String] {
        guard let profit else { return [] }
        let best = profit.model.best
        return [
            "  Best cut-off by the model: the top \(percent(best.share)) (\(decimal(best.leads, 0)) leads), profit "
                + "\(decimal(best.profit, 0)); from \(percent(profit.model.flatFrom)) to \(percent(profit.model.flatTo)) "
                + "it stays within 5 %",
            "  By the rules: the top \(percent(profit.rules.best.share)), profit \(decimal(profit.rules.best.profit, 0)). "
                + "A lead pays from a chance of \(percent(profit.breakEvenChance)): \(grouped(profit.leadsAboveBreakEven)) "
                + "leads, profit \(decimal(profit.profitAboveBreakEven, 0))",
        ]
    }

    private var effectLines: [String] {
        let effects = ruleEffects.rules.filter { $0.oddsRatio != nil }
        guard !effects.isEmpty else { return [] }
        let how = ruleEffects.method == .joint ? "beside the others" : "each alone"
        let shown = effects.sorted { (-abs($0.points), $0.rule) < (-abs($1.points), $1.rule) }.prefix(6)
        return ["", "  Rule points against actual effect (\(how))"]
            + shown.map { effect in
                let points = "\(signed(effect.points, 0)) point\(abs(effect.points) == 1 ? "" : "s")"
                let odds = effect.oddsRatio.map {
                    "odds ×\(decimal($0.value, 2)) [\(decimal($0.low, 2)), \(decimal($0.high, 2))]"
                }
                return "    \(effect.rule.padded(to: 38)) \(points.padded(to: 12)) \(odds ?? "")"
            }
            + (effects.count > shown.count ? ["    … and \(effects.count - shown.count) more (--json)"] : [])
    }

    private func next(_ table: String, _ model: String) -> String? {
        let example = swap.examples.first { $0.chosenBy == "model_only" } ?? swap.examples.first
        return example.map {
            "leadscore explain \(shellWord(model)) \(shellWord(table)) --id \(shellWord($0.id))"
        }
    }
}

extension GroupComparison {
    /// The lowest and the highest difference, in one line; `nil` with fewer than two groups to compare.
    var rangeLine: String? {
        let known = groups.filter { $0.difference != nil }
        func value(_ group: Group) -> Double { group.difference?.value ?? 0 }
        guard known.count > 1, let low = known.min(by: { value($0) < value($1) }),
            let high = known.max(by: { value($0) < value($1) })
        else { return nil }
        return "  By \(column): the difference in ROC AUC runs from \(signed(value(low), 3)) (\(low.name)) to "
            + "\(signed(value(high), 3)) (\(high.name))"
    }

    var lines: [String] {
        ["  " + "By \(column)".padded(to: 26) + "    leads      won    model    rules   difference [95 %]"]
            + groups.map { group in
                let model = group.model.map { decimal($0.value, 3) } ?? "–"
                let rules = group.rules.map { decimal($0.value, 3) } ?? "–"
                return "  " + group.name.padded(to: 26) + grouped(group.leads).leftPadded(to: 9)
                    + grouped(group.won).leftPadded(to: 9) + model.leftPadded(to: 9) + rules.leftPadded(to: 9)
                    + "   " + (group.difference.map { signed($0, 3) } ?? "too few")
            }
    }
}

extension WorkedBands {
    var lines: [String] {
        ["  " + "Worked (\(column)), by points".padded(to: 26) + "    leads   worked    won of these"]
            + bands.map { band in
                let points = "\(CellText.number(band.from)) to \(CellText.number(band.to))"
                return "  " + points.padded(to: 26) + grouped(band.leads).leftPadded(to: 9)
                    + (band.worked.map { percent($0.value) } ?? "–").leftPadded(to: 9)
                    + (band.rate.map { percent($0.value) } ?? "–").leftPadded(to: 16)
            }
    }
}
