import Evaluation
import Foundation
import LeadScoring

/// Numbers as the reports write them: a point before decimals, a comma between thousands, the same everywhere.
///
/// A number and its unit stay on one line: the space between them does not break.
enum NumberText {
    static let space = "\u{00A0}"
    static let minus = "−"

    /// `41,188`; a number that is none is `–`.
    static func count(_ number: Double) -> String {
        guard number.isFinite, abs(number) < 1e15 else { return number.isFinite ? short(number) : "–" }
        return signed(number.rounded()) { grouped(Int($0)) }
    }

    static func count(_ number: Int) -> String { count(Double(number)) }

    /// With so many decimals.
    static func fixed(_ number: Double, _ places: Int) -> String {
        guard number.isFinite, abs(number) < 1e15 else { return number.isFinite ? short(number) : "–" }
        return signed(number) { decimal($0, places) }
    }

    /// A share as a percentage with so many decimals: `30.8 %`.
    static func share(_ number: Double, _ places: Int = 1) -> String { fixed(number * 100, places) + space + "%" }

    /// A share in a sentence: `31 %`, and `0.4 %` where whole percents would say too little.
    static func roundShare(_ number: Double) -> String { share(number, abs(number) < 0.0995 ? 1 : 0) }

    /// `0.712–0.745`; `−3 to 12` where a dash could be taken for a minus.
    static func range(_ estimate: Estimate, _ text: (Double) -> String) -> String {
        let (low, high) = (text(estimate.low), text(estimate.high))
        return low.hasPrefix(minus) || high.hasPrefix(minus) ? "\(low) to \(high)" : "\(low)–\(high)"
    }

    /// With a plus before what is more.
    static func change(_ number: Double, _ text: (Double) -> String) -> String {
        let words = text(number)
        return number > 0 && words.contains { ("1"..."9").contains($0) } ? "+" + words : words
    }

    /// A value, and its interval, or a dash for none.
    static func value(_ estimate: Estimate?, _ text: (Double) -> String) -> String {
        estimate.map { text($0.value) } ?? "–"
    }

    static func interval(_ estimate: Estimate?, _ text: (Double) -> String) -> String {
        estimate.map { range($0, text) } ?? "–"
    }

    /// `30.1–31.4 %`
    static func shareRange(_ estimate: Estimate, _ places: Int = 1) -> String {
        range(estimate) { fixed($0 * 100, places) } + space + "%"
    }

    /// What adding to the log-odds does to the odds: `×3.1`.
    static func factor(logOdds: Double) -> String {
        let factor = exp(logOdds)
        return "×" + fixed(factor, factor < 0.095 ? 3 : factor < 9.95 ? 2 : 0)
    }

    /// `1.2 M`, for where there is little room.
    static func short(_ number: Double) -> String {
        guard number.isFinite else { return "–" }
        let units = [(1e12, "T"), (1e9, "G"), (1e6, "M"), (1e4, "k")]
        guard abs(number) < 1e15 else { return signed(number) { String(format: "%.1e", $0) } }
        for (size, unit) in units where abs(number) >= size {
            let divisor = unit == "k" ? 1e3 : size
            let text = signed(number / divisor) { decimal($0, 1) }
            return (text.hasSuffix(".0") ? String(text.dropLast(2)) : text) + space + unit
        }
        return count(number)
    }

    /// With a proper minus, and without one before a nought.
    private static func signed(_ number: Double, _ text: (Double) -> String) -> String {
        let digits = text(abs(number))
        return number < 0 && digits.contains { ("1"..."9").contains($0) } ? minus + digits : digits
    }
}
