/// Walks through the parts of a date.
struct DateScanner {
    var position: Int
    let end: Int

    /// `2024-01-31`, `2024/1/31`, `2024.01.31`, `2024-01`, each but the last perhaps with a time.
    mutating func yearFirst(_ bytes: Span<UInt8>) -> Double? {
        guard let year = number(bytes, digits: 4...4), let separator = separator(bytes),
            let month = number(bytes, digits: 1...2)
        else { return nil }
        if position == end {
            return separator == UInt8(ascii: "-") ? seconds(bytes, year: year, month: month, day: 1) : nil
        }
        guard take(bytes, separator), let day = number(bytes, digits: 1...2) else { return nil }
        return seconds(bytes, year: year, month: month, day: day)
    }

    /// `20240131`, year 1900 to 2100.
    mutating func compact(_ bytes: Span<UInt8>) -> Double? {
        guard end - position == 8, let date = number(bytes, digits: 8...8) else { return nil }
        let year = date / 10_000
        guard (1_900...2_100).contains(year) else { return nil }
        return seconds(bytes, year: year, month: date / 100 % 100, day: date % 100)
    }

    /// `31.01.2024`, `1/31/2024`, `31-01-2024`, `31.01.24`; two digits of a year mean 1970 to 2069 (not between dashes:
    /// `24-01-31` has the year first).
    mutating func dayOrMonthFirst(_ bytes: Span<UInt8>, monthFirst: Bool) -> Double? {
        let start = position
        guard let first = number(bytes, digits: 1...2), let separator = separator(bytes),
            let second = number(bytes, digits: 1...2), take(bytes, separator)
        else { return nil }
        let isFull = position - start == 6
        let yearStart = position
        guard var year = number(bytes, digits: 2...4) else { return nil }
        if position - yearStart == 2, isFull, separator != UInt8(ascii: "-") { year += year < 70 ? 2_000 : 1_900 }
        if monthFirst, separator == UInt8(ascii: ".") { return nil }
        return seconds(bytes, year: year, month: monthFirst ? first : second, day: monthFirst ? second : first)
    }

    /// `31 Jan 2024`, `31-Jan-2024`, `31. Januar 2024`, `Jan 31, 2024`, `January 31 2024`.
    mutating func monthName(_ bytes: Span<UInt8>) -> Double? {
        let dayComesFirst = isDigit(bytes[position])
        var day = 0
        if dayComesFirst {
            guard let found = number(bytes, digits: 1...2) else { return nil }
            day = found
            skipFiller(bytes)
        }
        guard let month = MonthNames.take(bytes, &position, end) else { return nil }
        skipFiller(bytes)
        if !dayComesFirst {
            guard let found = number(bytes, digits: 1...2) else { return nil }
            day = found
            skipFiller(bytes)
        }
        guard let year = number(bytes, digits: 4...4) else { return nil }
        return seconds(bytes, year: year, month: month, day: day)
    }

    /// The day, and the time if one follows.
    private mutating func seconds(_ bytes: Span<UInt8>, year: Int, month: Int, day: Int) -> Double? {
        guard let days = WrittenDate.days(year: year, month: month, day: day) else { return nil }
        let midnight = Double(days) * 86_400
        if position == end { return midnight }
        if bytes[position] | 0x20 == UInt8(ascii: "t") {
            position += 1
        } else {
            let before = position
            if bytes[position] == UInt8(ascii: ",") { position += 1 }
            skipBlanks(bytes)
            guard position > before else { return nil }
        }
        guard let time = time(bytes) else { return nil }
        return midnight + time
    }

    /// `10:20`, `10:20:30`, `10:20:30.123`, with `AM`/`PM`, with `Z`, `+02:00`, `+0200`, `+02` or ` UTC`.
    private mutating func time(_ bytes: Span<UInt8>) -> Double? {
        guard var hour = number(bytes, digits: 1...2), take(bytes, UInt8(ascii: ":")),
            let minute = number(bytes, digits: 2...2)
        else { return nil }
        var second = 0
        var fraction = 0.0
        if take(bytes, UInt8(ascii: ":")) {
            guard let found = number(bytes, digits: 2...2) else { return nil }
            second = found
            if take(bytes, UInt8(ascii: ".")) || take(bytes, UInt8(ascii: ",")) {
                guard let found = decimals(bytes) else { return nil }
                fraction = found
            }
        }
        skipBlanks(bytes)
        if let isAfternoon = halfOfDay(bytes) {
            guard (1...12).contains(hour) else { return nil }
            hour = hour % 12 + (isAfternoon ? 12 : 0)
            skipBlanks(bytes)
        }
        guard let offset = offset(bytes), position == end else { return nil }
        // Second 60 is a leap second; hour 24 is the end of the day.
        let isEndOfDay = hour == 24 && minute == 0 && second == 0 && fraction == 0
        guard hour < 24 || isEndOfDay, minute < 60, second <= 60 else { return nil }
        return Double(hour * 3_600 + minute * 60 + second - offset) + fraction
    }

    private mutating func halfOfDay(_ bytes: Span<UInt8>) -> Bool? {
        guard end - position >= 2, bytes[position + 1] | 0x20 == UInt8(ascii: "m") else { return nil }
        let letter = bytes[position] | 0x20
        guard letter == UInt8(ascii: "a") || letter == UInt8(ascii: "p") else { return nil }
        position += 2
        return letter == UInt8(ascii: "p")
    }

    /// Seconds east of UTC; 0 if nothing is said.
    private mutating func offset(_ bytes: Span<UInt8>) -> Int? {
        guard position < end else { return 0 }
        switch bytes[position] {
        case UInt8(ascii: "Z"), UInt8(ascii: "z"):
            position += 1
            return 0
        case UInt8(ascii: "U"), UInt8(ascii: "G"):
            guard end - position == 3 else { return nil }
            let word = (bytes[position], bytes[position + 1], bytes[position + 2])
            guard word == (0x55, 0x54, 0x43) || word == (0x47, 0x4D, 0x54) else { return nil }
            position = end
            return 0
        case UInt8(ascii: "+"), UInt8(ascii: "-"):
            let sign = bytes[position] == UInt8(ascii: "-") ? -1 : 1
            position += 1
            guard let hours = number(bytes, digits: 2...2) else { return nil }
            var minutes = 0
            if position < end {
                _ = take(bytes, UInt8(ascii: ":"))
                guard let found = number(bytes, digits: 2...2) else { return nil }
                minutes = found
            }
            guard hours <= 15, minutes < 60 else { return nil }
            return sign * (hours * 3_600 + minutes * 60)
        default: return nil
        }
    }

    /// The digits behind the decimal mark of a second.
    private mutating func decimals(_ bytes: Span<UInt8>) -> Double? {
        var value: UInt64 = 0
        var count = 0
        while position < end, isDigit(bytes[position]) {
            if count < 18 {
                value = value * 10 + UInt64(bytes[position] - 0x30)
                count += 1
            }
            position += 1
        }
        return count == 0 ? nil : DecimalNumber.magnitude(value, exponent: -count)
    }

    private mutating func number(_ bytes: Span<UInt8>, digits: ClosedRange<Int>) -> Int? {
        let start = position
        var value = 0
        while position < end, position - start < digits.upperBound, isDigit(bytes[position]) {
            value = value * 10 + Int(bytes[position] - 0x30)
            position += 1
        }
        return position - start >= digits.lowerBound ? value : nil
    }

    private mutating func separator(_ bytes: Span<UInt8>) -> UInt8? {
        guard position < end else { return nil }
        let byte = bytes[position]
        guard byte == UInt8(ascii: "-") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ".") else { return nil }
        position += 1
        return byte
    }

    private mutating func take(_ bytes: Span<UInt8>, _ byte: UInt8) -> Bool {
        guard position < end, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    private mutating func skipBlanks(_ bytes: Span<UInt8>) {
        while position < end, bytes[position] == UInt8(ascii: " ") { position += 1 }
    }

    /// Dots, commas, dashes and blanks around a month's name.
    private mutating func skipFiller(_ bytes: Span<UInt8>) {
        while position < end, bytes[position] <= 0x2F, bytes[position] != UInt8(ascii: "+") { position += 1 }
    }
}
