/// Cuts a stream into blocks of whole records.
///
/// A line end between quotes ends no record. A quote opens a cell only at its beginning (blanks may stand before it);
/// any other quote is an ordinary character. A cell that is still open at the end of the input, or after
/// ``longestRecord`` bytes, was never closed: the block is then cut at the end of the line where it was opened, so that
/// only this record is bad and the rest can be read.
final class BlockReader {
    static let longestRecord = 1 << 26

    private let stream: any ByteStream
    private let path: String
    private let dialect: Dialect
    private let format: TableFormat
    private let blockSize: Int
    private var carry: ArraySlice<UInt8> = []
    private var streamHasEnded = false
    private var fileOffset: Int

    /// - Parameter fileOffset: where the stream's first byte is in the file.
    init(
        _ stream: any ByteStream, path: String, dialect: Dialect, format: TableFormat, blockSize: Int, fileOffset: Int
    ) {
        self.stream = stream
        self.path = path
        self.dialect = dialect
        self.format = format
        self.blockSize = blockSize
        self.fileOffset = fileOffset
    }

    /// The next block, or `nil` at the end.
    func next() throws(TabularError) -> RawBlock? {
        var (bytes, end) = (Array(carry), carry.count)
        var wanted = blockSize
        while true {
            if !streamHasEnded {
                let had = end
                (bytes, end) = try stream.bytes(after: bytes[..<end], count: wanted)
                streamHasEnded = end - had < wanted
            } else if !carry.isEmpty {
                bytes.append(contentsOf: repeatElement(0, count: RawBlock.padding))
            }
            guard end > 0 else { return nil }
            if let cut = cut(bytes, end) { return block(bytes, cut: cut, end: end) }
            guard end < Self.longestRecord else {
                throw .recordTooLong(path: path, byteOffset: fileOffset, limit: Self.longestRecord)
            }
            wanted = end
        }
    }

    private func block(_ bytes: [UInt8], cut: Int, end: Int) -> RawBlock {
        carry = bytes[cut..<end]
        let block = RawBlock(bytes: bytes, start: 0, end: cut, fileOffset: fileOffset)
        fileOffset += Transcoder.originalLength(bytes[..<cut], encoding: dialect.encoding)
        return block
    }

    /// The end of the last whole record, or `nil` if there is none yet.
    private func cut(_ bytes: [UInt8], _ end: Int) -> Int? {
        if format == .jsonLines {
            if let last = ByteSearch.last(UInt8(ascii: "\n"), in: bytes.span, 0, end) { return last + 1 }
            return streamHasEnded ? end : nil
        }
        let span = bytes.span
        guard let opening = QuoteScanner.openQuote(in: span, 0, end, dialect: dialect, isLast: streamHasEnded) else {
            if streamHasEnded { return end }
            return QuoteScanner.lastRecordEnd(in: span, 0, end, dialect: dialect)
        }
        if let last = QuoteScanner.lastRecordEnd(in: span, 0, opening, dialect: dialect) { return last }
        guard streamHasEnded || end >= Self.longestRecord else { return nil }
        return (ByteSearch.first(dialect.lineEnd, in: span, opening, end) ?? end - 1) + 1
    }
}

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
