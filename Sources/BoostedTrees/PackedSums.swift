/// How the sums of a histogram bin share one 64-bit word, so that one integer addition updates all of them:
///
///     bit 63 … │ count (countBits) │ gradient (gradientBits, signed) │ hessian (hessianBits) │ … bit 0
///
/// Gradients and hessians are integers in steps of 2^−gradientExponent and 2^−hessianExponent. Integer sums do not depend
/// on their order: the same data gives the same trees at any number of threads, and a row of weight 2 counts exactly as the
/// row twice. The field sizes are chosen so that no sum over any subset of the rows overflows its field; a negative
/// gradient borrows from the count above it, which reading adds back.
///
/// Count is the total weight in units of 2^−countExponent. When it would leave too few bits for the rest
/// (`countBits == 0`), Σ hessian / ¼ ≤ count stands for it, a bound that keeps every promise made about the count.
struct PackedSums: Equatable, Sendable, BitwiseCopyable {
    let countBits: Int
    let gradientBits: Int
    let hessianBits: Int
    /// Sums of gradients are multiples of 2^−gradientExponent.
    let gradientExponent: Int
    let hessianExponent: Int
    let countExponent: Int

    /// Probabilities, gradients and hessians of single rows are integers in steps of 2^−28.
    static let rowExponent = 28
    /// More total weight than this many units leaves no room for the count.
    static let mostCounted = 1 << 17

    /// - Parameters:
    ///   - counts: the total weight in units of the count; `nil` not to count.
    ///   - slack: how many steps all rows' rounding may add up to.
    ///   - gradientBound: the larger of Σ |g| over the rows with positive and with negative g, weighted, real.
    ///   - hessianBound: Σ h, weighted, real.
    ///   - countExponent: a row of weight w counts w · 2^countExponent.
    init(counts: Int?, slack: Int, gradientBound: Double, hessianBound: Double, countExponent: Int) {
        if let counts, counts <= Self.mostCounted {
            countBits = max(1, Int.bitWidth - counts.leadingZeroBitCount)
        } else {
            countBits = 0
        }
        let rest = 64 - countBits
        gradientBits = rest / 2 + 1
        hessianBits = rest - gradientBits
        self.countExponent = countExponent
        let slack = Double(slack)
        gradientExponent = Self.exponent(
            capacity: Double(sign: .plus, exponent: gradientBits - 1, significand: 1) - slack, bound: gradientBound)
        hessianExponent = Self.exponent(
            capacity: Double(sign: .plus, exponent: hessianBits, significand: 1) - slack, bound: hessianBound)
    }

    /// The largest e ≤ `rowExponent` with bound · 2^e < capacity.
    private static func exponent(capacity: Double, bound: Double) -> Int {
        let ratio = capacity / max(bound, 0x1p-60)
        return min(rowExponent, Int(ratio.exponent) - (ratio.significand == 1 ? 1 : 0))
    }

    @inline(__always)
    func word(count: Int64, gradient: Int64, hessian: Int64) -> UInt64 {
        let high = countBits == 0 ? 0 : count << Int64(gradientBits &+ hessianBits)
        return UInt64(bitPattern: high &+ (gradient << Int64(hessianBits)) &+ hessian)
    }

    /// Σ g in steps of 2^−gradientExponent.
    @inline(__always)
    func gradient(_ word: UInt64) -> Int64 {
        (Int64(bitPattern: word) &<< Int64(countBits)) &>> Int64(64 &- gradientBits)
    }

    /// Σ h in steps of 2^−hessianExponent.
    @inline(__always)
    func hessian(_ word: UInt64) -> Int64 {
        Int64(bitPattern: word & ((1 &<< UInt64(hessianBits)) &- 1))
    }

    /// The total weight in units, or the bound that stands for it.
    @inline(__always)
    func count(_ word: UInt64) -> Int64 {
        if countBits == 0 { return hessian(word) &>> countShift }
        let bits = UInt64(gradientBits &+ hessianBits)
        return Int64(bitPattern: (word &+ (1 &<< (bits &- 1))) &>> bits)
    }

    /// What a count is, in steps of the hessian, when the hessian stands for it.
    @inline(__always)
    private var countShift: Int64 { Int64(max(hessianExponent &- 2 &- countExponent, 0)) }

    /// The least hessian whose bound on the count reaches `count`, or 2^60, which no sum reaches; 0 if rows are counted.
    func hessian(ofCount count: Int64) -> Int64 {
        countBits == 0 ? min(count, 1 << (60 - countShift)) << countShift : 0
    }
}
