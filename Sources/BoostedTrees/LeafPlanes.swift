import LearningCore

/// Small trees prepared for scoring 64 rows at once, without walking.
///
/// Number a tree's leaves from left to right. A row that goes right at a split cannot reach the leaves of the split's left
/// subtree; crossing those out for every split where it goes right, the first leaf that is left is the row's (QuickScorer,
/// Lucchese et al., 2015). Rows' values are first replaced by byte codes (``SplitCodes``), and the sets of leaves are kept
/// in planes of eight leaves: one byte a row, 64 rows a vector (RapidScorer, Ye et al., 2018). A split then costs one
/// comparison and one AND for each plane its left subtree touches, whatever way the rows go.
struct LeafPlanes: Sendable {
    /// Rows scored at once.
    static let rows = SplitCodes.rows
    /// Trees with more leaves than this are quicker to walk.
    static let mostLeaves = 64

    /// Crosses out leaves of one plane for rows whose code in a column is above the threshold.
    struct Crossing: BitwiseCopyable {
        var threshold: SIMD16<UInt8>
        /// The leaves that stay.
        var keep: SIMD16<UInt8>
        var column: Int

        init(threshold: UInt8, keep: UInt8, column: Int) {
            self.threshold = SIMD16(repeating: threshold)
            self.keep = SIMD16(repeating: keep)
            self.column = column
        }
    }

    /// The crossings of plane p of a tree are `crossings[planes[p] ..< planes[p + 1]]`.
    struct Tree: Sendable {
        var planes: [Int]
        /// The values of the tree's leaves, left to right, in `leafValues` from here on.
        var firstLeaf: Int
    }

    let codes: SplitCodes
    let trees: [Tree]
    let crossings: WorkingMemory<Crossing>
    let leafValues: WorkingMemory<Double>

    /// - Returns: `nil` if a tree has too many leaves.
    init?(_ forest: [DecisionTree]) {
        guard forest.allSatisfy({ $0.leafCount <= Self.mostLeaves }) else { return nil }
        codes = SplitCodes(forest)
        var crossings: [Crossing] = []
        var values: [Double] = []
        var trees: [Tree] = []
        for (tree, tests) in zip(forest, codes.tests) {
            let order = LeafOrder(tree)
            var planes = [[Crossing]](repeating: [], count: (tree.leafCount + 7) / 8)
            for split in 0..<tree.splitCount {
                for plane in planes.indices {
                    guard let keep = order.kept(below: split, plane: plane) else { continue }
                    let test = tests[split]
                    planes[plane].append(Crossing(threshold: test.threshold, keep: keep, column: test.column))
                }
            }
            let starts = planes.reduce(into: [crossings.count]) { $0.append($0[$0.count - 1] + $1.count) }
            trees.append(Tree(planes: starts, firstLeaf: values.count))
            crossings += planes.joined()
            values += order.leaves.map { tree.arrays.leafValues[$0] }
        }
        self.trees = trees
        self.crossings = WorkingMemory(crossings, padding: Crossing(threshold: 0, keep: 0, column: 0))
        leafValues = WorkingMemory(values, padding: 0)
    }
}

/// The leaves of a tree from left to right, and which of them each split has on its left.
private struct LeafOrder {
    private(set) var leaves: [Int] = []
    private var leftRanges: [Range<Int>]

    init(_ tree: DecisionTree) {
        leftRanges = [Range<Int>](repeating: 0..<0, count: tree.splitCount)
        guard tree.splitCount > 0 else {
            leaves = [0]
            return
        }
        // Depth first with a stack: a split is met before its left subtree and again after it.
        var stack: [(node: Int32, isReturn: Bool)] = [(0, false)]
        while let (node, isReturn) = stack.popLast() {
            if node < 0 {
                leaves.append(Int(~node))
            } else if isReturn {
                leftRanges[Int(node)] = leftRanges[Int(node)].lowerBound..<leaves.count
            } else {
                leftRanges[Int(node)] = leaves.count..<leaves.count
                stack.append((tree.arrays.rightChildren[Int(node)], false))
                stack.append((node, true))
                stack.append((tree.arrays.leftChildren[Int(node)], false))
            }
        }
    }

    /// The leaves of a plane that stay when the split's left subtree is crossed out; `nil` if that has none in the plane.
    func kept(below split: Int, plane: Int) -> UInt8? {
        let crossed = leftRanges[split].clamped(to: 8 * plane..<8 * plane + 8)
        guard !crossed.isEmpty else { return nil }
        return crossed.reduce(UInt8.max) { $0 & ~(1 << UInt8($1 - 8 * plane)) }
    }
}
