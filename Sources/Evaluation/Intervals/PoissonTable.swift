import Foundation
import LearningCore

/// Draws from the Poisson distribution of mean 1, exact to the 53 bits of a random number, eight from one random word.
///
/// A byte b stands for the interval [b, b + 1) / 256 of the distribution function. In 251 of 256 intervals the count is
/// the same throughout and the byte decides; in the others more random bits do.
struct PoissonTable: Sendable {
    /// For each byte the count it stands for, or ``undecided``.
    let counts: [UInt8]
    static let undecided: UInt8 = 255

    /// P(count ≤ k).
    private let distribution: [Double]

    init() {
        var sum = 0.0
        var term = exp(-1.0)
        var distribution: [Double] = []
        for count in 0..<20 {
            if count > 0 { term /= Double(count) }
            sum += term
            distribution.append(sum)
        }
        self.distribution = distribution
        counts = (0..<256).map { byte in
            let low = Self.count(at: Double(byte) / 256, in: distribution)
            let high = Self.count(at: Double(byte + 1).nextDown / 256, in: distribution)
            return low == high ? low : Self.undecided
        }
    }

    /// The count for a byte that is undecided.
    func resolved(byte: UInt8, with generator: inout SeededGenerator) -> UInt8 {
        Self.count(at: (Double(byte) + generator.nextUniform()) / 256, in: distribution)
    }

    /// The smallest count whose distribution function is above a number in 0..<1.
    private static func count(at place: Double, in distribution: [Double]) -> UInt8 {
        UInt8(distribution.firstIndex { $0 > place } ?? distribution.count)
    }
}
