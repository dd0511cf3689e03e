/// Follows quoted cells through a block.
enum QuoteScanner {
    /// The quote that is still open at the end, if one is. A quote as the last byte of an unfinished block is taken as
    /// open, because it may be the first of a doubled one.
    static func openQuote(in bytes: Span<UInt8>, _ start: Int, _ end: Int, dialect: Dialect, isLast: Bool) -> Int? {
        var position = start
        while let opening = ByteSearch.first(dialect.quote, in: bytes, position, end) {
            guard opensCell(opening, in: bytes, start, dialect: dialect) else {
                position = opening + 1
                continue
            }
            guard let closing = closingQuote(in: bytes, opening + 1, end, quote: dialect.quote, isLast: isLast) else {
                return opening
            }
            position = closing + 1
        }
        return nil
    }

    /// The end of the last record that ends before `end`, where no quote is open.
    static func lastRecordEnd(in bytes: Span<UInt8>, _ start: Int, _ end: Int, dialect: Dialect) -> Int? {
        guard var last = ByteSearch.last(dialect.lineEnd, in: bytes, start, end) else { return nil }
        guard let firstQuote = ByteSearch.first(dialect.quote, in: bytes, start, end), firstQuote < last else {
            return last + 1
        }
        // The last line end may be between quotes: walk through the quoted cells and look only outside them.
        var found: Int?
        var position = start
        var outside = start
        while position < end {
            guard let opening = ByteSearch.first(dialect.quote, in: bytes, position, end) else { break }
            guard opensCell(opening, in: bytes, start, dialect: dialect) else {
                position = opening + 1
                continue
            }
            if let lineEnd = ByteSearch.last(dialect.lineEnd, in: bytes, outside, opening) { found = lineEnd + 1 }
            guard let closing = closingQuote(in: bytes, opening + 1, end, quote: dialect.quote, isLast: true) else {
                return found
            }
            position = closing + 1
            outside = position
            if last < position { break }
        }
        if let lineEnd = ByteSearch.last(dialect.lineEnd, in: bytes, outside, end) {
            last = lineEnd
            found = last + 1
        }
        return found
    }

    /// Whether a quote stands at the beginning of a cell, blanks aside.
    private static func opensCell(_ quote: Int, in bytes: Span<UInt8>, _ start: Int, dialect: Dialect) -> Bool {
        var before = quote - 1
        while before >= start, bytes[before] == UInt8(ascii: " ") { before -= 1 }
        return before < start || bytes[before] == dialect.delimiter || bytes[before] == dialect.lineEnd
    }

    /// The quote that closes a cell: the first that is not doubled.
    private static func closingQuote(
        in bytes: Span<UInt8>, _ start: Int, _ end: Int, quote: UInt8, isLast: Bool
    ) -> Int? {
        var position = start
        while let found = ByteSearch.first(quote, in: bytes, position, end) {
            if found + 1 == end { return isLast ? found : nil }
            if bytes[found + 1] != quote { return found }
            position = found + 2
        }
        return nil
    }
}
