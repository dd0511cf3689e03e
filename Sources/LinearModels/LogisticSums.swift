import LinearAlgebra

/// What the rows of a chunk add up to: loss, gradient and the parts of the Hessian.
///
/// With D dense columns (the first is the intercept's column of ones) and E one-hot slots (each block has one more slot
/// than columns, for rows with none of them), the Hessian is kept as
///
/// - `denseGram`: D × D, its lower triangle;
/// - `cross`: D × E, column by column; its first row is also the diagonal of the slots, since the dense ones are 1;
/// - `levelGrams`: for each pair of blocks a < b, a table with the slots of b running fastest.
struct LogisticSums: Sendable {
    var loss = 0.0
    var denseGradient: [Double]
    var slotGradient: [Double]
    var denseGram: [Double]
    var cross: [Double]
    var levelGrams: [[Double]]

    private let blockColumns: [Int]

    init(for design: Design, withHessian: Bool) {
        let dense = design.dense.count + 1
        blockColumns = design.blocks.map(\.columnCount)
        let slots = Self.slotCount(of: design)
        denseGradient = [Double](repeating: 0, count: dense)
        slotGradient = [Double](repeating: 0, count: slots)
        denseGram = [Double](repeating: 0, count: withHessian ? dense * dense : 0)
        cross = [Double](repeating: 0, count: withHessian ? dense * slots : 0)
        levelGrams = []
        guard withHessian else { return }
        for first in blockColumns.indices {
            for second in blockColumns[(first + 1)...] {
                levelGrams.append([Double](repeating: 0, count: (blockColumns[first] + 1) * (second + 1)))
            }
        }
    }

    static func slotCount(of design: Design) -> Int {
        design.blocks.reduce(0) { $0 + $1.columnCount + 1 }
    }

    /// The memory of sums with a Hessian.
    static func byteCount(for design: Design) -> Int {
        let all = design.dense.count + 1 + slotCount(of: design)
        return MemoryLayout<Double>.size * (all + all * all)
    }

    mutating func add(_ other: LogisticSums) {
        loss += other.loss
        Self.add(other.denseGradient, to: &denseGradient)
        Self.add(other.slotGradient, to: &slotGradient)
        Self.add(other.denseGram, to: &denseGram)
        Self.add(other.cross, to: &cross)
        for index in levelGrams.indices { Self.add(other.levelGrams[index], to: &levelGrams[index]) }
    }

    private static func add(_ other: [Double], to sums: inout [Double]) {
        for index in sums.indices { sums[index] += other[index] }
    }

    /// The gradient in the solver's order of parameters.
    var gradient: [Double] {
        denseGradient + columnSlots.map { slotGradient[$0] }
    }

    /// The slots that are columns, in the order of their parameters.
    private var columnSlots: [Int] {
        var start = 0
        return blockColumns.flatMap { count in
            defer { start += count + 1 }
            return Array(start..<start + count)
        }
    }

    /// The lower triangle of the Hessian in the solver's order of parameters.
    func hessian(of design: Design) -> Matrix {
        let dense = denseGradient.count
        let slots = columnSlots
        var hessian = Matrix(rowCount: dense + slots.count, columnCount: dense + slots.count)
        for column in 0..<dense {
            for row in column..<dense { hessian[row, column] = denseGram[row + column * dense] }
            for (index, slot) in slots.enumerated() { hessian[dense + index, column] = cross[column + slot * dense] }
        }
        for (index, slot) in slots.enumerated() { hessian[dense + index, dense + index] = cross[slot * dense] }
        fillLevelPairs(of: &hessian, firstParameter: dense)
        return hessian
    }

    private func fillLevelPairs(of hessian: inout Matrix, firstParameter: Int) {
        let starts = blockColumns.indices.map { firstParameter + blockColumns[..<$0].reduce(0, +) }
        var pair = 0
        for a in blockColumns.indices {
            for b in blockColumns.indices.dropFirst(a + 1) {
                for i in 0..<blockColumns[a] {
                    for j in 0..<blockColumns[b] {
                        hessian[starts[b] + j, starts[a] + i] = levelGrams[pair][i * (blockColumns[b] + 1) + j]
                    }
                }
                pair += 1
            }
        }
    }
}
