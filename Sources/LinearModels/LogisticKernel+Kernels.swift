internal import Foundation
internal import LearningCore
internal import LinearAlgebra

/// The inner loops of ``LogisticObjective``: one point's loss, gradient and Hessian over blocks of rows.
///
/// A block's dense columns are standardised into a scratch buffer that stays in the cache; everything the block adds is
/// made from there, so that the design is never held as a whole.
struct LogisticKernel: Sendable {
    private let design: Design
    private let labels: [Bool]
    private let weights: [Double]?
    /// The intercept and the dense columns' parameters.
    private let denseParameters: [Double]
    /// One a slot; 0 for the slots that are no column.
    private let slotParameters: [Double]

    init(design: Design, labels: [Bool], weights: [Double]?, parameters: [Double]) {
        self.design = design
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
        var scratch = Scratch(design: design, rows: blocks.map(\.count).max() ?? 0)
        for rows in blocks {
            for position in design.dense.indices { fill(position, rows, &scratch) }
            for position in design.blocks.indices { fillSlots(position, rows, &scratch) }
            predict(rows.count, &scratch)
            differentiate(rows, &scratch, &sums.loss)
            addGradient(rows.count, &scratch, &sums)
            if withHessian { addHessian(rows.count, &scratch, &sums) }
        }
        return sums
    }

    /// The buffers of one thread.
    private struct Scratch {
        let stride: Int
        /// D columns of `stride` numbers; the first is all ones.
        var dense: [Double]
        /// Row by row, D numbers each: h · x.
        var weighted: [Double]
        /// For each one-hot block, `stride` slots.
        var slots: [Int32]
        var logOdds: [Double]
        /// s (p − y)
        var residuals: [Double]
        /// s p (1 − p)
        var curvatures: [Double]

        init(design: Design, rows: Int) {
            let columns = design.dense.count + 1
            stride = max(1, rows)
            dense = [Double](repeating: 1, count: columns * stride)
            weighted = [Double](repeating: 0, count: design.blocks.isEmpty ? 0 : columns * stride)
            slots = [Int32](repeating: 0, count: design.blocks.count * stride)
            logOdds = [Double](repeating: 0, count: stride)
            residuals = logOdds
            curvatures = logOdds
        }
    }

    private func fill(_ position: Int, _ rows: Range<Int>, _ scratch: inout Scratch) {
        let start = (position + 1) * scratch.stride
        let count = rows.count
        unsafe scratch.dense.withUnsafeMutableBufferPointer { dense in
            let target = unsafe UnsafeMutableBufferPointer(rebasing: dense[start..<start + count])
            switch design.dense[position] {
            case .value(let values, let center, let factor, let fill):
                unsafe values.withUnsafeBufferPointer { values in
                    let source = unsafe UnsafeBufferPointer(rebasing: values[rows])
                    for row in 0..<count {
                        let value = unsafe source[row]
                        let encoded = (value - center) * factor
                        let low = encoded < -NumericEncoding.limit ? -NumericEncoding.limit : encoded
                        let clamped = low > NumericEncoding.limit ? NumericEncoding.limit : low
                        unsafe target[row] = value == value ? clamped : fill
                    }
                }
            case .missing(let values):
                unsafe values.withUnsafeBufferPointer { values in
                    let source = unsafe UnsafeBufferPointer(rebasing: values[rows])
                    for row in 0..<count { unsafe target[row] = source[row] == source[row] ? 0 : 1 }
                }
            }
        }
    }

    private func fillSlots(_ position: Int, _ rows: Range<Int>, _ scratch: inout Scratch) {
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

    private func predict(_ rows: Int, _ scratch: inout Scratch) {
        multiplyDense(scratch.dense, rows, stride: scratch.stride, into: &scratch.logOdds)
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

    /// Residuals, curvatures and the loss. With e = e^−|z|: p or 1 − p is 1 / (1 + e), the other e / (1 + e), and
    /// ℓ = max(∓z, 0) + ln(1 + e). The logarithms of unweighted rows are taken of products of 32 factors, each ≤ 2.
    private func differentiate(_ rows: Range<Int>, _ scratch: inout Scratch, _ loss: inout Double) {
        var linear = 0.0
        var logarithms = 0.0
        var product = 1.0
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
                            let s = weights?[row] ?? 1
                            let isWrong = (z > 0) != won
                            let distance = isWrong ? larger : smaller
                            unsafe residuals[offset] = s * (won ? -distance : distance)
                            unsafe curvatures[offset] = s * larger * smaller
                            if isWrong { linear += s * z.magnitude }
                            guard weights == nil else {
                                logarithms += s * log1p(e)
                                continue
                            }
                            product *= 1 + e
                            if offset & 31 == 31 {
                                logarithms += log(product)
                                product = 1
                            }
                        }
                    }
                }
            }
        }
        loss += linear + logarithms + log(product)
    }

    private func addGradient(_ rows: Int, _ scratch: inout Scratch, _ sums: inout LogisticSums) {
        var gradient = sums.denseGradient.mutableSpan
        BLAS.addTransposed(
            scratch.dense.span, rows: rows, columns: denseParameters.count, stride: scratch.stride,
            times: scratch.residuals.span, to: &gradient)
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

    private func addHessian(_ rows: Int, _ scratch: inout Scratch, _ sums: inout LogisticSums) {
        if !design.blocks.isEmpty {
            weighRows(rows, &scratch)
            addCross(rows, scratch, &sums)
            addLevelPairs(rows, scratch, &sums)
        }
        let (columns, stride) = (denseParameters.count, scratch.stride)
        unsafe scratch.curvatures.withUnsafeMutableBufferPointer { curvatures in
            unsafe scratch.dense.withUnsafeMutableBufferPointer { dense in
                for row in 0..<rows { unsafe curvatures[row] = curvatures[row].squareRoot() }
                for column in 0..<columns {
                    let start = column * stride
                    for row in 0..<rows { unsafe dense[start + row] *= curvatures[row] }
                }
            }
        }
        var gram = sums.denseGram.mutableSpan
        BLAS.addGram(of: scratch.dense.span, rows: rows, columns: columns, stride: scratch.stride, to: &gram)
        unsafe scratch.dense.withUnsafeMutableBufferPointer { dense in
            for row in 0..<rows { unsafe dense[row] = 1 }
        }
    }

    /// h · x, turned round to stand row by row.
    private func weighRows(_ rows: Int, _ scratch: inout Scratch) {
        let (columns, stride) = (denseParameters.count, scratch.stride)
        unsafe scratch.weighted.withUnsafeMutableBufferPointer { weighted in
            unsafe scratch.dense.withUnsafeBufferPointer { dense in
                unsafe scratch.curvatures.withUnsafeBufferPointer { curvatures in
                    for row in 0..<rows {
                        let h = unsafe curvatures[row]
                        for column in 0..<columns {
                            unsafe weighted[row * columns + column] = h * dense[column * stride + row]
                        }
                    }
                }
            }
        }
    }

    private func addCross(_ rows: Int, _ scratch: Scratch, _ sums: inout LogisticSums) {
        let columns = denseParameters.count
        unsafe sums.cross.withUnsafeMutableBufferPointer { cross in
            unsafe scratch.weighted.withUnsafeBufferPointer { weighted in
                unsafe scratch.slots.withUnsafeBufferPointer { slots in
                    for position in design.blocks.indices {
                        for row in 0..<rows {
                            let target = unsafe Int(slots[position * scratch.stride + row]) * columns
                            for column in 0..<columns {
                                unsafe cross[target + column] += weighted[row * columns + column]
                            }
                        }
                    }
                }
            }
        }
    }

    private func addLevelPairs(_ rows: Int, _ scratch: Scratch, _ sums: inout LogisticSums) {
        var pair = 0
        let firstSlots = design.blocks.indices.map { design.blocks[..<$0].reduce(0) { $0 + $1.columnCount + 1 } }
        for a in design.blocks.indices {
            for b in design.blocks.indices.dropFirst(a + 1) {
                let width = design.blocks[b].columnCount + 1
                unsafe sums.levelGrams[pair].withUnsafeMutableBufferPointer { table in
                    unsafe scratch.slots.withUnsafeBufferPointer { slots in
                        unsafe scratch.curvatures.withUnsafeBufferPointer { curvatures in
                            for row in 0..<rows {
                                let i = unsafe Int(slots[a * scratch.stride + row]) - firstSlots[a]
                                let j = unsafe Int(slots[b * scratch.stride + row]) - firstSlots[b]
                                unsafe table[i * width + j] += curvatures[row]
                            }
                        }
                    }
                }
                pair += 1
            }
        }
    }
}
