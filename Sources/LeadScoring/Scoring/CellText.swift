import Foundation
import Tabular

/// Cells as a person would write them.
enum CellText {
    static func text(of column: Column, at row: Int) -> String {
        switch column.state(at: row) {
        case .absent: return "blank"
        case .placeholder: return "nothing chosen"
        case .value: break
        }
        switch column.values {
        case .number(let values): return number(values[row])
        case .boolean(let values): return values[row] ? "yes" : "no"
        case .date(let values): return date(values[row])
        case .text(let values): return values[row]
        }
    }

    /// Whole numbers without a point, others with four significant digits.
    static func number(_ value: Double) -> String {
        if value == value.rounded(), abs(value) < 1e15 { return String(Int(value)) }
        return fourDigits(value) ?? String(format: "%.4g", value)
    }

    /// What `%.4g` gives, for numbers that it writes without an exponent and that are no tie; much faster.
    private static func fourDigits(_ value: Double) -> String? {
        let size = abs(value)
        let bounds = [1e-4, 1e-3, 1e-2, 0.1, 1, 10, 100, 1_000, 9_999]
        guard let above = bounds.firstIndex(where: { size < $0 }), above > 0 else { return nil }
        let decimals = 8 - above
        let scaled = size * [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7][decimals]
        let whole = scaled.rounded()
        // A tie, or a digit more after rounding, is the formatter's.
        guard abs(scaled - whole) < 0.499_999, whole < 10_000 else { return nil }
        var (fraction, places) = (Int(whole), decimals)
        while places > 0, fraction.isMultiple(of: 10) { (fraction, places) = (fraction / 10, places - 1) }
        let text = fixedPoint(fraction, places)
        return value < 0 ? "-" + text : text
    }

    /// `number` / 10^`places`, for `places` up to 15; by parts short enough to need no memory of their own.
    static func fixedPoint(_ number: Int, _ places: Int) -> String {
        guard places > 0 else { return String(number) }
        var unit = 1
        for _ in 0..<places { unit *= 10 }
        var text = String(number / unit)
        text += "."
        let fraction = number % unit
        unit /= 10
        while unit > max(fraction, 1) {
            text += "0"
            unit /= 10
        }
        text += String(fraction)
        return text
    }

    /// `2026-01-31`, with `T09:30Z` when there is a time of day.
    static func date(_ seconds: Double) -> String {
        let days = (seconds / 86_400).rounded(.down)
        let minutes = Int((seconds - days * 86_400) / 60)
        let (year, month, day) = civil(fromDay: Int(days))
        let text = String(format: "%04d-%02d-%02d", year, month, day)
        return minutes == 0 ? text : text + String(format: "T%02d:%02dZ", minutes / 60, minutes % 60)
    }

    /// The calendar day of a count of days since 1970-01-01, by counting from 1 March of year 0.
    private static func civil(fromDay day: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = day + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let fromMarch = (5 * dayOfYear + 2) / 153
        let month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * fromMarch + 2) / 5 + 1)
    }
}
