import LearningCore

/// A direction of a grid: the values of a feature in slices, in an order in which a tree may cut them.
struct GridAxis {
    let feature: Int
    let mapper: BinMapper
    /// By bin; a number's slices above 0 hold neighbouring bins, its slice 0 missing values alone.
    let sliceOfBin: [Int]
    let count: Int

    /// Every bin is a slice: numbers in their order, levels by what `values` says of them, so that similar levels stand
    /// together.
    init(feature: Int, mapper: BinMapper, values: [Double]) {
        self.feature = feature
        self.mapper = mapper
        count = mapper.binCount
        guard case .categorical = mapper else {
            sliceOfBin = Array(0..<count)
            return
        }
        var ranks = [Int](repeating: 0, count: count)
        for (rank, bin) in values.indices.sorted(by: { (values[$0], $0) < (values[$1], $1) }).enumerated() {
            ranks[bin] = rank
        }
        sliceOfBin = ranks
    }

    init(_ slices: FeatureSlices, mapper: BinMapper) {
        feature = slices.feature
        self.mapper = mapper
        sliceOfBin = slices.sliceOfBin.map(Int.init)
        count = slices.count
    }

    /// What is known by bin, in the order of the slices, where every bin is one.
    func bySlice(_ values: [Double]) -> [Double] {
        var sorted = values
        for (bin, slice) in sliceOfBin.enumerated() { sorted[slice] = values[bin] }
        return sorted
    }

    var missingSlice: Int { sliceOfBin[0] }

    /// The largest number of a slice above 0.
    func upperBound(of slice: Int) -> Double {
        guard case .numeric(let thresholds) = mapper, let last = sliceOfBin.lastIndex(of: slice),
            last <= thresholds.count
        else { return .greatestFiniteMagnitude }
        return thresholds[last - 1]
    }

    /// The levels in slices up to this one, as bits; those no training row had go where missing values go.
    func levels(upTo slice: Int, missingGoesLeft: Bool) -> [UInt64] {
        guard case .categorical(let bins, _) = mapper else { return [] }
        var words = [UInt64](repeating: 0, count: max((bins.count + 63) / 64, 1))
        for (level, bin) in bins.enumerated() where bin == 0 ? missingGoesLeft : sliceOfBin[Int(bin)] <= slice {
            words[level / 64] |= 1 << UInt64(level % 64)
        }
        return words
    }
}

/// A function on the cells of a grid of one or two axes, as a decision tree.
///
/// Rectangles are halved until all cells with training rows have the same value. A leaf covers at least one such cell; where
/// training has no row, a row gets the value of the nearest leaf, and a missing value that training does not know goes to the
/// heavier side.
struct GridTree {
    private let axes: [GridAxis]
    /// Row-major: the first axis is the row.
    private let values: [Double]
    private let weights: [Double]
    private let hessianPerWeight: Double
    private var arrays = DecisionTree.Arrays()

    /// - Parameters:
    ///   - axes: one or two.
    ///   - values: by cell, finite.
    ///   - weights: by cell, not all 0.
    ///   - hessianPerWeight: makes a split's gain from the spread of the values it parts.
    init(axes: [GridAxis], values: [Double], weights: [Double], hessianPerWeight: Double) {
        self.axes = axes
        self.values = values
        self.weights = weights
        self.hessianPerWeight = hessianPerWeight
    }

    /// - Returns: `nil` if the function is the same everywhere, 0.
    func tree() throws(DecisionTreeError) -> DecisionTree? {
        guard values.contains(where: { $0 != 0 }) else { return nil }
        var builder = self
        _ = builder.build(Rectangle(ranges: axes.map { 0..<$0.count }))
        return try DecisionTree(builder.arrays)
    }

    private struct Rectangle {
        var ranges: [Range<Int>]
    }

    private func cells(_ rectangle: Rectangle) -> [Int] {
        guard axes.count == 2 else { return Array(rectangle.ranges[0]) }
        return rectangle.ranges[0].flatMap { row in rectangle.ranges[1].map { row * axes[1].count + $0 } }
    }

    /// By slice of an axis, the weight within a rectangle.
    private func profile(_ rectangle: Rectangle, along axis: Int) -> [Double] {
        rectangle.ranges[axis].map { slice in
            var part = rectangle
            part.ranges[axis] = slice..<slice + 1
            return weight(part)
        }
    }

    private func weight(_ rectangle: Rectangle) -> Double { cells(rectangle).reduce(0) { $0 + weights[$1] } }

    private func mean(_ rectangle: Rectangle) -> Double {
        let cells = cells(rectangle)
        let total = cells.reduce(0) { $0 + weights[$1] }
        return cells.reduce(0) { $0 + values[$1] * (weights[$1] / total) }
    }

    /// Adds the tree of a rectangle and returns its root as a child: a split's number, or ~ a leaf's.
    private mutating func build(_ rectangle: Rectangle) -> Int32 {
        let known = cells(rectangle).filter { weights[$0] > 0 }
        guard known.contains(where: { values[$0] != values[known[0]] }), let cut = cut(of: rectangle) else {
            arrays.leafValues.append(values[known[0]])
            arrays.leafCovers.append(weight(rectangle))
            return ~Int32(arrays.leafValues.count - 1)
        }
        var (low, high) = (rectangle, rectangle)
        low.ranges[cut.axis] = rectangle.ranges[cut.axis].lowerBound..<cut.slice + 1
        high.ranges[cut.axis] = cut.slice + 1..<rectangle.ranges[cut.axis].upperBound
        return add(axes[cut.axis], cut.slice, low, high)
    }

    /// The middle of the axis with more slices that have training rows.
    private func cut(of rectangle: Rectangle) -> (axis: Int, slice: Int)? {
        let known = axes.indices.map { axis in
            zip(rectangle.ranges[axis], profile(rectangle, along: axis)).filter { $0.1 > 0 }.map(\.0)
        }
        guard let axis = axes.indices.max(by: { known[$0].count < known[$1].count }), known[axis].count > 1 else {
            return nil
        }
        return (axis, known[axis][known[axis].count / 2 - 1])
    }

    private mutating func add(_ axis: GridAxis, _ slice: Int, _ low: Rectangle, _ high: Rectangle) -> Int32 {
        let split = arrays.features.count
        let (lowWeight, highWeight) = (weight(low), weight(high))
        let gap = mean(low) - mean(high)
        arrays.features.append(Int32(axis.feature))
        arrays.splitGains.append(hessianPerWeight * gap * gap * lowWeight * (highWeight / (lowWeight + highWeight)))
        arrays.splitCovers.append(lowWeight + highWeight)
        arrays.leftChildren.append(0)
        arrays.rightChildren.append(0)
        let missingIsKnown = isKnown(axis.missingSlice, of: axis, in: [low, high])
        let missingGoesLow = missingIsKnown ? axis.missingSlice <= slice : lowWeight >= highWeight
        var children = (low, high)
        switch axis.mapper {
        case .categorical:
            arrays.thresholds.append(0)
            arrays.missingGoesLeft.append(missingGoesLow)
            arrays.levelSetWords += axis.levels(upTo: slice, missingGoesLeft: missingGoesLow)
        case .numeric where slice == 0:
            // All numbers against missing: no number is above the threshold.
            arrays.thresholds.append(.greatestFiniteMagnitude)
            arrays.missingGoesLeft.append(false)
            children = (high, low)
        case .numeric:
            arrays.thresholds.append(axis.upperBound(of: slice))
            arrays.missingGoesLeft.append(missingGoesLow)
        }
        arrays.levelSetOffsets.append(Int32(arrays.levelSetWords.count))
        arrays.leftChildren[split] = build(children.0)
        arrays.rightChildren[split] = build(children.1)
        return Int32(split)
    }

    /// Whether training rows of the two parts lie in a slice.
    private func isKnown(_ slice: Int, of axis: GridAxis, in parts: [Rectangle]) -> Bool {
        guard let index = axes.firstIndex(where: { $0.feature == axis.feature }) else { return false }
        return parts.contains { part in
            guard part.ranges[index].contains(slice) else { return false }
            var slim = part
            slim.ranges[index] = slice..<slice + 1
            return weight(slim) > 0
        }
    }
}
