import CWideVectors

/// Counts, for many values, the thresholds below each: binary search over 256 padded thresholds without a branch, eight
/// steps that each go on by a power of two if the value lies above. Four searches run side by side, so that each hides the
/// others' waiting for memory.
struct BinSearch: Sendable {
    private let thresholds: [Double]
    /// The first step is 2^lastBit; −1 if there is no threshold.
    private let lastBit: Int

    /// - Parameter thresholds: ascending, at most 254.
    init(_ thresholds: [Double]) {
        precondition(thresholds.count <= 254)
        self.thresholds = thresholds + [Double](repeating: .infinity, count: 256 - thresholds.count)
        lastBit = Int.bitWidth - 1 - thresholds.count.leadingZeroBitCount
    }

    /// Fewer steps than this are quicker than the wide loop's constant four comparisons.
    private static let fewSteps = 3

    /// `bins[i]` becomes 1 + the number of thresholds below `values[i]`, or 0 if that is NaN.
    @unsafe
    func bin(
        _ values: UnsafePointer<Double>, count: Int, into bins: UnsafeMutablePointer<UInt8>,
        wide: Bool = WideVectors.areAvailable
    ) {
        unsafe thresholds.withUnsafeBufferPointer { thresholds in
            let table = unsafe thresholds.baseAddress.unsafelyUnwrapped
            #if arch(x86_64)
                if wide, lastBit &+ 1 >= Self.fewSteps {
                    return unsafe leadscore_bin(values, count, table, bins)
                }
            #endif
            var row = 0
            while row &+ 4 <= count {
                unsafe search4(values + row, table, into: bins + row)
                row &+= 4
            }
            while row < count {
                var place = 0
                for bit in stride(from: lastBit, through: 0, by: -1) {
                    unsafe Self.advance(&place, values[row], table, bit)
                }
                unsafe bins[row] = Self.number(place, values[row])
                row &+= 1
            }
        }
    }

    @unsafe @inline(__always)
    private func search4(
        _ values: UnsafePointer<Double>, _ table: UnsafePointer<Double>, into bins: UnsafeMutablePointer<UInt8>
    ) {
        let (u, v, w, x) = unsafe (values[0], values[1], values[2], values[3])
        var (p, q, r, s) = (0, 0, 0, 0)
        var bit = lastBit
        while bit >= 0 {
            unsafe Self.advance(&p, u, table, bit)
            unsafe Self.advance(&q, v, table, bit)
            unsafe Self.advance(&r, w, table, bit)
            unsafe Self.advance(&s, x, table, bit)
            bit &-= 1
        }
        unsafe bins[0] = Self.number(p, u)
        unsafe bins[1] = Self.number(q, v)
        unsafe bins[2] = Self.number(r, w)
        unsafe bins[3] = Self.number(s, x)
    }

    /// A comparison shifted into place is arithmetic; a choice between two places became a branch.
    @unsafe @inline(__always)
    private static func advance(_ place: inout Int, _ value: Double, _ table: UnsafePointer<Double>, _ bit: Int) {
        let isAbove = unsafe table[place &+ (1 &<< bit) &- 1] < value
        place &+= (isAbove ? 1 : 0) &<< bit
    }

    @inline(__always)
    private static func number(_ place: Int, _ value: Double) -> UInt8 {
        UInt8(truncatingIfNeeded: place &+ 1) & (value == value ? 255 : 0)
    }
}
