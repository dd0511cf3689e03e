import Foundation
import LinearModels

/// What every column does to the odds of winning; `--json` prints it.
public struct EffectsReport: Sendable, Encodable {
    /// What was maximised.
    public enum Method: String, Sendable, Encodable {
        case maximumLikelihood = "maximum likelihood"
        case firth = "Firth's penalised likelihood"
        case penalised = "maximum likelihood with a light penalty"
    }

    public let rows: Int
    public let positives: Int
    public let method: Method
    public let level: Double
    /// `wald` or `profile`.
    public let intervals: String
    public let effects: [Effect]
    /// Twice the negative log-likelihood, of the model and of the won rate alone.
    public let deviance: Double
    public let nullDeviance: Double
    /// Columns left out because they give the outcome away.
    public let excluded: [String]
    public let warnings: [String]

    /// McFadden's: the share of the null deviance that is explained.
    public var pseudoRSquared: Double { nullDeviance > 0 ? 1 - deviance / nullDeviance : 0 }

    /// A feature with its coefficients.
    public struct Effect: Sendable, Encodable {
        public let feature: String
        public let column: String
        /// The level that the others are measured from; `nil` for numbers.
        public let reference: String?
        public let terms: [Term]
        /// Whether the feature says anything that the others do not; `nil` where no likelihood-ratio test is possible.
        public let test: Test?
        /// By how much the other features widen its intervals, GVIF^(1/2k); 1 is not at all.
        public let widening: Double?

        private enum CodingKeys: String, CodingKey {
            case feature, column, reference, terms, test
            case widening = "gvif_root"
        }
    }

    public struct Test: Sendable, Encodable {
        public let statistic: Double
        public let degreesOfFreedom: Int
        public let pValue: Double

        private enum CodingKeys: String, CodingKey {
            case statistic
            case degreesOfFreedom = "df"
            case pValue = "p"
        }
    }

    /// A coefficient: of one more unit of a number, of a level instead of the reference, or of a missing value.
    public struct Term: Sendable, Encodable {
        public let name: String
        public let coefficient: Double
        public let standardError: Double
        public let pValue: Double
        public let oddsRatio: Double
        /// Of the odds ratio; a bound that does not exist is left out.
        public let low: Double?
        public let high: Double?

        init(_ term: DesignColumn.Term, _ found: CoefficientInference, interval: ClosedRange<Double>) {
            name =
                switch term {
                case .value: "one more"
                case .level(let level): level
                case .missing: "(missing)"
                }
            coefficient = found.estimate
            standardError = found.standardError
            pValue = found.pValue
            oddsRatio = found.oddsRatio
            low = Self.finite(exp(interval.lowerBound))
            high = Self.finite(exp(interval.upperBound))
        }

        private static func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }

        private enum CodingKeys: String, CodingKey {
            case name, coefficient, low, high
            case standardError = "standard_error"
            case pValue = "p"
            case oddsRatio = "odds_ratio"
        }
    }

    private enum CodingKeys: String, CodingKey {
        case rows, positives, method, level, intervals, effects, deviance, excluded, warnings
        case nullDeviance = "null_deviance"
    }

    /// For a terminal.
    public func summary(leads: String) -> String {
        var lines = [
            "Logistic regression of \(grouped(rows)) closed leads of \(leads), \(grouped(positives)) won "
                + "(\(percent(Double(positives) / Double(max(rows, 1))))), by \(method.rawValue)",
            "It explains \(percent(pseudoRSquared)) of the deviance. Odds ratios with \(percent(level)) intervals "
                + "(\(intervals == "wald" ? "Wald" : "profile likelihood")), all other columns being equal:", "",
        ]
        let width = min(40, max(24, effects.flatMap { $0.terms.map(\.name.count) }.max() ?? 0) + 4)
        lines.append("".padded(to: width) + "odds ×".leftPadded(to: 10) + "".padded(to: 23) + "p".leftPadded(to: 10))
        for effect in effects { lines += effect.lines(width: width) }
        if method == .penalised {
            lines += [
                "",
                "Some columns follow from others, so that their effects cannot be told apart: a light penalty shares them out, "
                    + "and no tests are given.",
            ]
        }
        if !excluded.isEmpty {
            lines += ["", "Left out, for they give the outcome away: " + excluded.joined(separator: ", ")]
        }
        lines += warnings.map { "Warning: \($0)" }
        return lines.joined(separator: "\n")
    }
}

extension EffectsReport.Effect {
    fileprivate func lines(width: Int) -> [String] {
        var notes: [String] = reference.map { ["measured from \"\($0)\""] } ?? []
        if let test {
            notes.append(
                "χ² \(decimal(test.statistic, 1)) on \(test.degreesOfFreedom) df, p \(EffectsReport.probability(test.pValue))"
            )
        }
        if let widening, widening >= 2 { notes.append("intervals ×\(decimal(widening, 1)) by other columns") }
        return [feature + (notes.isEmpty ? "" : ": " + notes.joined(separator: "; "))]
            + terms.map { term in
                let range = "[\(EffectsReport.ratio(term.low)), \(EffectsReport.ratio(term.high))]"
                return ("  " + term.name).padded(to: width) + EffectsReport.ratio(term.oddsRatio).leftPadded(to: 10)
                    + "  " + range.padded(to: 21) + EffectsReport.probability(term.pValue).leftPadded(to: 10)
            }
    }
}

extension EffectsReport {
    /// Close to 1 the distance from it is what is read: two digits of that, at least two decimals.
    static func ratio(_ value: Double?) -> String {
        guard let value else { return "∞" }
        guard value < 1_000 else { return "> 1,000" }
        guard value >= 0.001 else { return "< 0.001" }
        let distance = abs(value - 1)
        let places = distance == 0 ? 2 : min(6, max(2, 1 - Int(log10(distance).rounded(.down))))
        return decimal(value, value >= 10 ? 1 : places)
    }

    static func probability(_ value: Double) -> String { value < 0.001 ? "< 0.001" : decimal(value, 3) }
}
