/// A tree as it predicts: flat arrays, children after their parents, leaves apart.
///
/// A row starts at split 0 (or at leaf 0 if there is no split). At split `s` it goes left if
///
///     numeric:      value ≤ thresholds[s]              (missing: missingGoesLeft[s])
///     categorical:  bit `code` of the split's level set (missing: missingGoesLeft[s])
///
/// and the child is split `c` for c ≥ 0 or leaf `~c` for c < 0. The tree's output is the leaf's value, in log-odds.
///
/// A tree that exists is valid: every child comes after its parent and has one parent only, so a walk always ends, and all
/// numbers are finite. A damaged file can therefore not make a tree that crashes or never stops.
public struct DecisionTree: Sendable, Equatable {
    /// The arrays of a tree, as a file holds them; nothing is known about them before ``DecisionTree/init(_:)``.
    public struct Arrays: Sendable, Equatable {
        /// The feature each split looks at.
        public var features: [Int32] = []
        /// Finite; 0 for categorical splits.
        public var thresholds: [Double] = []
        /// The words of split `s` are `levelSetWords[levelSetOffsets[s] ..< levelSetOffsets[s + 1]]`; none if numeric.
        public var levelSetOffsets: [Int32] = [0]
        /// Bit `code % 64` of word `code / 64` is set if the level goes left; levels behind the end go right.
        public var levelSetWords: [UInt64] = []
        public var missingGoesLeft: [Bool] = []
        public var leftChildren: [Int32] = []
        public var rightChildren: [Int32] = []
        /// How much each split lowered the training objective, ≥ 0.
        public var splitGains: [Double] = []
        /// The total weight of the training rows that came to each split, > 0.
        public var splitCovers: [Double] = []
        /// In log-odds.
        public var leafValues: [Double] = []
        /// The total weight of the training rows that came to each leaf, > 0.
        public var leafCovers: [Double] = []

        public init() {}
    }

    public let arrays: Arrays

    public var splitCount: Int { arrays.features.count }
    public var leafCount: Int { arrays.leafValues.count }

    /// - Throws: ``DecisionTreeError`` naming the first thing that is wrong. Complexity: O(splits + set words).
    public init(_ arrays: Arrays) throws(DecisionTreeError) {
        try arrays.checkCounts()
        try arrays.checkLinks()
        try arrays.checkNumbers()
        self.arrays = arrays
    }

    /// Whether split `split` tests a set of levels.
    public func isCategorical(_ split: Int) -> Bool {
        arrays.levelSetOffsets[split] < arrays.levelSetOffsets[split + 1]
    }

    /// Whether level `code` goes left at categorical split `split`; `-1` is missing.
    public func goesLeft(_ split: Int, code: Int32) -> Bool {
        guard code >= 0 else { return arrays.missingGoesLeft[split] }
        let word = Int(arrays.levelSetOffsets[split]) + Int(code >> 6)
        guard word < arrays.levelSetOffsets[split + 1] else { return false }
        return (arrays.levelSetWords[word] >> UInt64(code & 63)) & 1 == 1
    }

    /// Whether `value` goes left at numeric split `split`; NaN is missing.
    public func goesLeft(_ split: Int, value: Double) -> Bool {
        value.isNaN ? arrays.missingGoesLeft[split] : value <= arrays.thresholds[split]
    }
}

/// Why arrays are not a tree.
public enum DecisionTreeError: Error, Sendable, Equatable {
    case unequalCounts
    case tooLarge
    /// A child before its parent, outside the tree, or with two parents.
    case badChild(split: Int)
    case badLevelSet(split: Int)
    /// A number that is not finite, a negative gain, or a cover that is not positive.
    case badNumber
    /// A split on a feature the model does not have, or of the wrong kind.
    case badFeature(tree: Int, split: Int)
}

extension DecisionTreeError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unequalCounts: "the arrays of a tree have different lengths"
        case .tooLarge: "a tree has more than 2^30 splits"
        case .badChild(let split): "split \(split) of a tree has a child that is not in the tree or not its own"
        case .badLevelSet(let split): "split \(split) of a tree has a level set outside its array"
        case .badNumber: "a tree has a number that is not finite or not in its range"
        case .badFeature(let tree, let split): "split \(split) of tree \(tree) does not fit the model's features"
        }
    }
}

extension DecisionTree.Arrays {
    fileprivate func checkCounts() throws(DecisionTreeError) {
        let splits = features.count
        guard splits <= 1 << 30 else { throw .tooLarge }
        let equal =
            [thresholds.count, missingGoesLeft.count, leftChildren.count, rightChildren.count, splitGains.count]
            .allSatisfy { $0 == splits }
        guard equal, splitCovers.count == splits, levelSetOffsets.count == splits + 1,
            leafValues.count == splits + 1, leafCovers.count == splits + 1
        else { throw .unequalCounts }
        guard levelSetOffsets[0] == 0, levelSetOffsets[splits] == levelSetWords.count else {
            throw .badLevelSet(split: 0)
        }
        for split in 0..<splits where levelSetOffsets[split] > levelSetOffsets[split + 1] {
            throw .badLevelSet(split: split)
        }
    }

    fileprivate func checkLinks() throws(DecisionTreeError) {
        var splitHasParent = [Bool](repeating: false, count: features.count)
        var leafHasParent = [Bool](repeating: false, count: leafValues.count)
        for split in features.indices {
            for child in [leftChildren[split], rightChildren[split]] {
                if child >= 0 {
                    guard child > split, child < splitHasParent.count, !splitHasParent[Int(child)] else {
                        throw .badChild(split: split)
                    }
                    splitHasParent[Int(child)] = true
                } else {
                    let leaf = ~child
                    guard leaf < leafHasParent.count, !leafHasParent[Int(leaf)] else { throw .badChild(split: split) }
                    leafHasParent[Int(leaf)] = true
                }
            }
        }
    }

    fileprivate func checkNumbers() throws(DecisionTreeError) {
        guard thresholds.allSatisfy(\.isFinite), leafValues.allSatisfy(\.isFinite),
            splitGains.allSatisfy({ $0.isFinite && $0 >= 0 }),
            splitCovers.allSatisfy({ $0.isFinite && $0 > 0 }), leafCovers.allSatisfy({ $0.isFinite && $0 > 0 }),
            features.allSatisfy({ $0 >= 0 })
        else { throw .badNumber }
    }
}
