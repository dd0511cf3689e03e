import LearningCore

/// The splits of a forest as comparisons of bytes, so that 16 rows are asked at once.
///
/// Rows' values are first replaced by byte codes (the bins of RapidScorer, Ye et al., 2018); a row then goes left at a split
/// if its code in the split's column is at most the split's threshold. A column is a feature seen one way:
///
///     numeric       the rank of the value among up to 254 of the forest's thresholds on the feature, and missing as 0 or
///                   as 255, whichever sends it the right way; more thresholds make more columns
///     categorical   0 or 1: whether the level is in one of the forest's level sets
struct SplitCodes: Sendable {
    /// Rows encoded at once: one cache line a column.
    static let rows = 64
    static let mostThresholds = 254

    enum Column: Hashable, Sendable {
        case numeric(feature: Int, part: Int, missingGoesLeft: Bool)
        case categorical(feature: Int, set: [UInt64], missingGoesLeft: Bool)
    }

    /// What a split asks: whether the code in `column` is at most `threshold`.
    struct Test: BitwiseCopyable {
        var column: Int
        var threshold: UInt8
    }

    private(set) var columns: [Column] = []
    /// By feature, the forest's thresholds on it, ascending.
    let thresholds: [[Double]]
    /// By tree and split.
    private(set) var tests: [[Test]] = []

    init(_ forest: [DecisionTree]) {
        let thresholds = Self.thresholds(of: forest)
        self.thresholds = thresholds
        var numbers: [Column: Int] = [:]
        for tree in forest {
            var tests: [Test] = []
            for split in 0..<tree.splitCount {
                let (column, threshold) = Self.test(tree, split, thresholds)
                let number = numbers[column] ?? columns.count
                if number == columns.count {
                    numbers[column] = number
                    columns.append(column)
                }
                tests.append(Test(column: number, threshold: threshold))
            }
            self.tests.append(tests)
        }
    }

    private static func thresholds(of forest: [DecisionTree]) -> [[Double]] {
        var all: [[Double]] = []
        for tree in forest {
            for split in 0..<tree.splitCount where !tree.isCategorical(split) {
                let feature = Int(tree.arrays.features[split])
                while all.count <= feature { all.append([]) }
                if !isAboveAll(tree.arrays.thresholds[split]) { all[feature].append(tree.arrays.thresholds[split]) }
            }
        }
        return all.map { values in
            values.sorted().reduce(into: []) { if $0.last != $1 { $0.append($1) } }
        }
    }

    /// Splits of missing against the rest need no place among the thresholds.
    private static func isAboveAll(_ threshold: Double) -> Bool { threshold == .greatestFiniteMagnitude }

    /// The column a split looks at, and the last code that goes left.
    private static func test(
        _ tree: DecisionTree, _ split: Int, _ thresholds: [[Double]]
    ) -> (column: Column, threshold: UInt8) {
        let feature = Int(tree.arrays.features[split])
        let missing = tree.arrays.missingGoesLeft[split]
        if tree.isCategorical(split) {
            let set = tree.arrays.levelSetOffsets[split]..<tree.arrays.levelSetOffsets[split + 1]
            let words = Array(tree.arrays.levelSetWords[Int(set.lowerBound)..<Int(set.upperBound)])
            return (.categorical(feature: feature, set: words, missingGoesLeft: missing), 0)
        }
        let threshold = tree.arrays.thresholds[split]
        if isAboveAll(threshold) {
            return (.numeric(feature: feature, part: 0, missingGoesLeft: missing), UInt8(mostThresholds))
        }
        let rank = thresholds[feature].partitioningIndex { $0 >= threshold }
        return (
            .numeric(feature: feature, part: rank / mostThresholds, missingGoesLeft: missing),
            UInt8(rank % mostThresholds)
        )
    }
}
