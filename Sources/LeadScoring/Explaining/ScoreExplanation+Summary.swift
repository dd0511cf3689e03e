import Foundation

extension ScoreExplanation {
    /// For a terminal: the score, what made it, what is not known, and what would change it.
    ///
    /// - Parameter shown: so many fields by themselves, the others together.
    public func summary(shown: Int = 10) -> String {
        // The range is of leads like this one; where it misses the chance, which smooths over more of them, both are in.
        let range = probabilityLow.flatMap { low in
            probabilityHigh.map { " (\(percent(min(low, probability))) to \(percent(max($0, probability))))" }
        }
        var lines = [
            "\(id): chance \(percent(probability))\(range ?? ""), score \(decimal(score, 1)), grade \(grade); "
                + "above \(decimal(percentile, 0)) % of the leads"
        ]
        if let axes { lines.append("  " + axes.line) }
        if let expectedValue {
            lines.append("  Expected value: \(decimal(expectedValue, 2)) (the chance times what the lead is worth)")
        }
        if let rules { lines += rules.lines }
        if rowsOfThatID > 1 { lines.append("  \(grouped(rowsOfThatID)) rows have this id; this is the first") }
        lines += [""] + partLines(shown)
        if !unknown.isEmpty {
            let names = unknown.prefix(8).map { "\($0.field) (\($0.state))" }.joined(separator: ", ")
            lines.append("")
            lines.append(
                "Not known: \(names)" + (unknown.count > 8 ? " and \(unknown.count - 8) more" : ""))
        }
        lines += ["", changeLine]
        return lines.map(\.withoutTrailingSpaces).joined(separator: "\n")
    }

    private func partLines(_ shown: Int) -> [String] {
        let largest = parts.first.map { abs($0.contribution) } ?? 0
        let average = 1 / (1 + exp(-baseLogOdds))
        var lines = ["  " + "the average lead".padded(to: 46) + percent(average).leftPadded(to: 8)]
        func line(_ label: String, _ contribution: Double, _ note: String) -> String {
            let length = largest > 0 ? Int((abs(contribution) / largest * 16).rounded(.up)) : 0
            let bar = String(repeating: contribution < 0 ? "▒" : "█", count: min(length, 16))
            let factor = exp(contribution)
            let odds = "×" + decimal(factor, factor < 0.095 ? 3 : factor < 9.95 ? 2 : 0)
            return "  " + label.padded(to: 46) + odds.leftPadded(to: 8) + "  " + bar.padded(to: 17) + note
        }
        for part in parts.prefix(shown) where part.contribution != 0 {
            let note = part.leads.flatMap { leads in
                part.won.map { "\(percent(Double($0) / Double(leads))) of \(grouped(leads)) such leads won" }
            }
            lines.append(line("\(part.field): \(part.value)", part.contribution, note ?? ""))
        }
        let rest = parts.dropFirst(shown)
        if !rest.isEmpty {
            lines.append(line("\(rest.count) more fields", rest.reduce(0) { $0 + $1.contribution }, ""))
        }
        lines.append(
            "  " + "this lead (the factors multiply the odds)".padded(to: 46) + percent(probability).leftPadded(to: 8))
        return lines
    }

    private var changeLine: String {
        if let change {
            let what =
                change.isEvent
                ? "\(change.field) now, \(change.to) in all instead of \(change.from),"
                : "\(change.field) at \(change.to) instead of \(change.from)"
            return "For grade \(change.grade): \(what) would score "
                + "\(decimal(change.score, 1)) (chance \(percent(change.probability))), all else equal"
        }
        return hasBestGrade
            ? "There is no better grade." : "No change of a single field that can change would lift it a grade."
    }
}

extension ScoreExplanation.Axes {
    fileprivate var line: String {
        let parts = [fit.map { "fit \(decimal($0, 0))" }, engagement.map { "engagement \(decimal($0, 0))" }]
        let percentiles = parts.compactMap { $0 }.joined(separator: ", ")
        guard let action else { return "\(percentiles) (percentile of the training leads)" }
        return "\(percentiles) (percentiles of the training leads): \(cell), \(action)"
    }
}

extension ScoreExplanation.Rules {
    fileprivate var lines: [String] {
        guard let points else { return ["  By the rules (\(name)): no score"] }
        let words = paid.prefix(5).map { "\($0.rule) \(signed($0.points, 0))" }.joined(separator: ", ")
        return [
            "  By the rules (\(name)): \(CellText.number(points))" + (words.isEmpty ? "" : ": \(words)")
                + (paid.count > 5 ? " and \(paid.count - 5) more" : "")
        ]
    }
}
