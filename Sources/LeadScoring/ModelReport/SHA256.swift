import Foundation

/// The SHA-256 of some bytes (FIPS 180-4), so that a report can say which file it is about.
///
/// For naming files only: it compares nothing secret.
public struct SHA256: Sendable {
    private var state: [UInt32] = [
        0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
    ]
    private var schedule = [UInt32](repeating: 0, count: 64)

    /// The 32 bytes of the digest. Complexity: O(bytes).
    public static func digest(of bytes: some RandomAccessCollection<UInt8>) -> [UInt8] {
        var hash = SHA256()
        var block: [UInt8] = []
        block.reserveCapacity(64)
        for byte in bytes {
            block.append(byte)
            if block.count == 64 {
                hash.absorb(block)
                block.removeAll(keepingCapacity: true)
            }
        }
        // A one bit, zeros, and the length in bits as a big-endian 64-bit number end the last block.
        block.append(0x80)
        if block.count > 56 {
            hash.absorb(block + [UInt8](repeating: 0, count: 64 - block.count))
            block.removeAll(keepingCapacity: true)
        }
        block += [UInt8](repeating: 0, count: 56 - block.count)
        let length = UInt64(bytes.count) &* 8
        block += (0..<8).map { UInt8(truncatingIfNeeded: length >> (56 - 8 * $0)) }
        hash.absorb(block)
        return hash.state.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (24 - 8 * $0)) } }
    }

    /// The digest of a file in hexadecimal, as `sha256sum` prints it; `nil` if it cannot be read (standard input).
    public static func hex(ofFile path: String) -> String? {
        guard path != "-", let data = try? Data(contentsOf: URL(fileURLWithPath: path)) else { return nil }
        return digest(of: data).map { String(format: "%02x", $0) }.joined()
    }

    private mutating func absorb(_ block: [UInt8]) {
        for word in 0..<16 {
            schedule[word] = (0..<4).reduce(0) { $0 << 8 | UInt32(block[4 * word + $1]) }
        }
        for word in 16..<64 {
            let (a, b) = (schedule[word - 15], schedule[word - 2])
            let small = Self.rotated(a, 7) ^ Self.rotated(a, 18) ^ a >> 3
            let large = Self.rotated(b, 17) ^ Self.rotated(b, 19) ^ b >> 10
            schedule[word] = schedule[word - 16] &+ small &+ schedule[word - 7] &+ large
        }
        var (a, b, c, d) = (state[0], state[1], state[2], state[3])
        var (e, f, g, h) = (state[4], state[5], state[6], state[7])
        for round in 0..<64 {
            let first =
                h &+ (Self.rotated(e, 6) ^ Self.rotated(e, 11) ^ Self.rotated(e, 25)) &+ (e & f ^ ~e & g)
                &+ Self.constants[round] &+ schedule[round]
            let second = (Self.rotated(a, 2) ^ Self.rotated(a, 13) ^ Self.rotated(a, 22)) &+ (a & b ^ a & c ^ b & c)
            (h, g, f, e, d, c, b, a) = (g, f, e, d &+ first, c, b, a, first &+ second)
        }
        for (place, word) in [a, b, c, d, e, f, g, h].enumerated() { state[place] &+= word }
    }

    private static func rotated(_ word: UInt32, _ bits: UInt32) -> UInt32 { word >> bits | word << (32 - bits) }

    /// The first 32 bits of the fractions of the cube roots of the first 64 primes.
    private static let constants: [UInt32] = {
        let primes = (2...311).filter { number in !(2..<number).contains { number.isMultiple(of: $0) } }
        return primes.map { prime in
            // ⌊∛prime · 2³²⌋ is the largest r with r³ ≤ prime · 2⁹⁶; found bit by bit, exactly.
            let root = stride(from: 34, through: 0, by: -1).reduce(UInt128(0)) { root, bit in
                let trial = root | 1 << UInt128(bit)
                return trial * trial * trial <= UInt128(prime) << 96 ? trial : root
            }
            return UInt32(truncatingIfNeeded: root)
        }
    }()
}
