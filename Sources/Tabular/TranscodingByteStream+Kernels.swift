/// The text of another stream in UTF-8.
final class TranscodingByteStream: ByteStream {
    private let source: any ByteStream
    private var transcoder: Transcoder
    private var output: [UInt8] = []
    private var taken = 0
    private var sourceHasEnded = false
    private let chunk = 1 << 17

    init(_ source: any ByteStream, path: String, encoding: TextEncoding) {
        self.source = source
        transcoder = Transcoder(path: path, encoding: encoding)
    }

    func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(TabularError) -> Int {
        var filled = 0
        while filled < buffer.count {
            if taken == output.count {
                guard !sourceHasEnded else { break }
                let (bytes, end) = try source.bytes(after: [], count: chunk)
                sourceHasEnded = end < chunk
                output.removeAll(keepingCapacity: true)
                taken = 0
                try transcoder.append(bytes[..<end], isLast: sourceHasEnded, to: &output)
                continue
            }
            let count = min(output.count - taken, buffer.count - filled)
            unsafe output.withUnsafeBytes { bytes in
                let part = unsafe UnsafeRawBufferPointer(rebasing: bytes[taken..<taken + count])
                unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]).copyMemory(from: part)
            }
            taken += count
            filled += count
        }
        return filled
    }
}

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

/// Whether bytes are UTF-8.
enum UTF8Check {
    enum Verdict {
        case ascii
        case valid
        /// Everything up to this position is ASCII, and a character that is not begins there and is cut off by the end.
        case cut(Int)
        case invalid
    }

    static func verdict(_ bytes: UnsafeRawBufferPointer, isLast: Bool) -> Verdict {
        let first = unsafe asciiPrefix(bytes)
        if first == bytes.count { return .ascii }
        let end = unsafe isLast ? bytes.count : completeEnd(bytes)
        if end == first { return .cut(first) }
        let part = unsafe UnsafeRawBufferPointer(rebasing: bytes[first..<end])
        return unsafe String(validating: part.bindMemory(to: UInt8.self), as: UTF8.self) == nil ? .invalid : .valid
    }

    /// How many bytes at the start are ASCII.
    static func asciiPrefix(_ bytes: UnsafeRawBufferPointer) -> Int {
        var position = 0
        while position + 8 <= bytes.count {
            let word = unsafe bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)
            if word & 0x8080_8080_8080_8080 != 0 { break }
            position += 8
        }
        while position < bytes.count, unsafe bytes[position] < 0x80 { position += 1 }
        return position
    }

    /// The end without a character that is cut off.
    private static func completeEnd(_ bytes: UnsafeRawBufferPointer) -> Int {
        var start = bytes.count - 1
        var steps = 0
        while start > 0, steps < 3, unsafe bytes[start] & 0xC0 == 0x80 {
            start -= 1
            steps += 1
        }
        let lead = unsafe bytes[start]
        let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1
        return start + length > bytes.count ? start : bytes.count
    }
}
