/// What the values of a column could be, counted. Sums and unions only, so that the order of blocks does not matter.
struct Evidence: Sendable {
    /// Cells with a value.
    var values = 0
    /// Numbers, with a decimal point and with a decimal comma.
    var pointNumbers = 0
    var commaNumbers = 0
    /// Values that are different numbers with point and with comma: `1,500`, `1.234`.
    var eitherMark = 0
    /// Among those, the ones written with a comma.
    var eitherMarkWithComma = 0
    var percentSigns = 0
    var currencies = Set<Currency>()
    var leadingZeros = 0
    var longDigits = 0
    /// Numbers without anything but digits and a point.
    var plainNumbers = 0
    /// Ranges of numbers, plain numbers not counted.
    var pointBands = 0
    var commaBands = 0
    var ordinals = 0
    /// The distinct ranges and ordinals, up to a limit; these are few by nature.
    var levels = LevelSet()
    var booleans = 0
    var booleanFamilies = ~UInt32(0)
    var truths = 0
    var falsehoods = 0
    var longWords = 0
    var dates = DateCounts()

    /// How many values have each shape of a date.
    struct DateCounts: Sendable {
        var yearFirst = 0
        var compact = 0
        var dayFirst = 0
        var monthFirst = 0
        var monthName = 0
        var epochSeconds = 0
        var epochMilliseconds = 0

        var hasAny: Bool {
            yearFirst + compact + dayFirst + monthFirst + monthName + epochSeconds + epochMilliseconds > 0
        }
    }

    /// Takes the trimmed content of a cell.
    mutating func add(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) {
        values += 1
        guard end - start <= 64 else { return }
        addBoolean(bytes, start, end)
        let first = bytes[start]
        if first &- 0x61 < 26 || first &- 0x41 < 26, !hasDigit(bytes, start, end) { return }
        let point = WrittenNumber.parse(bytes, start, end, mark: .point)
        let comma = WrittenNumber.parse(bytes, start, end, mark: .comma)
        if point == nil, comma == nil {
            addBandOrOrdinal(bytes, start, end)
        } else {
            addNumber(bytes, start, end, point, comma)
        }
        addDate(bytes, start, end, number: point?.value)
    }

    private func hasDigit(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        for index in start..<end where isDigit(bytes[index]) { return true }
        return false
    }

    private mutating func addBoolean(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) {
        guard let meaning = BooleanWords.mask(of: bytes, start, end) else { return }
        booleans += 1
        booleanFamilies &= meaning.families
        if meaning.truths != 0 { truths += 1 } else { falsehoods += 1 }
        if end - start > 1 { longWords += 1 }
    }

    private mutating func addNumber(
        _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ point: WrittenNumber?, _ comma: WrittenNumber?
    ) {
        if point != nil { pointNumbers += 1 }
        if comma != nil { commaNumbers += 1 }
        if let point, let comma, point.value != comma.value {
            eitherMark += 1
            if point.isGrouped { eitherMarkWithComma += 1 }
        }
        guard let number = point ?? comma else { return }
        if number.hasPercentSign { percentSigns += 1 }
        if let currency = number.currency { currencies.insert(currency) }
        switch Identifier.kind(bytes, start, end) {
        case .leadingZero: leadingZeros += 1
        case .tooLong: longDigits += 1
        case nil: break
        }
        if DecimalNumber.parse(bytes, start, end, mark: UInt8(ascii: ".")) != nil { plainNumbers += 1 }
    }

    private mutating func addBandOrOrdinal(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) {
        let point = Band.parse(bytes, start, end, mark: .point)
        let comma = Band.parse(bytes, start, end, mark: .comma)
        if point != nil { pointBands += 1 }
        if comma != nil { commaBands += 1 }
        if let point, let comma, point.value != comma.value {
            eitherMark += 1
            if (start..<end).contains(where: { bytes[$0] == UInt8(ascii: ",") }) { eitherMarkWithComma += 1 }
        }
        if let currency = point?.currency ?? comma?.currency { currencies.insert(currency) }
        let ordinal = Ordinal.parse(bytes, start, end)
        if ordinal != nil { ordinals += 1 }
        if point != nil || comma != nil || ordinal != nil { levels.insert(bytes, start, end, rank: ordinal) }
    }

    private mutating func addDate(_ bytes: Span<UInt8>, _ start: Int, _ end: Int, number: Double?) {
        func has(_ shape: ValueFormat.Shape) -> Bool {
            WrittenDate.parse(bytes, start, end, shape: shape) != nil
        }
        if let number {
            if has(.compact) { dates.compact += 1 }
            if number >= 1e8 {
                if has(.epochSeconds) { dates.epochSeconds += 1 }
                if has(.epochMilliseconds) { dates.epochMilliseconds += 1 }
            }
            return
        }
        if has(.yearFirst) { dates.yearFirst += 1 }
        if has(.dayFirst) { dates.dayFirst += 1 }
        if has(.monthFirst) { dates.monthFirst += 1 }
        if has(.monthName) { dates.monthName += 1 }
    }

    /// Whether any value is of a type other than text.
    var hasTyped: Bool {
        pointNumbers + commaNumbers + pointBands + commaBands + ordinals + booleans > 0 || dates.hasAny
    }

    /// - Parameter times: how often what `other` has counted was met.
    mutating func merge(_ other: Evidence, times: Int) {
        currencies.formUnion(other.currencies)
        levels.merge(other.levels)
        booleanFamilies &= other.booleanFamilies
        for count in Self.counts { self[keyPath: count] += times * other[keyPath: count] }
    }

    private static var counts: [WritableKeyPath<Evidence, Int>] {
        [
            \.values, \.pointNumbers, \.commaNumbers, \.eitherMark, \.eitherMarkWithComma, \.percentSigns,
            \.leadingZeros, \.longDigits, \.plainNumbers, \.pointBands, \.commaBands, \.ordinals, \.booleans,
            \.truths, \.falsehoods, \.longWords, \.dates.yearFirst, \.dates.compact, \.dates.dayFirst,
            \.dates.monthFirst, \.dates.monthName, \.dates.epochSeconds, \.dates.epochMilliseconds,
        ]
    }
}
