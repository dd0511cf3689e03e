import Evaluation

/// What to conclude from a comparison.
public struct Verdict: Sendable, Codable, Equatable {
    public enum Outcome: String, Sendable, Codable {
        case better
        /// The difference may be chance: keep the rules.
        case notDistinguishable = "not_distinguishable"
        case worse
    }

    public let outcome: Outcome
    /// One line.
    public let headline: String
    /// What else must be known to read it rightly.
    public let details: [String]

    /// The areas decide, at the 5 % level of DeLong's paired test.
    init(_ comparison: PairedAUCComparison, model: Estimate?, rules: Estimate?, won: Estimate?, capacity: Double) {
        let isClear = comparison.pValue < 0.05
        outcome = !isClear ? .notDistinguishable : comparison.difference.value > 0 ? .better : .worse
        let figures =
            "ROC AUC of the model \(decimal(comparison.first, 3)), of the rules \(decimal(comparison.second, 3)) "
            + "(difference \(signed(comparison.difference, 3)), p \(pText(comparison.pValue)))"
        switch outcome {
        case .better: headline = "The model is better, and it is statistically clear: " + figures
        case .worse: headline = "The model is worse than the rules, keep the rules: " + figures
        case .notDistinguishable: headline = "Not distinguishable, keep the rules: " + figures
        }
        var details: [String] = []
        if model?.contains(0.5) ?? true, rules?.contains(0.5) ?? true {
            details.append("Neither ranks these leads better than chance would.")
        } else if outcome == .better, rules?.contains(0.5) ?? false {
            details.append("The rules rank these leads no better than chance would.")
        }
        if let won {
            let leads = grouped(Int(capacity.rounded()))
            let count = decimal(abs(won.value), 0)
            let more = won.value >= 0 ? "more" : "fewer"
            details.append(
                won.contains(0)
                    ? "At \(leads) leads worked, what the two win cannot be told apart (\(signed(won, 0)))."
                    : "At \(leads) leads worked, the model wins \(count) \(more) (\(signed(won, 0))).")
        }
        self.details = details
    }
}

/// "+0.161 [+0.137, +0.185]".
func signed(_ estimate: Estimate, _ places: Int) -> String {
    "\(signed(estimate.value, places)) [\(signed(estimate.low, places)), \(signed(estimate.high, places))]"
}

func signed(_ value: Double, _ places: Int) -> String {
    let text = decimal(value, places)
    // No "-0" and no "+0".
    if !text.contains(where: { "123456789".contains($0) }) { return decimal(0, places) }
    return value > 0 ? "+" + text : text
}

/// "< 0.0001", "0.032".
func pText(_ p: Double) -> String { p < 0.0001 ? "< 0.0001" : decimal(p, p < 0.01 ? 4 : 2) }
