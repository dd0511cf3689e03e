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
