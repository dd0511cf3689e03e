import Foundation
import LearningCore
import LinearAlgebra

/// The inner loops of ``LogisticObjective``: one point's loss, gradient and Hessian over blocks of rows.
///
/// A block's dense columns are standardised into a scratch buffer that stays in the cache; everything the block adds is
/// made from there, so that the design is never held as a whole.
struct LogisticKernel: Sendable {
    let design: Design
    /// Stand in for the dense columns where there are some.
    private let tiles: SinglePrecisionTiles?
    private let labels: [Bool]
    private let weights: [Double]?
    /// The intercept and the dense columns' parameters.
    let denseParameters: [Double]
    /// One a slot; 0 for the slots that are no column.
    private let slotParameters: [Double]

    init(
        design: Design, tiles: SinglePrecisionTiles? = nil, labels: [Bool], weights: [Double]?, parameters: [Double]
    ) {
        self.design = design
        self.tiles = tiles
        self.labels = labels
        self.weights = weights
        denseParameters = Array(parameters[...design.dense.count])
        var next = design.dense.count + 1
        var slots: [Double] = []
        for block in design.blocks {
            slots += parameters[next..<next + block.columnCount] + [0]
            next += block.columnCount
        }
        slotParameters = slots
    }

    /// The sums over the rows of some blocks, in their order.
    func sums(over blocks: [Range<Int>], withHessian: Bool) -> LogisticSums {
        var sums = LogisticSums(for: design, withHessian: withHessian)
        var scratch = LogisticScratch(design: design, rows: blocks.map(\.count).max() ?? 0, holdsDense: tiles == nil)
        var gram = [Float](repeating: 0, count: tiles == nil ? 0 : sums.denseGram.count)
        for rows in blocks {
            if let tiles {
                tiles.multiply(rows, by: denseParameters, &scratch)
            } else {
                fillDense(rows, &scratch)
                multiplyDense(scratch.dense, rows.count, stride: scratch.stride, into: &scratch.logOdds)
            }
            for position in design.blocks.indices { fillSlots(position, rows, &scratch) }
            addSlots(rows.count, &scratch)
            differentiate(rows, &scratch, &sums)
            if let tiles {
                tiles.addTransposed(rows, &scratch, to: &sums.denseGradient)
            } else {
                addDenseGradient(rows.count, scratch, &sums)
            }
            addSlotGradient(rows.count, scratch, &sums)
            if withHessian, let tiles {
                tiles.addGram(rows, &scratch, to: &gram)
            } else if withHessian {
                addHessian(rows.count, &scratch, &sums)
            }
        }
        for index in gram.indices { sums.denseGram[index] = Double(gram[index]) }
        return sums
    }

    private func fillDense(_ rows: Range<Int>, _ scratch: inout LogisticScratch) {
        let stride = scratch.stride
        unsafe scratch.dense.withUnsafeMutableBufferPointer { dense in
            unsafe design.encodeDense(rows) { position in
                let start = (position + 1) * stride
                return unsafe UnsafeMutableBufferPointer(rebasing: dense[start..<start + rows.count])
            } then: { _ in
            }
        }
    }

    private func fillSlots(_ position: Int, _ rows: Range<Int>, _ scratch: inout LogisticScratch) {
        let block = design.blocks[position]
        let firstSlot = Int32(design.blocks[..<position].reduce(0) { $0 + $1.columnCount + 1 })
        let start = position * scratch.stride
        unsafe block.codes.withUnsafeBufferPointer { codes in
            unsafe block.columnOfCode.withUnsafeBufferPointer { table in
                unsafe scratch.slots.withUnsafeMutableBufferPointer { slots in
                    for (offset, row) in rows.enumerated() {
                        unsafe slots[start + offset] = firstSlot + table[Int(codes[row]) + 1]
                    }
                }
            }
        }
    }

    private func addSlots(_ rows: Int, _ scratch: inout LogisticScratch) {
        for position in design.blocks.indices {
            let start = position * scratch.stride
            unsafe scratch.slots.withUnsafeBufferPointer { slots in
                unsafe slotParameters.withUnsafeBufferPointer { parameters in
                    unsafe scratch.logOdds.withUnsafeMutableBufferPointer { logOdds in
                        for row in 0..<rows { unsafe logOdds[row] += parameters[Int(slots[start + row])] }
                    }
                }
            }
        }
    }

    private func multiplyDense(_ dense: [Double], _ rows: Int, stride: Int, into logOdds: inout [Double]) {
        var result = logOdds.mutableSpan
        BLAS.multiply(
            dense.span, rows: rows, columns: denseParameters.count, stride: stride, by: denseParameters.span,
            into: &result)
    }

    /// Residuals, curvatures and the loss. With e = e^−|z|: one of p and 1 − p is 1 / (1 + e), the other e / (1 + e).
    private func differentiate(_ rows: Range<Int>, _ scratch: inout LogisticScratch, _ sums: inout LogisticSums) {
        var loss = LossSum()
        unsafe scratch.logOdds.withUnsafeBufferPointer { logOdds in
            unsafe scratch.residuals.withUnsafeMutableBufferPointer { residuals in
                unsafe scratch.curvatures.withUnsafeMutableBufferPointer { curvatures in
                    unsafe labels.withUnsafeBufferPointer { labels in
                        for (offset, row) in rows.enumerated() {
                            let z = unsafe logOdds[offset]
                            let won = unsafe labels[row]
                            let e = exp(-z.magnitude)
                            let larger = 1 / (1 + e)
                            let smaller = e * larger
                            let isWrong = (z > 0) != won
                            let distance = isWrong ? larger : smaller
                            let s = weights?[row] ?? 1
                            unsafe residuals[offset] = s * (won ? -distance : distance)
                            unsafe curvatures[offset] = s * larger * smaller
                            let excess = isWrong ? z.magnitude : 0
                            if weights == nil { loss.add(excess, e) } else { loss.add(excess, e, weight: s) }
                        }
                    }
                }
            }
        }
        sums.loss += loss.total
    }

    /// A sum of losses ℓ = max(∓z, 0) + ln(1 + e^−|z|). The logarithms of rows without weights are taken of products of
    /// 32 factors, each at most 2.
    private struct LossSum {
        private var sum = 0.0
        private var product = 1.0
        private var factors = 0

        @inline(__always)
        mutating func add(_ excess: Double, _ e: Double) {
            sum += excess
            product *= 1 + e
            factors += 1
            guard factors == 32 else { return }
            sum += log(product)
            (product, factors) = (1, 0)
        }

        @inline(__always)
        mutating func add(_ excess: Double, _ e: Double, weight: Double) {
            sum += weight * (excess + log1p(e))
        }

        var total: Double { sum + log(product) }
    }

    private func addDenseGradient(_ rows: Int, _ scratch: LogisticScratch, _ sums: inout LogisticSums) {
        var gradient = sums.denseGradient.mutableSpan
        BLAS.addTransposed(
            scratch.dense.span, rows: rows, columns: denseParameters.count, stride: scratch.stride,
            times: scratch.residuals.span, to: &gradient)
    }

    private func addSlotGradient(_ rows: Int, _ scratch: LogisticScratch, _ sums: inout LogisticSums) {
        unsafe scratch.slots.withUnsafeBufferPointer { slots in
            unsafe scratch.residuals.withUnsafeBufferPointer { residuals in
                unsafe sums.slotGradient.withUnsafeMutableBufferPointer { gradient in
                    for position in design.blocks.indices {
                        let start = position * scratch.stride
                        for row in 0..<rows { unsafe gradient[Int(slots[start + row])] += residuals[row] }
                    }
                }
            }
        }
    }
}
