/// Sums of w, w d, w d², w d³ with d = factor · x − shift, in one pass.
///
/// The shift is the mean of the first numbers, near enough to the true mean for the moments not to cancel.
struct MomentSums {
    private(set) var observedWeight = 0.0
    private(set) var missingWeight = 0.0
    private(set) var shift = 0.0
    private(set) var first = 0.0
    private(set) var second = 0.0
    private(set) var third = 0.0
    /// Of the numbers as they are, without the factor; infinite if there are none.
    private(set) var minimum = Double.infinity
    private(set) var maximum = -Double.infinity

    /// How many rows are summed before their sums are added to the totals; short sums lose less.
    private static let blockSize = 1_024
    /// How many numbers the shift is the mean of.
    private static let shiftCount = 64

    init(of values: [Double], weights: [Double]?, factor: Double) {
        precondition(weights == nil || weights?.count == values.count, "one weight a row")
        shift = Self.shift(values, weights, factor)
        unsafe values.withUnsafeBufferPointer { values in
            for start in stride(from: 0, to: values.count, by: Self.blockSize) {
                let block = start..<min(start + Self.blockSize, values.count)
                guard let weights else {
                    unsafe addBlock(values, block, factor) { _ in 1 }
                    continue
                }
                unsafe weights.withUnsafeBufferPointer { weights in
                    unsafe addBlock(values, block, factor) { unsafe weights[$0] }
                }
            }
        }
    }

    private static func shift(_ values: [Double], _ weights: [Double]?, _ factor: Double) -> Double {
        var sum = 0.0
        var count = 0
        for (row, value) in values.enumerated() where !value.isNaN && weights?[row] != 0 {
            sum += factor * value
            count += 1
            if count == shiftCount { break }
        }
        return count == 0 ? 0 : sum / Double(count)
    }

    /// Branch-free, so that the compiler can take several rows at once: a row without a number or a weight adds zeros.
    @inline(__always)
    private mutating func addBlock(
        _ values: UnsafeBufferPointer<Double>, _ rows: Range<Int>, _ factor: Double, _ weight: (Int) -> Double
    ) {
        var observed = SIMD2<Double>()
        var sums = (SIMD2<Double>(), SIMD2<Double>(), SIMD2<Double>())
        var low = SIMD2<Double>(repeating: .infinity)
        var high = SIMD2<Double>(repeating: -.infinity)
        var missing = SIMD2<Double>()
        for row in stride(from: rows.lowerBound, to: rows.upperBound, by: 2) {
            let isPair = row + 1 < rows.upperBound
            let value = unsafe SIMD2(values[row], isPair ? values[row + 1] : .nan)
            let weight = SIMD2(weight(row), isPair ? weight(row + 1) : 0)
            let counts = (value .== value) .& (weight .> 0)
            let w = weight.replacing(with: 0, where: .!counts)
            let d = (factor * value - shift).replacing(with: 0, where: .!counts)
            observed += w
            missing += weight.replacing(with: 0, where: counts)
            sums.0 += w * d
            sums.1 += w * d * d
            sums.2 += w * d * d * d
            low = low.replacing(with: value, where: counts .& (value .< low))
            high = high.replacing(with: value, where: counts .& (value .> high))
        }
        observedWeight += observed.sum()
        missingWeight += missing.sum()
        first += sums.0.sum()
        second += sums.1.sum()
        third += sums.2.sum()
        minimum = min(minimum, low.min())
        maximum = max(maximum, high.max())
    }
}
