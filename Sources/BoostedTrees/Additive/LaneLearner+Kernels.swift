import LearningCore

/// Finds the step each lane takes in a term, from the sums of the term's cells: all lanes at once.
struct LaneLearner {
    let learningRate: Float
    let l2Regularization: Float
    let levelRegularization: Float
    let minWeight: Int32
    /// What a step of a sum is worth.
    let gradientUnit: Float
    let hessianUnit: Float

    init(_ hyperparameters: AdditiveBoostingTrainer.Hyperparameters, gradientUnit: Double, hessianUnit: Double) {
        learningRate = Float(hyperparameters.learningRate)
        l2Regularization = Float(hyperparameters.l2Regularization)
        levelRegularization = Float(hyperparameters.levelRegularization)
        minWeight = Int32(hyperparameters.minSamplesPerSide)
        self.gradientUnit = Float(gradientUnit)
        self.hessianUnit = Float(hessianUnit)
    }

    /// Writes the step of every cell into `table` and adds it to the term's values.
    @unsafe
    func step(
        _ term: AdditiveTerm, _ histogram: UnsafePointer<LaneSums>, weights: WorkingMemory<SIMD8<Int32>>,
        into table: WorkingMemory<Lanes>
    ) {
        switch term.shape {
        case .ordered: unsafe cut(histogram, term.cellCount, weights.base, into: table.base)
        case .levels:
            for cell in 0..<term.cellCount { unsafe table.base[cell] = value(histogram[cell], levelRegularization) }
        case .grid(let width): unsafe quarter(histogram, term.cellCount / width, width, into: table.base)
        }
        for cell in 0..<term.cellCount { unsafe term.values.base[cell] += table.base[cell] }
    }

    /// −learningRate · G / (H + λ).
    @inline(__always)
    private func value(_ sums: LaneSums, _ regularization: Float) -> Lanes {
        let denominator = Lanes(sums.hessians) * hessianUnit + regularization
        return Lanes(sums.gradients) * (-learningRate * gradientUnit) / denominator
    }

    /// G² / (H + λ), twice what a step of the full length gains.
    @inline(__always)
    private func gain(_ sums: LaneSums) -> Lanes {
        let g = Lanes(sums.gradients) * gradientUnit
        return g * g / (Lanes(sums.hessians) * hessianUnit + l2Regularization)
    }

    /// The best cut of ordered cells whose sides both weigh enough; no step in lanes without one.
    @unsafe
    private func cut(
        _ histogram: UnsafePointer<LaneSums>, _ count: Int, _ weights: UnsafePointer<SIMD8<Int32>>,
        into table: UnsafeMutablePointer<Lanes>
    ) {
        var (total, totalWeight) = (LaneSums(), SIMD8<Int32>())
        for cell in 0..<count {
            unsafe total += histogram[cell]
            unsafe totalWeight &+= weights[cell]
        }
        var (best, place) = (gain(total), SIMD8<Int32>(repeating: -1))
        var (bestLeft, left, leftWeight) = (LaneSums(), LaneSums(), SIMD8<Int32>())
        for cell in 0..<max(count - 1, 0) {
            unsafe left += histogram[cell]
            unsafe leftWeight &+= weights[cell]
            let found = gain(left) + gain(total - left)
            let better =
                (found .> best) .& (leftWeight .>= minWeight) .& ((totalWeight &- leftWeight) .>= minWeight)
            best.replace(with: found, where: better)
            place.replace(with: Int32(cell), where: better)
            bestLeft.gradients.replace(with: left.gradients, where: better)
            bestLeft.hessians.replace(with: left.hessians, where: better)
        }
        let none = place .< 0
        let low = value(bestLeft, l2Regularization).replacing(with: 0, where: none)
        let high = value(total - bestLeft, l2Regularization).replacing(with: 0, where: none)
        for cell in 0..<count {
            unsafe table[cell] = high.replacing(with: low, where: SIMD8(repeating: Int32(cell)) .<= place)
        }
    }

    /// The best quadrants of a grid: rows up to `row` against the others, columns up to `column` against the others.
    @unsafe
    private func quarter(
        _ histogram: UnsafePointer<LaneSums>, _ height: Int, _ width: Int, into table: UnsafeMutablePointer<Lanes>
    ) {
        // By column: the sums of all rows, and of the rows above the cut.
        var (columns, above) = (
            [LaneSums](repeating: LaneSums(), count: width), [LaneSums](repeating: LaneSums(), count: width)
        )
        for cell in 0..<height * width { unsafe columns[cell % width] += histogram[cell] }
        var best = Quarters(gain: Lanes(repeating: 0))
        for row in 0..<height - 1 {
            for column in 0..<width { unsafe above[column] += histogram[row * width + column] }
            var found = Quarters(gain: Lanes())
            for column in 0..<width {
                found.lowHigh += above[column]
                found.highHigh += columns[column] - above[column]
            }
            for column in 0..<width - 1 {
                let (low, high) = (above[column], columns[column] - above[column])
                found.lowLow += low
                found.highLow += high
                found.lowHigh = found.lowHigh - low
                found.highHigh = found.highHigh - high
                found.gain = gain(found.lowLow) + gain(found.lowHigh) + gain(found.highLow) + gain(found.highHigh)
                best.take(found, row: row, column: column)
            }
        }
        let values = [best.lowLow, best.lowHigh, best.highLow, best.highHigh].map { value($0, l2Regularization) }
        for row in 0..<height {
            let isLow = SIMD8(repeating: Int32(row)) .<= best.row
            for column in 0..<width {
                let isLeft = SIMD8(repeating: Int32(column)) .<= best.column
                let low = values[1].replacing(with: values[0], where: isLeft)
                let high = values[3].replacing(with: values[2], where: isLeft)
                unsafe table[row * width + column] = high.replacing(with: low, where: isLow)
            }
        }
    }
}

/// Two cuts of a grid in each lane, the sums of the quadrants and what they gain. Until a cut is found all sums are 0.
private struct Quarters {
    var gain: Lanes
    var row = SIMD8<Int32>(repeating: -1)
    var column = SIMD8<Int32>(repeating: -1)
    var lowLow = LaneSums()
    var lowHigh = LaneSums()
    var highLow = LaneSums()
    var highHigh = LaneSums()

    @inline(__always)
    mutating func take(_ other: Quarters, row: Int, column: Int) {
        let better = other.gain .> gain
        gain.replace(with: other.gain, where: better)
        self.row.replace(with: Int32(row), where: better)
        self.column.replace(with: Int32(column), where: better)
        lowLow.replace(with: other.lowLow, where: better)
        lowHigh.replace(with: other.lowHigh, where: better)
        highLow.replace(with: other.highLow, where: better)
        highHigh.replace(with: other.highHigh, where: better)
    }
}

extension LaneSums {
    @inline(__always)
    fileprivate mutating func replace(with other: LaneSums, where mask: SIMDMask<SIMD8<Int32>>) {
        gradients.replace(with: other.gradients, where: mask)
        hessians.replace(with: other.hessians, where: mask)
    }
}
