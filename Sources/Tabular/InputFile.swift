/// A file opened for reading: unpacked, in UTF-8, without byte order mark.
struct InputFile {
    let stream: any ByteStream
    let encoding: TextEncoding?
    /// Set where UTF-8 or Latin-1 is found out later.
    let detector: DetectingByteStream?
    let isCompressed: Bool
    /// Bytes of the file before the stream's first.
    let skipped: Int
    /// The size of the file where that says how long the text is.
    let size: Int?

    /// - Throws: ``TabularError/fileMissing(path:)``, ``TabularError/cannotRead(path:reason:)``,
    ///   ``TabularError/damagedGzip(path:reason:)`` or ``TabularError/binary(path:kind:)``.
    static func open(_ path: String, encoding wanted: TextEncoding?) throws(TabularError) -> InputFile {
        let file = try FileByteStream(path: path)
        var (head, end) = try file.bytes(after: [], count: peekSize)
        var rest: (any ByteStream)? = end < peekSize ? nil : file
        let isCompressed = end >= 2 && head[0] == 0x1F && head[1] == 0x8B
        if isCompressed {
            let unpacked = try GunzipByteStream(PrefixedByteStream(head[..<end], then: rest), path: path)
            (head, end) = try unpacked.bytes(after: [], count: peekSize)
            rest = end < peekSize ? nil : unpacked
        }
        let bytes = head[..<end]
        if let kind = BinaryKind.find(bytes) { throw .binary(path: path, kind: kind) }
        let (found, mark) = EncodingMark.find(bytes)
        let encoding = wanted ?? found
        if encoding == nil || encoding == .utf8, bytes.contains(0) {
            throw .binary(path: path, kind: "binary data (it holds NUL bytes)")
        }
        let text = PrefixedByteStream(bytes.dropFirst(mark), then: rest)
        let size = isCompressed ? nil : file.size
        guard let encoding else {
            let detector = DetectingByteStream(text, path: path)
            return InputFile(
                stream: detector, encoding: nil, detector: detector, isCompressed: isCompressed, skipped: mark,
                size: size)
        }
        let stream: any ByteStream =
            encoding == .utf8 ? text : TranscodingByteStream(text, path: path, encoding: encoding)
        return InputFile(
            stream: stream, encoding: encoding, detector: nil, isCompressed: isCompressed, skipped: mark, size: size)
    }

    private static let peekSize = 1 << 16
}

/// The encoding a file declares or betrays by its first bytes.
enum EncodingMark {
    /// The encoding, `nil` if UTF-8 or Latin-1 is still to be found out, and the length of the byte order mark.
    static func find(_ bytes: ArraySlice<UInt8>) -> (encoding: TextEncoding?, length: Int) {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if bytes.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
        if bytes.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
        return (withoutMark(bytes), 0)
    }

    /// UTF-16 without a mark: in a table's head nearly every other byte is 0, and always the same half.
    private static func withoutMark(_ bytes: ArraySlice<UInt8>) -> TextEncoding? {
        guard bytes.count >= 4 else { return nil }
        let head = Array(bytes.prefix(4_096))
        let pairs = head.count / 2
        let even = (0..<pairs).count { head[2 * $0] == 0 }
        let odd = (0..<pairs).count { head[2 * $0 + 1] == 0 }
        if odd * 10 >= pairs * 7, even == 0 { return .utf16LittleEndian }
        if even * 10 >= pairs * 7, odd == 0 { return .utf16BigEndian }
        return nil
    }
}

/// Files that are no text, known by their first bytes; a control character must confirm it.
enum BinaryKind {
    static func find(_ bytes: ArraySlice<UInt8>) -> String? {
        guard bytes.contains(where: { $0 < 9 }) else { return nil }
        return kinds.first { bytes.starts(with: $0.magic) }?.name
    }

    private static let kinds: [(magic: [UInt8], name: String)] = [
        ([0x50, 0x4B, 0x03, 0x04], "a zip file, perhaps an Excel workbook"),
        ([0xD0, 0xCF, 0x11, 0xE0], "an old Excel workbook"), (Array("PAR1".utf8), "a Parquet file"),
        (Array("SQLite format 3".utf8), "an SQLite database"), (Array("%PDF".utf8), "a PDF document"),
        ([0x28, 0xB5, 0x2F, 0xFD], "a file packed with zstd"), (Array("BZh".utf8), "a file packed with bzip2"),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "a file packed with xz"), (Array("ARROW1".utf8), "an Arrow file"),
        ([0x89, 0x50, 0x4E, 0x47], "a picture"),
    ]
}
