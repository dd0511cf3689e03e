import Foundation
import LearningCore
import LinearAlgebra

extension LogisticKernel {
    func addHessian(_ rows: Int, _ scratch: inout LogisticScratch, _ sums: inout LogisticSums) {
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
    private func weighRows(_ rows: Int, _ scratch: inout LogisticScratch) {
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

    private func addCross(_ rows: Int, _ scratch: LogisticScratch, _ sums: inout LogisticSums) {
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

    private func addLevelPairs(_ rows: Int, _ scratch: LogisticScratch, _ sums: inout LogisticSums) {
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
