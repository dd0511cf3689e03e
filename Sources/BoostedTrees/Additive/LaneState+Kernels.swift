import Foundation
import LearningCore

/// What additive boosting knows of every row in every lane: its log-odds so far, its gradient and its hessian.
///
/// Gradients and hessians are whole steps, so small that those of all rows add up to less than 2^30.
final class LaneState: @unchecked Sendable {
    /// Rows learned from; validation rows stand behind them and have log-odds only.
    let learnedCount: Int
    let rowCount: Int
    /// Steps in a gradient, and in a hessian, of 1.
    let gradientScale: Double
    let hessianScale: Double

    private let scores: WorkingMemory<Lanes>
    private let sums: WorkingMemory<LaneSums>
    private let learned: WorkingMemory<SIMD8<Int32>>
    private let leftOut: WorkingMemory<SIMD8<Int32>>
    /// By row, 0 or 1.
    private let outcomes: WorkingMemory<Float>
    /// By row, the weight its steps are multiplied with before they are rounded; 1 for whole weights.
    private let factors: WorkingMemory<Float>
    private let pool: WorkerPool

    private static let blockRows = 1_024

    init(_ rows: AdditiveRows, base: Double, on pool: WorkerPool) {
        learnedCount = rows.labels.count
        rowCount = learnedCount + rows.validationCount
        let share = LogisticLoss.probability(logOdds: base)
        gradientScale = Self.scale(total: rows.total, largest: rows.largestFactor)
        // The mean of p (1 − p) is at most that of p̄ (1 − p̄), and p̄ stays near the share of won leads.
        hessianScale = Self.scale(total: rows.total * min(8 * share * (1 - share), 1), largest: rows.largestFactor / 4)
        scores = WorkingMemory(repeating: Lanes(repeating: Float(base)), count: rowCount)
        sums = WorkingMemory(repeating: LaneSums(), count: learnedCount)
        learned = WorkingMemory(rows.dealt.learned, padding: SIMD8())
        leftOut = WorkingMemory(rows.dealt.leftOut, padding: SIMD8())
        outcomes = WorkingMemory(rows.labels.map { $0 ? 1 : 0 }, padding: 0)
        factors = WorkingMemory(rows.factors, padding: 0)
        self.pool = pool
        advance(by: [], [])
    }

    /// The largest power of two for which neither all rows together nor the heaviest one overflow.
    private static func scale(total: Double, largest: Double) -> Double {
        let exponent = min(20, Int(min(0x1p30 / total, 0x1p21 / largest).exponent))
        return Double(sign: .plus, exponent: exponent, significand: 1)
    }

    /// Sets every row's log-odds to the base; gradients follow with the next advance.
    func restart(base: Double) {
        for row in 0..<rowCount { unsafe scores.base[row] = Lanes(repeating: Float(base)) }
    }

    /// Adds to every row's log-odds what the terms' tables say of its cells, and brings gradients and hessians up to date.
    func advance(by terms: [AdditiveTerm], _ tables: [WorkingMemory<Lanes>]) {
        let blocks = WorkerPool.blocks(of: rowCount, size: Self.blockRows)
        unsafe pool.forEach(blocks.count) { index in
            let rows = blocks[index]
            for (term, table) in zip(terms, tables) {
                for row in rows { unsafe scores.base[row] += table.base[Int(term.cells.base[row])] }
            }
            let last = min(rows.upperBound, learnedCount)
            if rows.lowerBound < last { differentiate(rows.lowerBound..<last) }
        }
    }

    private func differentiate(_ rows: Range<Int>) {
        for row in rows {
            let steps = unsafe steps(row)
            unsafe sums.base[row] = LaneSums(
                gradients: steps.gradients &* learned.base[row], hessians: steps.hessians &* learned.base[row])
        }
    }

    /// The gradient and hessian of a row of one unit of weight.
    @unsafe @inline(__always)
    private func steps(_ row: Int) -> LaneSums {
        let p = unsafe LaneSigmoid.probabilities(scores.base[row])
        let factor = unsafe factors.base[row]
        return unsafe LaneSums(
            gradients: LaneSigmoid.rounded((p - outcomes.base[row]) * (factor * Float(gradientScale))),
            hessians: LaneSigmoid.rounded(p * (1 - p) * (factor * Float(hessianScale))))
    }

    /// The sums of each of a term's cells.
    @unsafe
    func fill(_ histogram: UnsafeMutablePointer<LaneSums>, of term: AdditiveTerm) {
        unsafe histogram.update(repeating: LaneSums(), count: term.cellCount)
        let (cells, sums) = unsafe (term.cells.base, self.sums.base)
        for row in 0..<learnedCount { unsafe histogram[Int(cells[row])] += sums[row] }
    }

    /// What each lane learns from in each of a term's cells.
    func learnedWeights(of term: AdditiveTerm) -> WorkingMemory<SIMD8<Int32>> {
        let weights = WorkingMemory<SIMD8<Int32>>(repeating: SIMD8(), count: term.cellCount)
        for row in 0..<learnedCount { unsafe weights.base[Int(term.cells.base[row])] &+= learned.base[row] }
        return weights
    }

    /// The summed loss of every row at the lanes that left it out, in steps of 2^−30; whole, so that order does not matter.
    func lossLeftOut() -> Int64 {
        sum { row in
            var total = Int64(0)
            let (scores, shares) = unsafe (scores.base[row], leftOut.base[row])
            let won = unsafe outcomes.base[row] == 1
            for lane in 0..<LaneDealer.laneCount where shares[lane] > 0 {
                let loss = LogisticLoss.loss(logOdds: Double(scores[lane]), won: won)
                total += unsafe Int64(loss * Double(factors.base[row]) * 0x1p30) * Int64(shares[lane])
            }
            return total
        }
    }

    /// The gradient and hessian of every row at the lanes that left it out, in the steps of this state.
    func sumsLeftOut() -> [(gradient: Int32, hessian: Int32)] {
        (0..<learnedCount).map { row in
            let (steps, shares) = unsafe (steps(row), leftOut.base[row])
            return ((steps.gradients &* shares).wrappedSum(), (steps.hessians &* shares).wrappedSum())
        }
    }

    /// The mean of the lanes' log-odds of a row.
    func score(_ row: Int) -> Double {
        precondition(row < rowCount)
        return unsafe Double(scores.base[row].sum()) / Double(LaneDealer.laneCount)
    }

    private func sum(_ body: @Sendable (Int) -> Int64) -> Int64 {
        let blocks = WorkerPool.blocks(of: learnedCount, size: Self.blockRows)
        return pool.map(blocks.count) { index in blocks[index].reduce(Int64(0)) { $0 + body($1) } }.reduce(0, +)
    }
}

/// Probabilities in single precision, eight at a time.
enum LaneSigmoid {
    private static let rounder: Float = 0x1.8p23

    /// Log-odds beyond this change nothing in single precision.
    private static let surest: Float = 40

    /// 1 / (1 + e^−z): 2^x as 2^n · 2^f, with the series of 2^f to the sixth power (relative error < 2e-7).
    @inline(__always)
    static func probabilities(_ z: Lanes) -> Lanes {
        let low = z.replacing(with: -surest, where: z .< -surest)
        let held = low.replacing(with: surest, where: low .> surest)
        let x = held * -1.442_695_04
        let shifted = x + rounder
        let f = x - (shifted - rounder)
        var series = f * 0.000_154_035_3 + 0.001_333_355_8
        series = series * f + 0.009_618_129
        series = series * f + 0.055_504_11
        series = series * f + 0.240_226_5
        series = series * f + 0.693_147_2
        series = series * f + 1
        let exponent = unsafe unsafeBitCast(shifted, to: SIMD8<UInt32>.self) &<< 23
        let e = unsafe unsafeBitCast(unsafeBitCast(series, to: SIMD8<UInt32>.self) &+ exponent, to: Lanes.self)
        return 1 / (e + 1)
    }

    /// The nearest whole numbers to numbers below 2^22 in magnitude.
    @inline(__always)
    static func rounded(_ x: Lanes) -> SIMD8<Int32> {
        let bits = unsafe unsafeBitCast(x + rounder, to: SIMD8<Int32>.self)
        return bits &- Int32(bitPattern: rounder.bitPattern)
    }
}

extension WorkingMemory<UInt8> {
    /// Mixes each row's byte into its hash.
    func mix(into hashes: inout [UInt64]) {
        for row in hashes.indices {
            hashes[row] = unsafe SplitMix64.mix(hashes[row] ^ (UInt64(base[row]) &+ 1))
        }
    }
}

extension WorkingMemory<UInt8> {
    /// The sums of the weights of the rows of each cell.
    func sums(of weights: [Double], count: Int) -> [Double] {
        var sums = [Double](repeating: 0, count: count)
        for row in weights.indices { unsafe sums[Int(base[row])] += weights[row] }
        return sums
    }
}

extension WorkingMemory<Lanes> {
    /// The mean of the lanes of each element.
    func laneMeans() -> [Double] {
        array(count).map { lanes in lanes.indices.reduce(0) { $0 + Double(lanes[$1]) } / Double(LaneDealer.laneCount) }
    }
}
