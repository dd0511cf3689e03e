import CPrefetch
import CWideVectors
import LearningCore

/// What boosting knows of every row: its log-odds so far, its probability, and its gradient and hessian packed for
/// histograms.
///
/// Rows learned from come first; validation rows behind them have log-odds only.
final class GradientState: @unchecked Sendable {
    let trainingCount: Int
    let rowCount: Int
    let weights: RowWeights
    /// Log-odds.
    let scores: WorkingMemory<Double>
    /// By row, the leaf of the last tree it fell into.
    let leaves: WorkingMemory<UInt16>
    /// p − y, in steps of 2^−28. The hessian p (1 − p) is |p − y| (1 − |p − y|) for both outcomes.
    private let gradients: WorkingMemory<Int32>
    /// y, in steps of 2^−28.
    private let outcomes: WorkingMemory<Int32>
    let words: WorkingMemory<UInt64>
    /// How many rows of its kind a row stands for in this round, 0 if it is not looked at; `nil` without sampling.
    private var multiplicities: WorkingMemory<UInt8>?

    private static let blockRows = 4_096
    /// Fewer rows than this are not worth a second thread when they lie far apart.
    private static let fewRows = 32_768
    /// How many places ahead a leaf's rows, which lie far apart, are asked for.
    private static let lookAhead = 24
    private static let one = Int64(1) << Int64(PackedSums.rowExponent)

    init(labels: [Bool], weights: RowWeights, validationCount: Int, base: Double) {
        trainingCount = labels.count
        rowCount = labels.count + validationCount
        self.weights = weights
        scores = WorkingMemory(repeating: base, count: rowCount)
        leaves = WorkingMemory(repeating: 0, count: rowCount)
        gradients = WorkingMemory(repeating: 0, count: trainingCount)
        words = WorkingMemory(repeating: 0, count: trainingCount)
        outcomes = WorkingMemory(repeating: 0, count: trainingCount)
        for row in labels.indices { unsafe outcomes.base[row] = labels[row] ? Int32(Self.one) : 0 }
    }

    /// Sums over the training rows, weighted, in steps of 2^−28 per unit of weight.
    struct Totals: Equatable {
        /// Σ g over the rows that are lost (g ≥ 0).
        var rising: Int64 = 0
        /// Σ −g over the rows that are won.
        var falling: Int64 = 0
        var hessian: Int64 = 0

        init() {}

        /// - Parameters:
        ///   - sum: Σ g.
        ///   - size: Σ |g|.
        fileprivate init(sum: Int64, size: Int64, hessian: Int64) {
            (rising, falling) = ((size &+ sum) / 2, (size &- sum) / 2)
            self.hessian = hessian
        }

        static func += (left: inout Totals, right: Totals) {
            left.rising += right.rising
            left.falling += right.falling
            left.hessian += right.hessian
        }
    }

    /// Adds the value of its leaf to every row's log-odds and computes the training rows' gradients.
    func advance(
        by leafValues: [Double], on pool: WorkerPool, wide: Bool = WideVectors.areAvailable
    ) -> Totals {
        let blocks = WorkerPool.blocks(of: rowCount, size: Self.blockRows)
        var sums = [Totals](repeating: Totals(), count: blocks.count)
        unsafe sums.withUnsafeMutableBufferPointer { sums in
            unsafe leafValues.withUnsafeBufferPointer { values in
                unsafe pool.forEach(blocks.count) { index in
                    let training = blocks[index].clamped(to: 0..<trainingCount)
                    let sum = unsafe wide ? advanceWide(training, by: values) : advance(training, by: values)
                    unsafe raise(blocks[index].suffix(blocks[index].count - training.count), by: values)
                    unsafe sums[index] = weights.units == nil ? sum : weightedTotals(training)
                }
            }
        }
        return sums.reduce(into: Totals()) { $0 += $1 }
    }

    /// Training rows as one loop of `CWideVectors`.
    @unsafe
    private func advanceWide(_ rows: Range<Int>, by values: UnsafeBufferPointer<Double>) -> Totals {
        #if arch(x86_64)
            let first = rows.lowerBound
            let totals = unsafe FixedSigmoid.series.withUnsafeBufferPointer { series in
                unsafe leadscore_advance(
                    scores.base + first, leaves.base + first, values.baseAddress, values.count, outcomes.base + first,
                    gradients.base + first, rows.count, series.baseAddress)
            }
            return Totals(sum: totals.sum, size: totals.size, hessian: totals.hessian)
        #else
            return unsafe advance(rows, by: values)
        #endif
    }

    /// Training rows, whatever the processor.
    @unsafe
    private func advance(_ rows: Range<Int>, by values: UnsafeBufferPointer<Double>) -> Totals {
        unsafe raise(rows, by: values)
        refresh(rows)
        return totals(rows)
    }

    @unsafe
    private func raise(_ rows: Range<Int>, by values: UnsafeBufferPointer<Double>) {
        let (scores, leaves) = unsafe (scores.base, leaves.base)
        let values = unsafe values.baseAddress.unsafelyUnwrapped
        for row in rows { unsafe scores[row] += values[Int(leaves[row])] }
    }

    /// Rows go in fours; the last four may reach into the memory's slack, which nobody reads.
    private func refresh(_ rows: Range<Int>) {
        let constants = FixedSigmoid.Constants()
        let (scores, outcomes) = unsafe (UnsafeRawPointer(scores.base), UnsafeRawPointer(outcomes.base))
        let gradients = unsafe UnsafeMutableRawPointer(gradients.base)
        for row in stride(from: rows.lowerBound, to: rows.upperBound, by: 4) {
            let z = unsafe scores.loadUnaligned(fromByteOffset: row &* 8, as: SIMD4<Double>.self)
            let y = unsafe outcomes.loadUnaligned(fromByteOffset: row &* 4, as: SIMD4<Int32>.self)
            let p = SIMD4<Int32>(truncatingIfNeeded: FixedSigmoid.probabilities(z, constants))
            unsafe gradients.storeBytes(of: p &- y, toByteOffset: row &* 4, as: SIMD4<Int32>.self)
        }
    }

    private func totals(_ rows: Range<Int>) -> Totals {
        let gradients = unsafe gradients.base
        var (sum, size, hessian) = (Int64(0), Int64(0), Int64(0))
        for row in rows {
            let gradient = unsafe Int64(gradients[row])
            let magnitude = gradient < 0 ? 0 &- gradient : gradient
            sum &+= gradient
            size &+= magnitude
            hessian &+= (magnitude &* (Self.one &- magnitude)) >> Int64(PackedSums.rowExponent)
        }
        return Totals(sum: sum, size: size, hessian: hessian)
    }

    private func weightedTotals(_ rows: Range<Int>) -> Totals {
        var totals = Totals()
        for row in rows {
            let (gradient, hessian) = unsafe gradientAndHessian(row)
            let unit = Int64(weights.units?[row] ?? 1)
            totals.rising &+= max(gradient, 0) &* unit
            totals.falling &-= min(gradient, 0) &* unit
            totals.hessian &+= hessian &* unit
        }
        return totals
    }

    /// Notes which rows the next tree looks at.
    /// - Parameter picked: by position in `rows`, how many rows each stands for; `nil` for all once.
    func sample(_ rows: [Int32], _ picked: [UInt8]?) {
        guard let picked else { return multiplicities = nil }
        let all = multiplicities ?? WorkingMemory(repeating: 0, count: trainingCount)
        for (row, times) in zip(rows, picked) { unsafe all.base[Int(row)] = times }
        multiplicities = all
    }

    /// The common case: no weights, no sampling.
    private var isPlain: Bool { weights.units == nil && multiplicities == nil }

    /// Packs gradients and hessians into words.
    func pack(_ packing: PackedSums, on pool: WorkerPool, wide: Bool = WideVectors.areAvailable) {
        let blocks = WorkerPool.blocks(of: trainingCount, size: Self.blockRows)
        unsafe pool.forEach(blocks.count) { index in
            if !isPlain {
                packWeighted(packing, blocks[index])
            } else if wide {
                packWide(packing, blocks[index])
            } else {
                packPlain(packing, blocks[index])
            }
        }
    }

    /// As one loop of `CWideVectors`.
    private func packWide(_ packing: PackedSums, _ rows: Range<Int>) {
        #if arch(x86_64)
            let (gradientShift, hessianShift) = shifts(packing)
            let one = packing.word(count: 1, gradient: 0, hessian: 0)
            unsafe leadscore_pack(
                gradients.base + rows.lowerBound, rows.count, Int32(gradientShift), Int32(hessianShift),
                Int32(packing.hessianBits), one, words.base + rows.lowerBound)
        #endif
    }

    /// Four rows at a time.
    private func packPlain(_ packing: PackedSums, _ rows: Range<Int>) {
        let (gradientShift, hessianShift) = shifts(packing)
        let count = SIMD4<Int64>(repeating: Int64(bitPattern: packing.word(count: 1, gradient: 0, hessian: 0)))
        let hessianBits = Int64(packing.hessianBits)
        let gradients = unsafe UnsafeRawPointer(gradients.base)
        let words = unsafe UnsafeMutableRawPointer(words.base)
        for row in stride(from: rows.lowerBound, to: rows.upperBound, by: 4) {
            let g = unsafe gradients.loadUnaligned(fromByteOffset: row &* 4, as: SIMD4<Int32>.self)
            let size = g.replacing(with: 0 &- g, where: g .< 0)
            let wide = SIMD4<UInt64>(truncatingIfNeeded: SIMD4<UInt32>(truncatingIfNeeded: size))
            let square = (wide &* wide) &>> UInt64(PackedSums.rowExponent)
            let h = Self.rounded(size &- SIMD4<Int32>(truncatingIfNeeded: square), Int32(hessianShift))
            let high = SIMD4<Int64>(truncatingIfNeeded: Self.rounded(g, Int32(gradientShift))) &<< hessianBits
            let low = SIMD4<Int64>(truncatingIfNeeded: h.replacing(with: 1, where: h .< 1))
            unsafe words.storeBytes(of: count &+ high &+ low, toByteOffset: row &* 8, as: SIMD4<Int64>.self)
        }
    }

    @inline(__always)
    private static func rounded(_ values: SIMD4<Int32>, _ shift: Int32) -> SIMD4<Int32> {
        shift > 0 ? (values &+ (1 &<< (shift &- 1))) &>> shift : values
    }

    private func packWeighted(_ packing: PackedSums, _ rows: Range<Int>) {
        let (gradientShift, hessianShift) = shifts(packing)
        let before = !weights.areWhole
        for row in rows {
            let (gradient, hessian) = unsafe gradientAndHessian(row)
            let unit = Int64(weights.units?[row] ?? 1)
            let (inside, outside) = before ? (unit, 1) : (1, unit)
            let g = Self.rounded(gradient &* inside, gradientShift)
            let h = max(Self.rounded(hessian &* inside, hessianShift), 1)
            let copies = unsafe Int64(multiplicities?.base[row] ?? 1)
            unsafe words.base[row] = packing.word(
                count: weights.count(ofUnits: unit) &* copies, gradient: g &* outside &* copies,
                hessian: h &* outside &* copies)
        }
    }

    /// By how many bits row terms are coarser in the histogram; weights that are not whole carry their own exponent.
    private func shifts(_ packing: PackedSums) -> (gradient: Int64, hessian: Int64) {
        let own = PackedSums.rowExponent + (weights.areWhole ? 0 : weights.exponent)
        return (Int64(own - packing.gradientExponent), Int64(own - packing.hessianExponent))
    }

    @inline(__always)
    private static func rounded(_ value: Int64, _ shift: Int64) -> Int64 {
        shift > 0 ? (value &+ (1 &<< (shift &- 1))) &>> shift : value &<< (0 &- shift)
    }

    @unsafe @inline(__always)
    private func gradientAndHessian(_ row: Int) -> (gradient: Int64, hessian: Int64) {
        let gradient = unsafe Int64(gradients.base[row])
        let magnitude = gradient < 0 ? 0 &- gradient : gradient
        return (gradient, (magnitude &* (Self.one &- magnitude)) >> Int64(PackedSums.rowExponent))
    }

    /// Exact sums of a leaf: Σ w g and Σ w h in steps of 2^−28 per unit, Σ w in units.
    struct LeafSums: Equatable {
        var gradient: Int64 = 0
        var hessian: Int64 = 0
        var units: Int64 = 0
    }

    /// Notes every row's leaf and adds up the exact gradients of each leaf.
    func assignLeaves(
        _ ranges: [Range<Int>], of partition: RowPartition, _ passengerRanges: [Range<Int>],
        of passengers: RowPartition, on pool: WorkerPool
    ) -> [LeafSums] {
        let parts = Self.parts(ranges)
        let others = Self.parts(passengerRanges)
        var partial = [LeafSums](repeating: LeafSums(), count: parts.count)
        unsafe partial.withUnsafeMutableBufferPointer { partial in
            Self.forEach(parts.count, of: ranges.count, on: pool) { index in
                unsafe partial[index] = assign(parts[index].leaf, partition.rows.base, parts[index].rows)
            }
        }
        Self.forEach(others.count, of: ranges.count, on: pool) { index in
            let leaf = UInt16(truncatingIfNeeded: others[index].leaf)
            for position in others[index].rows { unsafe leaves.base[Int(passengers.rows.base[position])] = leaf }
        }
        var sums = [LeafSums](repeating: LeafSums(), count: ranges.count)
        for (part, sum) in zip(parts, partial) {
            sums[part.leaf].gradient += sum.gradient
            sums[part.leaf].hessian += sum.hessian
            sums[part.leaf].units += sum.units
        }
        return sums
    }

    /// The first parts of all leaves, then the second ones and so on: the low rows first, as in the passes over all rows, so
    /// that a thread meets the rows it met there. One part a leaf if there are so few rows that one thread is enough.
    private static func parts(_ ranges: [Range<Int>]) -> [(leaf: Int, rows: Range<Int>)] {
        let cuts = ranges.reduce(0) { $0 + $1.count } < fewRows ? 1 : 8
        var parts: [(leaf: Int, rows: Range<Int>)] = []
        parts.reserveCapacity(cuts * ranges.count)
        for cut in 0..<cuts {
            for (leaf, range) in ranges.enumerated() {
                let (start, count) = (range.lowerBound, range.count)
                parts.append((leaf, start + cut * count / cuts..<start + (cut + 1) * count / cuts))
            }
        }
        return parts
    }

    private static func forEach(_ parts: Int, of leaves: Int, on pool: WorkerPool, _ body: (Int) -> Void) {
        guard parts > leaves else { return (0..<parts).forEach(body) }
        unsafe pool.forEach(parts, body)
    }

    @unsafe
    private func assign(_ leaf: Int, _ rows: UnsafePointer<UInt32>, _ range: Range<Int>) -> LeafSums {
        guard isPlain else { return unsafe assignWeighted(leaf, rows, range) }
        let (gradients, leaves, number) = unsafe (gradients.base, leaves.base, UInt16(truncatingIfNeeded: leaf))
        var (gradient, hessian) = (Int64(0), Int64(0))
        for index in range {
            let row = unsafe Int(rows[index])
            unsafe leadscore_prefetch(gradients + Int(rows[index &+ Self.lookAhead]))
            unsafe leaves[row] = number
            let own = unsafe gradientAndHessian(row)
            gradient &+= own.gradient
            hessian &+= own.hessian
        }
        return LeafSums(gradient: gradient, hessian: hessian, units: Int64(range.count))
    }

    @unsafe
    private func assignWeighted(_ leaf: Int, _ rows: UnsafePointer<UInt32>, _ range: Range<Int>) -> LeafSums {
        var sums = LeafSums()
        for index in range {
            let row = unsafe Int(rows[index])
            unsafe leadscore_prefetch(gradients.base + Int(rows[index &+ Self.lookAhead]))
            unsafe leaves.base[row] = UInt16(truncatingIfNeeded: leaf)
            let (gradient, hessian) = unsafe gradientAndHessian(row)
            let unit = unsafe Int64(weights.units?[row] ?? 1) &* Int64(multiplicities?.base[row] ?? 1)
            sums.gradient &+= gradient &* unit
            sums.hessian &+= hessian &* unit
            sums.units &+= unit
        }
        return sums
    }

    /// |g| of a training row in 4,096 steps, for choosing the rows with the largest.
    func gradientBucket(_ row: Int) -> Int {
        precondition(row < trainingCount)
        return unsafe Int(gradientAndHessian(row).gradient.magnitude >> UInt64(PackedSums.rowExponent - 12))
    }

    /// The log-odds of a row so far.
    func score(_ row: Int) -> Double {
        precondition(row < rowCount)
        return unsafe scores.base[row]
    }
}
