/// A tree in which some numeric splits send zeros the way of missing values, whatever the threshold (LightGBM's
/// `zero_as_missing`), written with splits that know of no such thing.
///
/// With zero meaning |x| ≤ k, such a split parts the line in four: below zero, zero, above, and one of these again by the
/// threshold t. So it becomes three splits, and each of its two sides appears twice:
///
///     t > k, zero to the right:    x < −k: left     |x| ≤ k: right     k < x ≤ t: left     x > t: right
///     t < −k, zero to the left:    x ≤ t: left      t < x < −k: right  |x| ≤ k: left       x > k: right
///
/// Below them it is known whether the feature is zero, and further splits of the kind need no second time. Each of two
/// appearances has half the weight, which leaves every expectation, and so every contribution, as it was.
struct ZeroSplits {
    /// What LightGBM takes for zero: 1e-35 in single precision.
    static let zero = Double(Float(1e-35))

    private static let mostSplits = 1 << 17

    private let source: DecisionTree.Arrays
    /// By split, whether zeros go the way of missing values and not that of their value.
    private let isSpecial: [Bool]
    private var arrays = DecisionTree.Arrays()

    /// A node that is still to be written.
    private struct Task {
        /// A split of the source, or `~leaf`.
        let node: Int32
        /// The split above, and the side; `nil` for the root.
        let parent: (split: Int, isLeft: Bool)?
        let weight: Double
        /// By feature, whether it is known to be zero or missing, or known to be neither.
        let known: [Int32: Bool]
    }

    /// - Parameter tree: a valid one, so that no walk in it goes on for ever.
    init(_ tree: DecisionTree, isSpecial: [Bool]) {
        source = tree.arrays
        self.isSpecial = isSpecial
    }

    /// - Throws: ``LightGBMTextError/unsupported(_:)`` if the tree would grow beyond 131,072 splits.
    ///   Complexity: O(splits written).
    mutating func expanded() throws(LightGBMTextError) -> DecisionTree.Arrays {
        var tasks = [Task(node: source.features.isEmpty ? ~0 : 0, parent: nil, weight: 1, known: [:])]
        while let task = tasks.popLast() {
            guard arrays.features.count < Self.mostSplits else {
                throw .unsupported("zeros as missing values on more paths than can be written out")
            }
            tasks += write(task)
        }
        return arrays
    }

    /// Writes a node, and says what comes below it.
    private mutating func write(_ task: Task) -> [Task] {
        guard task.node >= 0 else {
            link(task.parent, to: ~Int32(arrays.leafValues.count))
            arrays.leafValues.append(source.leafValues[Int(~task.node)])
            arrays.leafCovers.append(source.leafCovers[Int(~task.node)] * task.weight)
            return []
        }
        let split = Int(task.node)
        let known = task.known[source.features[split]]
        guard isSpecial[split], known != false else { return plain(task, threshold: source.thresholds[split]) }
        if known == true {
            // Only zeros and missing values come here.
            let bound = Double.greatestFiniteMagnitude
            return plain(task, threshold: source.missingGoesLeft[split] ? bound : -bound)
        }
        return parted(task)
    }

    private mutating func plain(_ task: Task, threshold: Double) -> [Task] {
        let split = Int(task.node)
        let index = append(
            split, threshold, missingGoesLeft: source.missingGoesLeft[split], gain: source.splitGains[split],
            cover: source.splitCovers[split] * task.weight, below: task.parent)
        return [(source.leftChildren[split], true), (source.rightChildren[split], false)].map {
            Task(node: $0, parent: (index, $1), weight: task.weight, known: task.known)
        }
    }

    private mutating func parted(_ task: Task) -> [Task] {
        let split = Int(task.node)
        let threshold = source.thresholds[split]
        let (left, right) = (source.leftChildren[split], source.rightChildren[split])
        let (leftCover, rightCover) = (cover(left) * task.weight, cover(right) * task.weight)
        let isAbove = threshold > 0
        let half = (leftCover + rightCover) / 2
        let single = (isAbove ? leftCover : rightCover) / 2
        let negative = append(
            split, (-Self.zero).nextDown, missingGoesLeft: false, gain: 0, cover: 2 * half, below: task.parent)
        let zero = append(
            split, Self.zero, missingGoesLeft: true, gain: 0, cover: isAbove ? 2 * half - single : half,
            below: (negative, false))
        let cut = append(
            split, threshold, missingGoesLeft: source.missingGoesLeft[split], gain: source.splitGains[split],
            cover: half, below: isAbove ? (zero, false) : (negative, true))
        func below(_ parent: Int, _ isLeft: Bool, _ node: Int32, isZero: Bool) -> Task {
            let known = task.known.merging([source.features[split]: isZero]) { $1 }
            return Task(node: node, parent: (parent, isLeft), weight: task.weight / 2, known: known)
        }
        return [
            isAbove
                ? below(negative, true, left, isZero: false) : below(zero, false, right, isZero: false),
            below(zero, true, isAbove ? right : left, isZero: true),
            below(cut, true, left, isZero: false), below(cut, false, right, isZero: false),
        ]
    }

    private func cover(_ node: Int32) -> Double {
        node >= 0 ? source.splitCovers[Int(node)] : source.leafCovers[Int(~node)]
    }

    private mutating func append(
        _ split: Int, _ threshold: Double, missingGoesLeft: Bool, gain: Double, cover: Double,
        below parent: (split: Int, isLeft: Bool)?
    ) -> Int {
        let index = arrays.features.count
        link(parent, to: Int32(index))
        arrays.features.append(source.features[split])
        arrays.thresholds.append(threshold)
        let words = source.levelSetOffsets[split]..<source.levelSetOffsets[split + 1]
        arrays.levelSetWords += source.levelSetWords[Int(words.lowerBound)..<Int(words.upperBound)]
        arrays.levelSetOffsets.append(Int32(arrays.levelSetWords.count))
        arrays.missingGoesLeft.append(missingGoesLeft)
        arrays.leftChildren.append(0)
        arrays.rightChildren.append(0)
        arrays.splitGains.append(gain)
        arrays.splitCovers.append(cover)
        return index
    }

    private mutating func link(_ parent: (split: Int, isLeft: Bool)?, to node: Int32) {
        guard let parent else { return }
        if parent.isLeft { arrays.leftChildren[parent.split] = node } else { arrays.rightChildren[parent.split] = node }
    }
}
