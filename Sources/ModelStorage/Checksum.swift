import CZlib

/// CRC-32 as in gzip and PNG (zlib's).
enum Checksum {
    static func crc32(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        unsafe bytes.withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return 0 }
            return UInt32(truncatingIfNeeded: unsafe crc32_z(0, start, buffer.count))
        }
    }
}
