/// An amount as people write it in a form: `51-200`, `1.000+`, `10k`, `über 500 Mitarbeiter`, `$1M–$10M`, `<50`.
///
/// Of a range the middle. A mark before three digits groups thousands, before one or two it is the decimal mark, whatever
/// the language: amounts of companies have no thousandths. Currencies are not converted.
struct AmountText: Sendable, Equatable {
    /// Whether the amount is the one written, or lies above or below it.
    enum Side: Sendable, Equatable {
        case exact
        case above
        case below
    }

    let value: Double
    let side: Side

    /// `nil` for text with a word that does not speak of amounts.
    init?(_ text: String) {
        var tokens = Tokens()
        for character in text.prefix(200) {
            guard tokens.take(character) else { return nil }
        }
        guard tokens.finishWord(), let found = tokens.result else { return nil }
        self = found
    }

    init(value: Double, side: Side) {
        self.value = value
        self.side = side
    }
}

/// The numbers, signs and words of an amount, as they come.
private struct Tokens {
    private var digits = ""
    private var word = ""
    /// The numbers, each with the factor of its unit.
    private var numbers: [(value: Double, factor: Double)] = []
    private var side = AmountText.Side.exact
    private var hasDash = false

    /// `false` for a sign that does not belong in an amount.
    mutating func take(_ character: Character) -> Bool {
        if character.isASCII, character.isNumber {
            guard word.isEmpty || finishWord() else { return false }
            digits.append(character)
        } else if character.isLetter {
            guard finishNumber() else { return false }
            word.append(character)
        } else if ".,'’".contains(character) || character == "\u{A0}" || character == "\u{202F}" {
            if digits.isEmpty { return finishWord() }
            digits.append(character)
        } else {
            guard finishNumber(), finishWord() else { return false }
            switch character {
            case "-", "–", "—", "‒", "−": hasDash = true
            case "+", ">", "≥": side = .above
            case "<", "≤": side = .below
            case "~", "≈", "=", "$", "€", "£", "¥", "(", ")", "/", "*", ":": break
            default: return character.isWhitespace
            }
        }
        return true
    }

    mutating func finishWord() -> Bool {
        guard finishNumber() else { return false }
        guard !word.isEmpty else { return true }
        defer { word = "" }
        let folded = FoldedText.phrase(of: word)
        if let factor = Self.factors[folded] {
            guard let last = numbers.last, last.factor == 1 else { return false }
            numbers[numbers.count - 1].factor = factor
        } else if Self.rangeWords.contains(folded), !numbers.isEmpty {
            hasDash = true
        } else if Self.aboveWords.contains(folded) {
            side = .above
        } else if Self.belowWords.contains(folded) {
            side = .below
        } else if Self.oneWords.contains(folded) {
            numbers.append((1, 1))
        } else {
            return Self.otherWords.contains(folded)
        }
        return true
    }

    private mutating func finishNumber() -> Bool {
        guard !digits.isEmpty else { return true }
        defer { digits = "" }
        guard let value = Self.number(digits), value.isFinite, numbers.count < 2 else { return false }
        numbers.append((value, 1))
        return true
    }

    /// `1.000`, `1,000,000`, `1.5`, `2,5`, `10 000`.
    private static func number(_ text: String) -> Double? {
        var text = text
        while let last = text.last, !last.isNumber { text.removeLast() }
        let groups = text.split(omittingEmptySubsequences: false) { !$0.isNumber }
        guard groups.count > 1 else { return Double(text) }
        if groups.dropFirst().allSatisfy({ $0.count == 3 }), groups[0].count <= 3, groups[0] != "0" {
            return Double(groups.joined())
        }
        // A decimal mark, after groups of thousands perhaps.
        guard let last = groups.last, (1...2).contains(last.count),
            groups.dropFirst().dropLast().allSatisfy({ $0.count == 3 })
        else { return nil }
        return Double(groups.dropLast().joined() + "." + last)
    }

    var result: AmountText? {
        guard let last = numbers.last else { return nil }
        let high = last.value * last.factor
        guard numbers.count == 2 else { return AmountText(value: high, side: side) }
        guard hasDash, let first = numbers.first else { return nil }
        // `10-50M` means millions on both sides; `500-1k` does not.
        let low = first.factor == 1 && first.value < last.value ? first.value * last.factor : first.value * first.factor
        return low <= high ? AmountText(value: low + (high - low) / 2, side: .exact) : nil
    }

    private static let factors: [String: Double] = {
        var factors: [String: Double] = [:]
        for name in ["k", "tsd", "tausend", "thousand", "teur"] { factors[name] = 1e3 }
        for name in ["m", "mm", "mio", "mn", "mill", "million", "millions", "millionen", "meur"] { factors[name] = 1e6 }
        for name in ["bn", "b", "mrd", "md", "billion", "billions", "milliarde", "milliarden"] { factors[name] = 1e9 }
        return factors
    }()

    private static let rangeWords: Set<String> = ["to", "bis", "and", "und"]
    private static let aboveWords: Set<String> = words(
        "over above more greater at least plus uber mehr mindestens ab min minimum from exceeding")
    private static let belowWords: Set<String> = words(
        "under below less fewer up to bis unter weniger hochstens max maximum kleiner")
    private static let oneWords: Set<String> = words(
        """
        selbstandig selbststandig freelancer freiberufler freiberuflich selfemployed self solo solopreneur \
        einzelunternehmer einzelunternehmen
        """)
    private static let otherWords: Set<String> = words(
        """
        employees employee mitarbeiter mitarbeiterinnen mitarbeitende mitarbeitenden ma beschaftigte beschaftigten personen \
        personal people persons person staff fte ftes headcount team members ca circa about approx approximately etwa rund \
        around roughly eur euro euros usd us chf gbp dollar dollars pro jahr pa p a per year annual annually jahrlich \
        umsatz jahresumsatz revenue turnover arr sales als than or oder employed
        """)

    private static func words(_ text: String) -> Set<String> { Set(FoldedText.words(of: text)) }
}

/// Bands of the number of people a company employs, as most forms have them.
enum CompanySize {
    static func band(_ amount: AmountText) -> String? {
        guard amount.value >= 0, !(amount.side == .below && amount.value <= 0) else { return nil }
        // Above 1,000 means 1,001 at least; below 50 means 49 at most.
        let people: Double =
            switch amount.side {
            case .exact: amount.value.rounded(.up)
            case .above: amount.value + 1
            case .below: amount.value - 1
            }
        return bands.first { people <= $0.last }?.name ?? "over 10,000"
    }

    private static let bands: [(last: Double, name: String)] = [
        (10, "1–10"), (50, "11–50"), (200, "51–200"), (500, "201–500"), (1_000, "501–1,000"), (5_000, "1,001–5,000"),
        (10_000, "5,001–10,000"),
    ]
}

/// Bands of a company's yearly revenue, in whatever currency; each begins with its lower bound.
enum CompanyRevenue {
    static func band(_ amount: AmountText) -> String? {
        guard amount.value >= 0, !(amount.side == .below && amount.value <= 0) else { return nil }
        return bands.first { amount.value < $0.end || (amount.side == .below && amount.value == $0.end) }?.name
            ?? "1 bn and more"
    }

    private static let bands: [(end: Double, name: String)] = [
        (100e3, "under 100 k"), (1e6, "100 k–1 m"), (10e6, "1–10 m"), (50e6, "10–50 m"), (250e6, "50–250 m"),
        (1e9, "250 m–1 bn"),
    ]
}
