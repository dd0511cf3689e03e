/// A small, fast random number generator whose stream depends on nothing but its seed: xoshiro256** (Blackman and
/// Vigna, 2018), seeded through SplitMix64. Never the system's generator: results must be the same bytes every time.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: (UInt64, UInt64, UInt64, UInt64)

    /// - Parameter stream: separate streams of one seed are independent, so that a new use of chance in one place
    ///   does not move the numbers of another.
    public init(seed: UInt64, stream: UInt64 = 0) {
        var mixer = SplitMix64(state: seed ^ SplitMix64.mix(stream &+ 0x9E37_79B9_7F4A_7C15))
        state = (mixer.next(), mixer.next(), mixer.next(), mixer.next())
    }

    public mutating func next() -> UInt64 {
        let result = rotated(state.1 &* 5, by: 7) &* 9
        let shifted = state.1 << 17
        state.2 ^= state.0
        state.3 ^= state.1
        state.1 ^= state.2
        state.0 ^= state.3
        state.2 ^= shifted
        state.3 = rotated(state.3, by: 45)
        return result
    }

    /// Uniform in [0, 1), with 53 random bits.
    public mutating func nextUniform() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    /// Uniform in `0 ..< bound`, without modulo bias (Lemire's method). `bound` must be positive.
    public mutating func nextIndex(below bound: Int) -> Int {
        precondition(bound > 0)
        let range = UInt64(bound)
        var product = next().multipliedFullWidth(by: range)
        if product.low < range {
            let threshold = (0 &- range) % range
            while product.low < threshold { product = next().multipliedFullWidth(by: range) }
        }
        return Int(product.high)
    }

    /// Shuffles in place (Fisher and Yates).
    public mutating func shuffle<Element>(_ elements: inout [Element]) {
        for last in stride(from: elements.count - 1, to: 0, by: -1) {
            elements.swapAt(last, nextIndex(below: last + 1))
        }
    }

    private func rotated(_ word: UInt64, by bits: UInt64) -> UInt64 {
        (word << bits) | (word >> (64 - bits))
    }
}

/// SplitMix64 (Steele, Lea and Flood, 2014): a generator for seeding others, and a mixing function that gives row `i`
/// its own random number without a stream to walk, so that parallel blocks agree with a serial loop.
public struct SplitMix64: RandomNumberGenerator, Sendable {
    private var state: UInt64

    public init(state: UInt64) { self.state = state }

    public mutating func next() -> UInt64 {
        defer { state &+= 0x9E37_79B9_7F4A_7C15 }
        return Self.mix(state &+ 0x9E37_79B9_7F4A_7C15)
    }

    /// A bijection of 64-bit words in which every input bit moves every output bit.
    @inlinable
    public static func mix(_ word: UInt64) -> UInt64 {
        var mixed = word
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
