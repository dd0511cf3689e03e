import LearningCore

/// A leaf of a tree that is still growing: a range of the row list and what is known about it.
struct GrowingLeaf {
    var rows: Range<Int>
    /// Its range in the list of rows that are not learned from.
    var passengers: Range<Int>
    var depth = 0
    var sums = UInt64(0)
    /// Slot in the histogram pool.
    var histogram: Int?
    var best = SplitCandidate()
    var bounds = ValueBounds()
    /// The split above and whether this leaf is its left child.
    var parent: (split: Int, isLeft: Bool)?
    /// The interaction groups that hold all features split above; `nil` if none was, or nothing is constrained.
    var groups: [Int]?

    init(rows: Range<Int>, passengers: Range<Int>) {
        self.rows = rows
        self.passengers = passengers
    }

    func child(
        rows: Range<Int>, passengers: Range<Int>, sums: UInt64, bounds: ValueBounds, parent: (split: Int, isLeft: Bool)
    ) -> GrowingLeaf {
        var child = GrowingLeaf(rows: rows, passengers: passengers)
        child.depth = depth + 1
        child.sums = sums
        child.bounds = bounds
        child.parent = parent
        return child
    }
}

/// A split of a tree that is still growing, in bins; children as in ``DecisionTree``.
struct GrowingSplit {
    let candidate: SplitCandidate
    var left: Int
    var right: Int
}

/// A tree that has grown, in bins.
struct GrownTree {
    let splits: [GrowingSplit]
    let leafValues: [Double]
    let leafCovers: [Double]

    /// The same tree on values instead of bins.
    ///
    /// - Parameter share: what its leaf values and gains are multiplied by.
    func tree(_ matrix: BinMatrix, share: Double) throws(DecisionTreeError) -> DecisionTree {
        var arrays = DecisionTree.Arrays()
        for split in splits {
            let feature = matrix.layout.views[split.candidate.view].feature
            arrays.features.append(Int32(feature))
            switch matrix.mappers[feature] {
            case .numeric(let thresholds):
                let last = split.candidate.lastLeftBin - 1
                arrays.thresholds.append(last < thresholds.count ? thresholds[last] : .greatestFiniteMagnitude)
            case .categorical(let bins, _):
                arrays.thresholds.append(0)
                arrays.levelSetWords += Self.levelSet(bins, split.candidate)
            }
            arrays.levelSetOffsets.append(Int32(arrays.levelSetWords.count))
            arrays.missingGoesLeft.append(split.candidate.missingGoesLeft)
            arrays.leftChildren.append(Int32(split.left))
            arrays.rightChildren.append(Int32(split.right))
            arrays.splitGains.append(split.candidate.gain * share)
        }
        arrays.leafValues = leafValues.map { $0 * share }
        arrays.leafCovers = leafCovers
        arrays.splitCovers = splitCovers()
        return try DecisionTree(arrays)
    }

    /// A level without a bin of its own follows missing values.
    private static func levelSet(_ bins: [UInt8], _ candidate: SplitCandidate) -> [UInt64] {
        var words = [UInt64](repeating: 0, count: max((bins.count + 63) / 64, 1))
        for (level, bin) in bins.enumerated() {
            let goesLeft = bin == 0 ? candidate.missingGoesLeft : candidate.leftBins.contains(Int(bin))
            if goesLeft { words[level / 64] |= 1 << UInt64(level % 64) }
        }
        return words
    }

    private func splitCovers() -> [Double] {
        var covers = [Double](repeating: 0, count: splits.count)
        for index in splits.indices.reversed() {
            for child in [splits[index].left, splits[index].right] {
                covers[index] += child < 0 ? leafCovers[~child] : covers[child]
            }
        }
        return covers
    }
}
