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

    /// How often a byte occurs in `start ..< end`.
    static func count(_ byte: UInt8, in bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
        precondition(start >= 0 && end <= bytes.count)
        var count = 0
        for index in start..<end where unsafe bytes[unchecked: index] == byte { count &+= 1 }
        return count
    }
}
