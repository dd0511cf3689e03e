/// A currency, as it is written before or after an amount.
struct Currency: Hashable, Sendable {
    /// The position in the table.
    private let index: Int

    var name: String { Self.names[index] }

    static func prefix(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> (currency: Currency, length: Int)? {
        guard start < end, canTouch(bytes[start]) else { return nil }
        for (index, word) in words.enumerated() where startsWith(bytes, start, end, word) {
            return (Currency(index: index), word.count)
        }
        return nil
    }

    static func suffix(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> (currency: Currency, length: Int)? {
        for (index, word) in words.enumerated() where endsWith(bytes, start, end, word) {
            return (Currency(index: index), word.count)
        }
        return nil
    }

    private static func canTouch(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "$") || isLetter(byte) }

    /// Longer names before those they contain.
    private static let names = [
        "US$", "CA$", "A$", "C$", "R$", "HK$", "NZ$", "S$", "$", "€", "£", "¥", "₹", "₽", "₩", "₺", "₪", "zł", "Kč",
        "EUR", "USD", "GBP", "CHF", "JPY", "CNY", "INR", "AUD", "CAD", "NZD", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF",
        "BRL", "MXN", "ZAR", "TRY", "SGD", "HKD", "AED", "Fr.", "kr.", "kr", "Ft", "Rs.", "Rs",
    ]
    private static let words = names.map { Array($0.utf8) }
}
