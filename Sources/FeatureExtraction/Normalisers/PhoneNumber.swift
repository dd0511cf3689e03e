/// Whether a telephone number can be one, and the country it names. No numbering plans: 6 to 15 digits (E.164 allows 15),
/// not one digit over and over, not a count up or down.
enum PhoneNumber {
    /// The plausibility, and the country prefix (`+49`) of a number in international form.
    static func parts(of text: String) -> [String?] {
        guard let (digits, isInternational) = digits(of: text) else { return [Plausibility.implausible, nil] }
        return [Plausibility.plausible, isInternational ? "+" + written(digits.prefix(prefixLength(digits))) : nil]
    }

    /// The digits without country prefix or trunk zeros, in which both ways of writing a number agree; `nil` if it is not
    /// plausible.
    static func significantDigits(of text: String) -> String? {
        guard let (digits, isInternational) = digits(of: text) else { return nil }
        let national = isInternational ? digits.dropFirst(prefixLength(digits)) : digits.drop { $0 == 0 }
        return national.count < 6 ? nil : written(national)
    }

    private static func digits(of text: String) -> (digits: [Int], isInternational: Bool)? {
        guard var number = dialled(text) else { return nil }
        let isInternational = number.first == "+" || number.hasPrefix("00")
        if isInternational { number.removeFirst(number.first == "+" ? 1 : 2) }
        let digits = number.compactMap { $0.wholeNumberValue }
        guard digits.count == number.count, (6...15).contains(digits.count), !isMadeUp(digits),
            !(isInternational && digits[0] == 0)
        else { return nil }
        return (digits, isInternational)
    }

    private static func written(_ digits: some Sequence<Int>) -> String { digits.map(String.init).joined() }

    /// Digits with perhaps a plus before them; `nil` for text with anything else but punctuation and usual words.
    private static func dialled(_ text: String) -> String? {
        var number = ""
        var word = ""
        for character in FoldedText.trimmed(text).replacing("(0)", with: "") {
            if character.isLetter {
                word.append(character)
                continue
            }
            if !word.isEmpty {
                // What follows is dialled after the call was taken.
                if ["ext", "x", "extension", "durchwahl", "dw"].contains(word) { return number.isEmpty ? nil : number }
                guard words.contains(word) else { return nil }
                word = ""
            }
            if character.isASCII, character.isNumber || character == "+" && number.isEmpty {
                number.append(character)
            } else if !" -–/.():\u{A0}\t".contains(character) {
                return nil
            }
        }
        return number.isEmpty || !(word.isEmpty || words.contains(word)) ? nil : number
    }

    private static let words: Set<String> = [
        "tel", "telefon", "phone", "fon", "mobil", "mobile", "handy", "cell", "fax", "t", "m", "p", "office",
    ]

    /// Six equal digits in a row, or all digits one more or one less than the one before, modulo ten.
    private static func isMadeUp(_ digits: [Int]) -> Bool {
        var run = 1
        for (digit, next) in zip(digits, digits.dropFirst()) {
            run = digit == next ? run + 1 : 1
            if run >= 6 { return true }
        }
        let steps = Set(zip(digits, digits.dropFirst()).map { ($1 - $0 + 10) % 10 })
        return steps == [1] || steps == [9]
    }

    /// ITU-T E.164 country codes: 1 and 7 alone, two digits in these cases, else three.
    private static func prefixLength(_ digits: [Int]) -> Int {
        if digits[0] == 1 || digits[0] == 7 { return 1 }
        return twoDigitPrefixes.contains(digits[0] * 10 + digits[1]) ? 2 : 3
    }

    private static let twoDigitPrefixes = Set(
        [20, 27, 28, 36, 81, 82, 83, 84, 86, 98] + Array(30...34) + Array(39...41) + Array(43...49) + Array(51...58)
            + Array(60...66) + Array(89...95))
}
