/// A range of numbers as one value: `5-20`, `500 – 999`, `$10M-$50M`, `200+`, `<5`, `> 1.000`, `51-200 employees`.
///
/// Its number is the middle, or the bound of an open range.
struct Band {
    var value: Double
    var currency: Currency?

    /// The range that fills the (trimmed) cell; `nil` for a plain number.
    static func parse(_ bytes: Span<UInt8>, _ start: Int, _ end: Int, mark: ValueFormat.DecimalMark) -> Band? {
        guard start < end, end - start <= 64 else { return nil }
        if let band = parseBare(bytes, start, end, mark: mark) { return band }
        let shorter = withoutUnit(bytes, start, end)
        return shorter < end ? parseBare(bytes, start, shorter, mark: mark) : nil
    }

    private static func parseBare(
        _ bytes: Span<UInt8>, _ start: Int, _ end: Int, mark: ValueFormat.DecimalMark
    ) -> Band? {
        if let open = parseOpen(bytes, start, end, mark: mark) { return open }
        var position = start + 1
        while position < end - 1 {
            if let length = dash(bytes, position, end),
                let lower = bound(bytes, start, position, mark: mark),
                var upper = bound(bytes, position + length, end, mark: mark)
            {
                // `10-50M` means millions on both sides; `500-1k` does not.
                let bare = upper.value / upper.factor
                let low = lower.factor == 1 && lower.value < bare ? lower.value * upper.factor : lower.value
                guard low <= upper.value else { return nil }
                upper.value = low + (upper.value - low) / 2
                return Band(value: upper.value, currency: upper.currency ?? lower.currency)
            }
            position += 1
        }
        return nil
    }

    private static func parseOpen(
        _ bytes: Span<UInt8>, _ start: Int, _ end: Int, mark: ValueFormat.DecimalMark
    ) -> Band? {
        for word in openSuffixes where endsWith(bytes, start, end, word) {
            return bound(bytes, start, end - word.count, mark: mark).map {
                Band(value: $0.value, currency: $0.currency)
            }
        }
        for word in openPrefixes where startsWith(bytes, start, end, word) {
            return bound(bytes, start + word.count, end, mark: mark).map {
                Band(value: $0.value, currency: $0.currency)
            }
        }
        return nil
    }

    /// A bound is a number that is not negative and has no leading zero (`01-02` is a code).
    private static func bound(
        _ bytes: Span<UInt8>, _ start: Int, _ end: Int, mark: ValueFormat.DecimalMark
    ) -> WrittenNumber? {
        let (start, end) = trimmedRange(bytes, start, end)
        guard start < end, bytes[start] != UInt8(ascii: "-"), bytes[start] != UInt8(ascii: "("),
            bytes[end - 1] != UInt8(ascii: "-"), !hasLeadingZero(bytes, start, end)
        else { return nil }
        return WrittenNumber.parse(bytes, start, end, mark: mark)
    }

    private static func dash(_ bytes: Span<UInt8>, _ position: Int, _ end: Int) -> Int? {
        if bytes[position] == UInt8(ascii: "-") { return 1 }
        for word in dashes where startsWith(bytes, position, end, word) { return word.count }
        return nil
    }

    /// The end of the cell without the word behind the number: `51-200 employees`.
    private static func withoutUnit(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
        var position = end
        while position > start, isLetter(bytes[position - 1]) || bytes[position - 1] == UInt8(ascii: ".") {
            position -= 1
        }
        guard position < end, position > start, bytes[position - 1] == UInt8(ascii: " ") else { return end }
        return trimmedRange(bytes, start, position).end
    }

    private static let dashes = ["–", "—", "‒", "−", " to ", " bis ", ".."].map { Array($0.utf8) }
    private static let openSuffixes = [
        "+", " or more", " and more", " and over", " and above", " und mehr", " oder mehr", " or less", " and under",
        " and below",
    ].map { Array($0.utf8) }
    private static let openPrefixes = [
        ">=", "=>", "≥", ">", "<=", "=<", "≤", "<", "over ", "Over ", "under ", "Under ", "more than ", "More than ",
        "less than ", "Less than ", "above ", "below ", "up to ", "Up to ", "über ", "Über ", "unter ", "Unter ",
        "mehr als ", "Mehr als ", "weniger als ", "Weniger als ", "ab ", "Ab ", "bis ", "Bis ",
    ].map { Array($0.utf8) }
}
