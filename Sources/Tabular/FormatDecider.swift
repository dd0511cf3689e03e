/// One decision at work.
struct FormatDecider {
    let evidence: Evidence
    let column: String
    let wanted: ColumnType?
    let seen: ValueFormat?
    let file: FileHints

    func anything() -> FormatDecision {
        guard evidence.values > 0 else { return FormatDecision(format: ValueFormat(shape: .text)) }
        if isBoolean { return FormatDecision(format: ValueFormat(shape: .words)) }
        if let date = date() { return date }
        if evidence.leadingZeros > 0 || evidence.longDigits > 0, fits(numbersAnyhow) { return identifier() }
        if let number = number() { return number }
        return text()
    }

    /// Enough values for the type; see ``FormatDecision``.
    func fits(_ count: Int) -> Bool {
        FormatDecision.mayBeTyped(misfits: evidence.values - count, values: evidence.values)
    }

    private var numbersAnyhow: Int { max(evidence.pointNumbers, evidence.commaNumbers) }

    /// All words of one family; if they are single letters, both sides of it.
    private var isBoolean: Bool {
        evidence.booleans == evidence.values && evidence.booleanFamilies != 0
            && (evidence.longWords > 0 || (evidence.truths > 0 && evidence.falsehoods > 0))
    }

    func fallback(_ shape: ValueFormat.Shape) -> FormatDecision {
        if let seen, seen.type == wanted { return FormatDecision(format: seen, isCertain: false) }
        let mark = file.decimalMark ?? .point
        return FormatDecision(
            format: ValueFormat(shape: shape, decimalMark: mark), isCertain: false, dependsOnFile: true)
    }

    private func identifier() -> FormatDecision {
        let zeros = evidence.leadingZeros > 0
        let note = ReadNote(
            zeros ? .leadingZeros : .longDigits, column: column,
            count: zeros ? evidence.leadingZeros : evidence.longDigits, total: evidence.values,
            "\"\(column)\" is read as text: \(grouped(zeros ? evidence.leadingZeros : evidence.longDigits)) of its "
                + (zeros ? "numbers begin with 0, as identifiers do" : "numbers have more digits than a number keeps"))
        return FormatDecision(format: ValueFormat(shape: .text), notes: [note])
    }

    private func text() -> FormatDecision {
        var decision = FormatDecision(format: ValueFormat(shape: .text))
        let dates = evidence.dates
        let bestDate = max(dates.yearFirst, dates.dayFirst, dates.monthFirst, dates.monthName)
        let best = [(numbersAnyhow, "numbers"), (bestDate, "dates"), (evidence.booleans, "yes or no")]
            .max { $0.0 < $1.0 }
        if let best, best.0 * 2 > evidence.values, best.0 < evidence.values {
            let others = evidence.values - best.0
            decision.notes.append(
                ReadNote(
                    .mostlyTyped, column: column, count: others, total: evidence.values,
                    "\"\(column)\" is read as text: \(grouped(best.0)) of its values are \(best.1), "
                        + "\(grouped(others)) are not"))
        }
        return decision
    }

    // MARK: Numbers

    func number() -> FormatDecision? {
        if wanted == .number, seen?.shape == .ordinal { return FormatDecision(format: ValueFormat(shape: .ordinal)) }
        let bands = max(evidence.pointBands, evidence.commaBands)
        let areBands = bands > 0 && bands + numbersAnyhow >= evidence.values && !evidence.levels.isOverfull
        if areBands || (wanted == .number && seen?.shape == .range) {
            return decided(
                shape: .range, point: evidence.pointBands + evidence.pointNumbers,
                comma: evidence.commaBands + evidence.commaNumbers)
        }
        if evidence.ordinals > 0, evidence.ordinals == evidence.values, evidence.levels.ranksAreDistinct {
            return FormatDecision(format: ValueFormat(shape: .ordinal))
        }
        guard wanted == .number ? numbersAnyhow > 0 : fits(numbersAnyhow) else { return nil }
        return decided(shape: .plain, point: evidence.pointNumbers, comma: evidence.commaNumbers)
    }

    /// Settles the decimal mark.
    private func decided(shape: ValueFormat.Shape, point: Int, comma: Int) -> FormatDecision {
        var decision = FormatDecision(format: ValueFormat(shape: shape))
        decision.format.hasPercentSign = evidence.percentSigns > 0
        if evidence.currencies.count == 1 { decision.format.currency = evidence.currencies.first?.name }
        if evidence.currencies.count > 1 {
            decision.notes.append(
                ReadNote(
                    .mixedCurrencies, column: column, count: evidence.currencies.count, total: evidence.values,
                    "\"\(column)\" has amounts in \(evidence.currencies.count) currencies; they are not converted"))
        }
        if point != comma {
            decision.format.decimalMark = point > comma ? .point : .comma
            return decision
        }
        decision.isCertain = false
        if let seen, seen.type == .number {
            decision.format.decimalMark = seen.decimalMark
            return decision
        }
        let withComma = evidence.eitherMarkWithComma
        if shape == .range, evidence.eitherMark > 0 {
            // Ranges are labels that people made up, with whole bounds: what could group thousands does.
            decision.format.decimalMark = withComma == 0 ? .comma : .point
            return noting(decision)
        }
        decision.dependsOnFile = true
        let fallback: ValueFormat.DecimalMark =
            withComma > 0 && withComma == evidence.eitherMark && file.delimiterIsSemicolon ? .comma : .point
        decision.format.decimalMark = file.decimalMark ?? fallback
        let isWorthANote = withComma > 0 || (evidence.eitherMark > 0 && file.decimalMark == .comma)
        return isWorthANote ? noting(decision) : decision
    }

    /// Says that the decimal mark was a choice.
    private func noting(_ decision: FormatDecision) -> FormatDecision {
        var decision = decision
        let reading = decision.format.decimalMark == .comma ? "decimal commas" : "decimal points"
        decision.notes.append(
            ReadNote(
                .ambiguousDecimalMark, column: column, count: evidence.eitherMark, total: evidence.values,
                "\"\(column)\" could be written with decimal points or commas; read with \(reading)"))
        return decision
    }

    // MARK: Dates

    func date() -> FormatDecision? {
        let dates = evidence.dates
        let isTime = wanted == .date || TimeWords.areIn(column)
        if isTime, fits(dates.epochSeconds) { return FormatDecision(format: ValueFormat(shape: .epochSeconds)) }
        if isTime, fits(dates.epochMilliseconds) {
            return FormatDecision(format: ValueFormat(shape: .epochMilliseconds))
        }
        // Eight digits are a date only if all of them are: one that is no day makes them numbers.
        if dates.compact == evidence.values { return FormatDecision(format: ValueFormat(shape: .compact)) }
        let shapes: [(ValueFormat.Shape, Int)] = [
            (.yearFirst, dates.yearFirst), (.dayFirst, dates.dayFirst), (.monthFirst, dates.monthFirst),
            (.monthName, dates.monthName),
        ]
        guard let best = shapes.map(\.1).max(), best > 0, wanted == .date || fits(best) else { return nil }
        if dates.dayFirst == best, dates.monthFirst == best { return eitherOrder() }
        guard let shape = shapes.first(where: { $0.1 == best })?.0 else { return nil }
        return FormatDecision(format: ValueFormat(shape: shape))
    }

    /// Days and months could change places: what was seen before decides, then the other columns of the file; without
    /// either the column stays text, because a guess would be wrong in silence.
    private func eitherOrder() -> FormatDecision {
        var decision = FormatDecision(format: ValueFormat(shape: .text), isCertain: false)
        if let seen, seen.shape == .dayFirst || seen.shape == .monthFirst {
            decision.format = seen
            return decision
        }
        decision.dependsOnFile = true
        if let order = file.dateOrder {
            decision.format.shape = order
            decision.notes.append(
                ReadNote(
                    .dateOrderFromOtherColumns, column: column, count: evidence.values, total: evidence.values,
                    "the dates of \"\(column)\" could have day or month first; read as in the file's other dates"))
            return decision
        }
        if wanted == .date { decision.format.shape = .dayFirst }
        decision.notes.append(
            ReadNote(
                .ambiguousDates, column: column, count: evidence.values, total: evidence.values,
                "the dates of \"\(column)\" could have day or month first, so they are read as "
                    + (wanted == .date ? "dates with the day first" : "text")))
        return decision
    }
}
