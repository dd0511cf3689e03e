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
