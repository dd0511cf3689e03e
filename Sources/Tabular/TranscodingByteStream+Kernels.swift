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
