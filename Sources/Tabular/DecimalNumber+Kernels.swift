/// Reads decimal numbers exactly: the nearest double, ties to even, as `strtod` gives.
///
/// A number is w · 10^q with w of at most 19 digits.
/// - w ≤ 2^53 and |q| ≤ 22: w and 10^|q| are exact doubles, so one multiplication or division rounds once (Clinger 1990).
/// - |q| ≤ 27: 5^|q| < 2^63, so w · 5^q is an exact 128-bit integer, and w / 5^|q| a 128-by-64-bit division whose
///   remainder says whether anything was cut off. The 64 leading bits with that sticky bit are rounded once.
/// - otherwise the standard library's correctly rounding parser is asked.
enum DecimalNumber {
    /// The number that fills the range, or `nil` if anything else is there. No blanks, no grouping, no `inf` or `nan`;
    /// a value too large for a double is `nil` too.
    ///
    /// - Parameter mark: the byte before the decimals.
    @inline(__always)
    static func parse(_ bytes: Span<UInt8>, _ start: Int, _ end: Int, mark: UInt8) -> Double? {
        guard start >= 0, start < end, end <= bytes.count else { return nil }
        var position = start
        let first = unsafe bytes[unchecked: position]
        let isNegative = first == UInt8(ascii: "-")
        if isNegative || first == UInt8(ascii: "+") { position += 1 }
        var digits: UInt64 = 0
        let firstDigit = position
        while position < end {
            let digit = unsafe bytes[unchecked: position] &- 0x30
            guard digit < 10 else { break }
            digits = digits &* 10 &+ UInt64(digit)
            position += 1
        }
        var digitCount = position - firstDigit
        var exponent = 0
        if position < end, unsafe bytes[unchecked: position] == mark {
            position += 1
            let firstDecimal = position
            while position < end {
                let digit = unsafe bytes[unchecked: position] &- 0x30
                guard digit < 10 else { break }
                digits = digits &* 10 &+ UInt64(digit)
                position += 1
            }
            exponent = firstDecimal - position
            digitCount -= exponent
        }
        guard digitCount > 0 else { return nil }
        if position < end || digitCount > 19 { return parseRest(bytes, start, end, at: position, mark: mark) }
        let value = magnitude(digits, exponent: exponent)
        return isNegative ? -value : value
    }

    /// Numbers with an exponent or with more than 19 digits.
    private static func parseRest(
        _ bytes: Span<UInt8>, _ start: Int, _ end: Int, at position: Int, mark: UInt8
    ) -> Double? {
        guard end - start <= 4_096 else { return nil }
        if position < end {
            guard bytes[position] | 0x20 == UInt8(ascii: "e") else { return nil }
            var next = position + 1
            if next < end, bytes[next] == UInt8(ascii: "-") || bytes[next] == UInt8(ascii: "+") { next += 1 }
            guard next < end else { return nil }
            while next < end {
                guard isDigit(bytes[next]) else { return nil }
                next += 1
            }
        }
        var text = ""
        text.reserveCapacity(end - start)
        for index in start..<end {
            let byte = bytes[index]
            text.unicodeScalars.append(Unicode.Scalar(byte == mark ? UInt8(ascii: ".") : byte))
        }
        guard let value = Double(text), value.isFinite else { return nil }
        return value
    }

    /// The double nearest to `digits · 10^exponent`, for any exponent a cell can have.
    @inline(__always)
    static func magnitude(_ digits: UInt64, exponent: Int) -> Double {
        if exponent == 0 { return Double(digits) }
        if digits <= 1 << 53, exponent >= -22, exponent < 0 {
            return Double(digits) / exactPowersOfTen[-exponent]
        }
        return scaled(digits, exponent: exponent)
    }

    private static func scaled(_ digits: UInt64, exponent: Int) -> Double {
        if digits == 0 { return 0 }
        guard exponent < 0, exponent >= -27 else { return Double("\(digits)e\(exponent)") ?? .infinity }
        // w / 10^k = (w · 2^a / (5^k · 2^b)) · 2^(b − a − k), both sides shifted until their top bit is set, so that the
        // quotient of 2^63 · w' by d' has 63 or 64 bits.
        let power = powersOfFive[-exponent]
        let shiftOfDigits = digits.leadingZeroBitCount
        let shiftOfPower = power.leadingZeroBitCount
        let numerator = digits << UInt64(shiftOfDigits)
        let denominator = power << UInt64(shiftOfPower)
        let (quotient, remainder) = denominator.dividingFullWidth((numerator >> 1, numerator << 63))
        // The sticky bit goes below all bits that rounding can look at: the quotient has at least 63 bits, a double 53.
        let sticky = quotient | (remainder == 0 ? 0 : 1)
        return Double(sticky) * twoTo(shiftOfPower - shiftOfDigits - 63 + exponent)
    }

    /// 2^n, exactly, for n within the normal range.
    private static func twoTo(_ n: Int) -> Double {
        Double(bitPattern: UInt64(1_023 + n) << 52)
    }

    // Inline, because an array would be retained and released for every number.
    private static let powersOfFive: InlineArray<28, UInt64> = [
        1, 5, 25, 125, 625, 3_125, 15_625, 78_125, 390_625, 1_953_125, 9_765_625, 48_828_125, 244_140_625,
        1_220_703_125, 6_103_515_625, 30_517_578_125, 152_587_890_625, 762_939_453_125, 3_814_697_265_625,
        19_073_486_328_125, 95_367_431_640_625, 476_837_158_203_125, 2_384_185_791_015_625, 11_920_928_955_078_125,
        59_604_644_775_390_625, 298_023_223_876_953_125, 1_490_116_119_384_765_625, 7_450_580_596_923_828_125,
    ]
    private static let exactPowersOfTen: InlineArray<23, Double> = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]
}
