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
