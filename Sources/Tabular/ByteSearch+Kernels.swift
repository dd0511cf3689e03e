import Glibc

/// Looks for bytes, with the C library's vector code.
enum ByteSearch {
    /// The first position in `start ..< end` that holds a byte.
    @inline(__always)
    static func first(_ byte: UInt8, in bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
        precondition(start >= 0 && end <= bytes.count)
        guard start < end else { return nil }
        return unsafe bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress, let found = unsafe memchr(base + start, Int32(byte), end - start)
            else { return nil }
            return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(base)
        }
    }

    /// The last position in `start ..< end` that holds a byte.
    static func last(_ byte: UInt8, in bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
        precondition(start >= 0 && end <= bytes.count)
        var position = end - 1
        while position >= start {
            if unsafe bytes[unchecked: position] == byte { return position }
            position -= 1
        }
        return nil
    }

    /// How often a byte occurs in `start ..< end`. Eight bytes at a time: with m = word XOR (byte
    /// repeated), `~(((m & 0x7f…) + 0x7f…) | m | 0x7f…)` has the top bit set exactly in the zero bytes of m.
    static func count(_ byte: UInt8, in bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
        precondition(start >= 0 && end <= bytes.count)
        let pattern = UInt64(byte) &* 0x0101_0101_0101_0101
        let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
        var count = 0
        var position = start
        unsafe bytes.withUnsafeBytes { raw in
            while position + 8 <= end {
                let word = unsafe raw.loadUnaligned(fromByteOffset: position, as: UInt64.self) ^ pattern
                count &+= (~(((word & low) &+ low) | word | low)).nonzeroBitCount
                position += 8
            }
        }
        while position < end {
            if bytes[position] == byte { count += 1 }
            position += 1
        }
        return count
    }
}
