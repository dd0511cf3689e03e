/// Numbers as people and programs write them: with thousands grouped, a currency, a percent sign, a unit of thousands,
/// in brackets or with the minus behind.
///
///     1,234.50   1.234,50   1 234,5   1'234.5   $1,200   1.200,50 €   CHF 5   12 %   (500)   12-   $10M   1,5 Mio
///
/// Thousands are groups of exactly three digits after a first of one to three that does not begin with 0, all with the
/// same separator. A percentage is the number written: `12 %` is 12.
struct WrittenNumber {
    var value: Double
    /// Whether thousands are grouped by the other decimal mark.
    var isGrouped = false
    var hasDecimals = false
    var hasPercentSign = false
    var currency: Currency?
    /// The factor of a unit such as `k` or `Mio`; 1 without.
    var factor: Double = 1

    /// The number that fills the (trimmed) range.
    static func parse(_ bytes: Span<UInt8>, _ start: Int, _ end: Int, mark: ValueFormat.DecimalMark) -> WrittenNumber? {
        guard start < end, end - start <= 64 else { return nil }
        var (start, end) = (start, end)
        var isNegative = false
        if bytes[start] == UInt8(ascii: "("), bytes[end - 1] == UInt8(ascii: ")") {
            isNegative = true
            (start, end) = trimmedRange(bytes, start + 1, end - 1)
        }
        var number = WrittenNumber(value: 0)
        var signs = isNegative ? 1 : 0
        takePrefixes(bytes, &start, end, &number, &isNegative, &signs)
        guard takeSuffixes(bytes, start, &end, &number, &isNegative, &signs), signs <= 1, start < end else {
            return nil
        }
        guard let magnitude = number.magnitude(bytes, start, end, mark: mark) else { return nil }
        number.value = (isNegative ? -magnitude : magnitude) * number.factor
        return number.value.isFinite ? number : nil
    }

    /// A sign and a currency, in either order.
    private static func takePrefixes(
        _ bytes: Span<UInt8>, _ start: inout Int, _ end: Int, _ number: inout WrittenNumber, _ isNegative: inout Bool,
        _ signs: inout Int
    ) {
        for _ in 0..<2 where start < end {
            if bytes[start] == UInt8(ascii: "-") || bytes[start] == UInt8(ascii: "+") {
                isNegative = bytes[start] == UInt8(ascii: "-")
                signs += 1
                start += 1
            } else if bytes[start] == 0xE2, start + 2 < end, bytes[start + 1] == 0x88, bytes[start + 2] == 0x92 {
                isNegative = true  // U+2212, the typographer's minus
                signs += 1
                start += 3
            } else if number.currency == nil, let (currency, length) = Currency.prefix(bytes, start, end) {
                number.currency = currency
                start += length
            }
            start = trimmedRange(bytes, start, end).start
        }
    }

    /// Percent sign, currency, unit of thousands and a minus behind; `false` if something comes twice.
    private static func takeSuffixes(
        _ bytes: Span<UInt8>, _ start: Int, _ end: inout Int, _ number: inout WrittenNumber, _ isNegative: inout Bool,
        _ signs: inout Int
    ) -> Bool {
        while start < end, !isDigit(bytes[end - 1]) {
            if bytes[end - 1] == UInt8(ascii: "%"), !number.hasPercentSign {
                number.hasPercentSign = true
                end -= 1
            } else if bytes[end - 1] == UInt8(ascii: "-") {
                isNegative = true
                signs += 1
                end -= 1
            } else if number.currency == nil, let (currency, length) = Currency.suffix(bytes, start, end) {
                number.currency = currency
                end -= length
            } else if number.factor == 1, let (factor, length) = unit(bytes, start, end) {
                number.factor = factor
                end -= length
            } else {
                break
            }
            end = trimmedRange(bytes, start, end).end
        }
        return true
    }

    private static func unit(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> (factor: Double, length: Int)? {
        for (word, factor) in units where endsWith(bytes, start, end, word) {
            return (factor, word.count)
        }
        return nil
    }

    private static let units: [(word: [UInt8], factor: Double)] = [
        ("Mio.", 1e6), ("Mio", 1e6), ("Mrd.", 1e9), ("Mrd", 1e9), ("Tsd.", 1e3), ("Tsd", 1e3), ("bn", 1e9), ("mn", 1e6),
        ("K", 1e3), ("k", 1e3), ("M", 1e6), ("B", 1e9),
    ].map { (Array($0.0.utf8), $0.1) }

    /// Digits, perhaps grouped, perhaps with decimals.
    private mutating func magnitude(
        _ bytes: Span<UInt8>, _ start: Int, _ end: Int, mark: ValueFormat.DecimalMark
    ) -> Double? {
        let point = mark == .point ? UInt8(ascii: ".") : UInt8(ascii: ",")
        let other = mark == .point ? UInt8(ascii: ",") : UInt8(ascii: ".")
        guard isDigit(bytes[start]) || bytes[start] == point else { return nil }
        if let plain = DecimalNumber.parse(bytes, start, end, mark: point) {
            hasDecimals = (start..<end).contains { bytes[$0] == point }
            return plain
        }
        var digits: [UInt8] = []
        var separator: Separator?
        var groupLength = 0
        var position = start
        while position < end, bytes[position] != point {
            if isDigit(bytes[position]) {
                digits.append(bytes[position])
                groupLength += 1
                position += 1
                continue
            }
            guard let (found, length) = Separator.at(bytes, position, end, other: other) else { return nil }
            let isFirst = separator == nil
            guard isFirst ? (1...3).contains(groupLength) && digits[0] != 0x30 : groupLength == 3,
                isFirst || separator == found
            else { return nil }
            separator = found
            groupLength = 0
            position += length
        }
        guard separator != nil, groupLength == 3 else { return nil }
        isGrouped = separator == .otherMark
        if position < end {
            hasDecimals = true
            digits.append(UInt8(ascii: "."))
            for index in position + 1..<end {
                guard isDigit(bytes[index]) else { return nil }
                digits.append(bytes[index])
            }
        }
        return DecimalNumber.parse(digits.span, 0, digits.count, mark: UInt8(ascii: "."))
    }

    /// What may stand between groups of thousands.
    private enum Separator {
        case otherMark, blank, noBreakSpace, narrowSpace, apostrophe, quotationMark

        static func at(
            _ bytes: Span<UInt8>, _ position: Int, _ end: Int, other: UInt8
        ) -> (separator: Separator, length: Int)? {
            switch bytes[position] {
            case other: return (.otherMark, 1)
            case UInt8(ascii: " "): return (.blank, 1)
            case UInt8(ascii: "'"): return (.apostrophe, 1)
            case 0xC2 where position + 1 < end && bytes[position + 1] == 0xA0: return (.noBreakSpace, 2)
            case 0xE2 where position + 2 < end && bytes[position + 1] == 0x80:
                if bytes[position + 2] == 0xAF || bytes[position + 2] == 0x89 { return (.narrowSpace, 3) }
                if bytes[position + 2] == 0x99 { return (.quotationMark, 3) }
                return nil
            default: return nil
            }
        }
    }
}
