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
    /// Whether columns of several features, such as crossed ones, say anything with all of them; none where no test is possible.
    public let together: [ColumnTest]
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

    /// All features of a column, left out at once.
    public struct ColumnTest: Sendable, Encodable {
        public let column: String
        public let test: Test
    }

    public struct Test: Sendable, Encodable {
        public let statistic: Double
        public let degreesOfFreedom: Int
        public let pValue: Double

        init(_ test: FeatureTest) {
            (statistic, degreesOfFreedom, pValue) = (test.statistic, test.degreesOfFreedom, test.pValue)
        }

        fileprivate var words: String {
            "χ² \(decimal(statistic, 1)) on \(degreesOfFreedom) df, p \(EffectsReport.probability(pValue))"
        }

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
        /// `nil` for a level whose leads all ended alike: its estimate is nothing but where the search stopped.
        public let pValue: Double?
        public let oddsRatio: Double
        /// Of the odds ratio; a bound that does not exist is left out.
        public let low: Double?
        public let high: Double?

        /// The estimates of levels and of missing values have smaller errors than this, in log-odds, if they exist.
        private static let largestError = 25.0

        var isEstimated: Bool { pValue != nil }

        init(_ term: DesignColumn.Term, _ found: CoefficientInference, interval: ClosedRange<Double>) {
            let isNumber: Bool
            (name, isNumber) =
                switch term {
                case .value: ("one more", true)
                case .level(let level): (level, false)
                case .missing: ("(missing)", false)
                }
            let exists = isNumber || found.standardError < Self.largestError
            coefficient = found.estimate
            standardError = found.standardError
            pValue = exists ? found.pValue : nil
            oddsRatio = found.oddsRatio
            low = Self.bound(interval.lowerBound)
            high = Self.bound(interval.upperBound)
        }

        /// Some that would be written as 0 or as infinity are, for a likelihood that is flat to that side.
        private static func bound(_ logOdds: Double) -> Double? {
            let odds = exp(logOdds)
            return odds.isFinite && odds > 0 ? odds : nil
        }

        private enum CodingKeys: String, CodingKey {
            case name, coefficient, low, high
            case standardError = "standard_error"
            case pValue = "p"
            case oddsRatio = "odds_ratio"
        }
    }

    private enum CodingKeys: String, CodingKey {
        case rows, positives, method, level, intervals, effects, together, deviance, excluded, warnings
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
        var joint = Dictionary(together.map { ($0.column, $0.test) }) { first, _ in first }
        for effect in effects {
            if let test = joint.removeValue(forKey: effect.column) {
                lines.append("\(effect.column), all together: \(test.words)")
            }
            lines += effect.lines(width: width)
        }
        if method == .penalised {
            lines += [
                "",
                "Some columns follow from others, or tell won from lost without fail, so that their effects have no one answer: "
                    + "a light penalty gives one, and no tests are made. Leave such columns out, or use --firth.",
            ]
        }
        if effects.contains(where: { $0.terms.contains { !$0.isEstimated } }) {
            lines += [
                "",
                "Where the leads of a level all ended alike (–), its effect has no bound: --firth estimates it all the same.",
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
        if let test { notes.append(test.words) }
        if let widening, widening >= 2 { notes.append("intervals ×\(decimal(widening, 1)) by other columns") }
        return [feature + (notes.isEmpty ? "" : ": " + notes.joined(separator: "; "))]
            + terms.map { $0.line(width: width) }
    }
}

extension EffectsReport.Term {
    fileprivate func line(width: Int) -> String {
        let places = EffectsReport.places(oddsRatio)
        let (ratio, low, high) = (
            EffectsReport.ratio(oddsRatio, places), EffectsReport.ratio(low ?? 0, places),
            high.map { EffectsReport.ratio($0, places) } ?? "∞"
        )
        return ("  " + name).padded(to: width) + ratio.leftPadded(to: 10) + "  "
            + "[\(low), \(high)]".padded(to: 21)
            + (pValue.map(EffectsReport.probability) ?? "–").leftPadded(to: 10)
    }
}

extension EffectsReport {
    /// Close to 1 the distance from it is what is read: two digits of that, at least two decimals.
    static func places(_ ratio: Double) -> Int {
        let distance = abs(ratio - 1)
        if ratio >= 10 { return 1 }
        return distance > 0 ? min(6, max(2, 1 - Int(log10(distance).rounded(.down)))) : 2
    }

    static func ratio(_ value: Double, _ places: Int) -> String {
        if value >= 1_000 { return "> 1,000" }
        return value < 0.001 ? "< 0.001" : decimal(value, value >= 10 ? 1 : places)
    }

    static func probability(_ value: Double) -> String { value < 0.001 ? "< 0.001" : decimal(value, 3) }
}
