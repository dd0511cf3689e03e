/// Numbers and times as text that reads back as the same value.
enum NumberText {
    /// The shortest decimal that reads back as the same double; whole numbers below 2^53 without a point.
    static func append(_ value: Double, to bytes: inout [UInt8]) {
        if value.magnitude < 9_007_199_254_740_992, value == value.rounded(.towardZero),
            value.sign == .plus || value != 0
        {
            append(Int(value), to: &bytes)
        } else {
            for byte in value.description.utf8 { bytes.append(byte) }
        }
    }

    static func append(_ value: Int, to bytes: inout [UInt8]) {
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        var rest = value.magnitude
        let start = bytes.count
        repeat {
            bytes.append(UInt8(truncatingIfNeeded: rest % 10) + 0x30)
            rest /= 10
        } while rest > 0
        bytes[start...].reverse()
    }

    /// `2024-01-31`, or `2024-01-31T10:20:30.5Z`; seconds beyond the years 1000 to 9999 as a number.
    static func append(date seconds: Double, to bytes: inout [UInt8]) {
        guard seconds >= -30_610_224_000, seconds < 253_402_300_800 else { return append(seconds, to: &bytes) }
        let whole = seconds.rounded(.down)
        let fraction = seconds - whole
        let days = Int((whole / 86_400).rounded(.down))
        let second = Int(whole) - days * 86_400
        let (year, month, day) = civil(days)
        append(year, digits: 4, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        append(month, digits: 2, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        append(day, digits: 2, to: &bytes)
        guard second != 0 || fraction != 0 else { return }
        bytes.append(UInt8(ascii: "T"))
        append(second / 3_600, digits: 2, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        append(second / 60 % 60, digits: 2, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        append(second % 60, digits: 2, to: &bytes)
        append(fraction: fraction, whole: whole, to: &bytes)
        bytes.append(UInt8(ascii: "Z"))
    }

    /// The fewest decimals of a second, up to nine, that give the same time.
    private static func append(fraction: Double, whole: Double, to bytes: inout [UInt8]) {
        guard fraction != 0 else { return }
        var unit = 10
        for digits in 1...9 {
            let part = Int((fraction * Double(unit)).rounded())
            if part < unit, whole + Double(part) / Double(unit) == whole + fraction || digits == 9 {
                bytes.append(UInt8(ascii: "."))
                return append(part, digits: digits, to: &bytes)
            }
            unit *= 10
        }
    }

    private static func append(_ value: Int, digits: Int, to bytes: inout [UInt8]) {
        var unit = 1
        for _ in 1..<digits { unit *= 10 }
        while unit > 0 {
            bytes.append(UInt8(truncatingIfNeeded: value / unit % 10) + 0x30)
            unit /= 10
        }
    }

    /// The day so many days after 1970-01-01; the inverse of ``WrittenDate/days(year:month:day:)``.
    static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }
}
