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
