/// Text that is UTF-8 or, from its first byte outside ASCII on, Windows-1252: as long as all is ASCII both are the same,
/// so the question is decided by the first chunk that is not.
final class DetectingByteStream: ByteStream {
    private let source: any ByteStream
    private let path: String
    /// What was found; `nil` while everything was ASCII.
    private(set) var encoding: TextEncoding?
    private var held: ArraySlice<UInt8> = []
    private var latin1: TranscodingByteStream?

    init(_ source: any ByteStream, path: String) {
        self.source = source
        self.path = path
    }

    func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(TabularError) -> Int {
        if let latin1 { return try unsafe latin1.fill(buffer) }
        let heldBytes = PrefixedByteStream(held, then: source)
        held = []
        let count = try unsafe heldBytes.fill(buffer)
        guard encoding == nil else { return count }
        let bytes = unsafe UnsafeRawBufferPointer(rebasing: buffer[..<count])
        switch unsafe UTF8Check.verdict(bytes, isLast: count < buffer.count) {
        case .ascii: return count
        case .valid:
            encoding = .utf8
            return count
        case .cut(let start):
            // A character cut in two decides nothing; it is looked at again with the next bytes.
            held = unsafe Array(bytes[start...])[...]
            guard start > 0 else {
                encoding = .utf8
                held = []
                return count
            }
            return start + (try unsafe fill(UnsafeMutableRawBufferPointer(rebasing: buffer[start...])))
        case .invalid:
            encoding = .latin1
            let all = unsafe Array(bytes)[...]
            let stream = TranscodingByteStream(
                PrefixedByteStream(all, then: count < buffer.count ? nil : source), path: path, encoding: .latin1)
            latin1 = stream
            return try unsafe stream.fill(buffer)
        }
    }
}
