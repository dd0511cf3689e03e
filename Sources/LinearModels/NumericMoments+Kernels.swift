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
                    unsafe addBlock(values, block, factor)
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

    /// Branch-free, four rows at a time: a row without a number or a weight adds zeros. A last, shorter group is filled
    /// up with such rows.
    @inline(__always)
    private mutating func addBlock(
        _ values: UnsafeBufferPointer<Double>, _ rows: Range<Int>, _ factor: Double, _ weight: (Int) -> Double
    ) {
        var group = Group()
        let whole = rows.lowerBound + rows.count / 4 * 4
        for row in stride(from: rows.lowerBound, to: whole, by: 4) {
            let value = unsafe SIMD4(values[row], values[row + 1], values[row + 2], values[row + 3])
            let weights = SIMD4(weight(row), weight(row + 1), weight(row + 2), weight(row + 3))
            group.add(value, weights, factor, shift)
        }
        unsafe addRest(&group, values, whole..<rows.upperBound, factor, weight)
        add(group)
    }

    /// The same for weights of 1. Most blocks have no missing number, and are summed without looking for one.
    private mutating func addBlock(_ values: UnsafeBufferPointer<Double>, _ rows: Range<Int>, _ factor: Double) {
        var group = Group()
        let whole = rows.lowerBound + rows.count / 4 * 4
        for row in stride(from: rows.lowerBound, to: whole, by: 4) {
            let value = unsafe SIMD4(values[row], values[row + 1], values[row + 2], values[row + 3])
            group.add(value, factor, shift)
        }
        guard group.second.sum().isFinite else {
            unsafe addBlock(values, rows, factor) { _ in 1 }
            return
        }
        group.observed = SIMD4(repeating: Double(rows.count / 4))
        unsafe addRest(&group, values, whole..<rows.upperBound, factor) { _ in 1 }
        add(group)
    }

    @inline(__always)
    private func addRest(
        _ group: inout Group, _ values: UnsafeBufferPointer<Double>, _ rows: Range<Int>, _ factor: Double,
        _ weight: (Int) -> Double
    ) {
        if !rows.isEmpty {
            var (value, weights) = (SIMD4(repeating: Double.nan), SIMD4<Double>())
            for (lane, row) in rows.enumerated() {
                unsafe value[lane] = values[row]
                weights[lane] = weight(row)
            }
            group.add(value, weights, factor, shift)
        }
    }

    private mutating func add(_ group: Group) {
        observedWeight += group.observed.sum()
        missingWeight += group.missing.sum()
        first += group.first.sum()
        second += group.second.sum()
        third += group.third.sum()
        minimum = min(minimum, group.minimum.min())
        maximum = max(maximum, group.maximum.max())
    }

    /// The sums of a block, for each row modulo 4.
    private struct Group {
        var observed = SIMD4<Double>()
        var missing = SIMD4<Double>()
        var first = SIMD4<Double>()
        var second = SIMD4<Double>()
        var third = SIMD4<Double>()
        var minimum = SIMD4(repeating: Double.infinity)
        var maximum = SIMD4(repeating: -Double.infinity)

        @inline(__always)
        mutating func add(_ value: SIMD4<Double>, _ weight: SIMD4<Double>, _ factor: Double, _ shift: Double) {
            let counts = (value .== value) .& (weight .> 0)
            let w = weight.replacing(with: 0, where: .!counts)
            let d = (factor * value - shift).replacing(with: 0, where: .!counts)
            observed += w
            missing += weight - w
            let weighted = w * d
            let squares = weighted * d
            first += weighted
            second += squares
            third += squares * d
            minimum.replace(with: value, where: counts .& (value .< minimum))
            maximum.replace(with: value, where: counts .& (value .> maximum))
        }

        /// Rows of weight 1, none of them missing. `observed` is left to the caller, who knows how many rows there are.
        @inline(__always)
        mutating func add(_ value: SIMD4<Double>, _ factor: Double, _ shift: Double) {
            let d = factor * value - shift
            let squares = d * d
            first += d
            second += squares
            third += squares * d
            minimum.replace(with: value, where: value .< minimum)
            maximum.replace(with: value, where: value .> maximum)
        }
    }
}
