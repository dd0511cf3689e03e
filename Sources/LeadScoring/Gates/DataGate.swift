/// Whether there are enough leads to learn from (R-GATE-1).
public enum DataGate {
    /// Fewer won, or fewer lost leads than this are refused.
    public static let minimumPerOutcome = 40
    /// Below this many won leads a warning is given.
    public static let comfortableWins = 120
    /// Below this many won leads per free parameter a warning is given.
    public static let winsPerParameter = 10

    /// - Throws: ``Diagnostic`` E301 when there are too few, unless `allowSmall`.
    /// - Returns: warnings.
    static func check(won: Int, lost: Int, parameters: Int, allowSmall: Bool) throws(Diagnostic) -> [String] {
        let width = expectedIntervalWidth(won: max(won / 5, 1), lost: max(lost / 5, 1))
        let certainty = "a fifth of them held out, the AUC's 95 % interval would be about \(decimal(width, 2)) wide"
        if won < minimumPerOutcome || lost < minimumPerOutcome {
            guard allowSmall, won > 0, lost > 0 else {
                throw Diagnostic(
                    .tooFewLeads, "\(won) won and \(lost) lost leads are too few to learn from",
                    evidence: [
                        "at least \(minimumPerOutcome) of each are needed"
                            + (won > 0 && lost > 0 ? "; " + certainty : "")
                    ],
                    fix: won > 0 && lost > 0
                        ? "collect more closed leads, or use --allow-small if you know what you are doing"
                        : "check --label, --won and --lost: a model needs both outcomes")
            }
            return ["only \(won) won and \(lost) lost leads (--allow-small): " + certainty]
        }
        if won < comfortableWins { return ["only \(won) won leads: " + certainty] }
        if won < winsPerParameter * parameters {
            return [
                "\(won) won leads for \(parameters) free parameters: fewer than \(winsPerParameter) each; "
                    + "expect the regularisation to do much of the work"
            ]
        }
        return []
    }

    /// The width of the 95 % interval of an AUC of 0.75 with that many held-out leads (Hanley and McNeil, 1982).
    static func expectedIntervalWidth(won: Int, lost: Int, auc: Double = 0.75) -> Double {
        let q1 = auc / (2 - auc)
        let q2 = 2 * auc * auc / (1 + auc)
        let (m, n) = (Double(won), Double(lost))
        let variance = auc * (1 - auc) + (m - 1) * (q1 - auc * auc) + (n - 1) * (q2 - auc * auc)
        return min(1, 2 * 1.96 * (variance / (m * n)).squareRoot())
    }
}
