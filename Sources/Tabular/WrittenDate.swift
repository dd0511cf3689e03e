/// Points in time as they are written, in seconds since 1970-01-01T00:00:00Z. Days follow the Gregorian calendar; a day
/// that does not exist (31.02.) is no date. Years 1000 to 9999. Without an offset the time is UTC.
///
/// Days are counted by the method of H. Hinnant, "chrono-compatible low-level date algorithms" (2013).
enum WrittenDate {
    /// The point in time that fills the (trimmed) range, if it has that shape.
    static func parse(_ bytes: Span<UInt8>, _ start: Int, _ end: Int, shape: ValueFormat.Shape) -> Double? {
        guard end - start >= 4, end - start <= 48 else { return nil }
        var scanner = DateScanner(position: start, end: end)
        switch shape {
        case .yearFirst: return scanner.yearFirst(bytes)
        case .compact: return scanner.compact(bytes)
        case .dayFirst: return scanner.dayOrMonthFirst(bytes, monthFirst: false)
        case .monthFirst: return scanner.dayOrMonthFirst(bytes, monthFirst: true)
        case .monthName: return scanner.monthName(bytes)
        case .epochSeconds: return epoch(bytes, start, end, unit: 1)
        case .epochMilliseconds: return epoch(bytes, start, end, unit: 1_000)
        case .plain, .range, .ordinal, .words, .text: return nil
        }
    }

    /// Seconds or milliseconds since 1970 between the years 2000 and 2100.
    private static func epoch(_ bytes: Span<UInt8>, _ start: Int, _ end: Int, unit: Double) -> Double? {
        guard let number = DecimalNumber.parse(bytes, start, end, mark: UInt8(ascii: ".")) else { return nil }
        let seconds = number / unit
        return seconds >= 946_684_800 && seconds < 4_102_444_800 ? seconds : nil
    }

    /// Days from 1970-01-01 to a day, or `nil` if there is no such day.
    static func days(year: Int, month: Int, day: Int) -> Int? {
        guard year >= 1_000, year <= 9_999, month >= 1, month <= 12, day >= 1, day <= length(of: month, in: year) else {
            return nil
        }
        // Years begin in March, so that the leap day is the last; eras are 400 years of 146,097 days.
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    private static func length(of month: Int, in year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
