import CWideVectors
import LearningCore

/// Small trees prepared for scoring 64 rows at once, without walking.
///
/// Number a tree's leaves from left to right. A row that goes right at a split cannot reach the leaves of the split's left
/// subtree; crossing those out for every split where it goes right, the first leaf that is left is the row's (QuickScorer,
/// Lucchese et al., 2015). Rows' values are first replaced by byte codes (``SplitCodes``), and the sets of leaves are kept
/// in planes of eight leaves: one byte a row, 64 rows a vector (RapidScorer, Ye et al., 2018). A split then costs one
/// comparison and one AND for each plane its left subtree touches, whatever way the rows go.
///
/// Where a processor compares 64 bytes at once and gives the answer as one word, no leaf need be crossed out: the words of
/// the rows that reach a split are cut in two from the root down (`CWideVectors`). Both add the same leaves.
struct LeafPlanes: Sendable {
    /// Rows scored at once.
    static let rows = SplitCodes.rows
    /// Trees with more leaves than this are quicker to walk.
    static let mostLeaves = 64
    /// Trees asked at once by wide vectors.
    static let abreast = Int(leadscore_abreast)
    /// Splits and leaves there is a place for in each of them.
    static let places = Int(leadscore_places)

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

    struct Tree: Sendable {
        /// The crossings of plane p are `crossings[planes[p] ..< planes[p + 1]]`.
        var planes: [Int]
        /// The values of the tree's leaves, left to right, in `leafValues` from here on.
        var firstLeaf: Int
        var leafCount: Int
    }

    let codes: SplitCodes
    let trees: [Tree]
    /// Of the planes; empty where wide vectors do without.
    let crossings: WorkingMemory<Crossing>
    /// Of the wide vectors; empty where there are none. Those of four trees are
    /// `questions[starts[four] ..< starts[four + 1]]`.
    let questions: WorkingMemory<leadscore_question>
    let starts: [Int]
    let isWide: Bool
    let leafValues: WorkingMemory<Double>

    /// - Returns: `nil` if a tree has too many leaves.
    init?(_ forest: [DecisionTree], wide: Bool = WideVectors.areAvailable) {
        guard forest.allSatisfy({ $0.leafCount <= Self.mostLeaves }) else { return nil }
        codes = SplitCodes(forest)
        isWide = wide
        var crossings: [Crossing] = []
        var questions: [[leadscore_question]] = []
        var values: [Double] = []
        var trees: [Tree] = []
        for (number, tree) in forest.enumerated() {
            let (order, tests) = (LeafOrder(tree), codes.tests[number])
            let planes = wide ? [] : order.planes(tests)
            let starts = planes.reduce(into: [crossings.count]) { $0.append($0[$0.count - 1] + $1.count) }
            trees.append(Tree(planes: starts, firstLeaf: values.count, leafCount: tree.leafCount))
            crossings += planes.joined()
            if wide { questions.append(order.questions(tree, tests, number: number % Self.abreast)) }
            values += order.leaves.map { tree.arrays.leafValues[$0] }
        }
        let fours = stride(from: 0, to: questions.count, by: Self.abreast).map { first in
            Self.dealt(questions[first..<min(first + Self.abreast, questions.count)])
        }
        starts = fours.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
        self.trees = trees
        self.crossings = WorkingMemory(crossings, padding: Crossing(threshold: 0, keep: 0, column: 0))
        self.questions = WorkingMemory(Array(fours.joined()), padding: leadscore_question())
        leafValues = WorkingMemory(values, padding: 0)
    }

    /// The first question of each tree, then the second of each, and so on.
    private static func dealt(_ trees: ArraySlice<[leadscore_question]>) -> [leadscore_question] {
        var dealt: [leadscore_question] = []
        dealt.reserveCapacity(trees.reduce(0) { $0 + $1.count })
        for place in 0..<(trees.map(\.count).max() ?? 0) {
            for tree in trees where place < tree.count { dealt.append(tree[place]) }
        }
        return dealt
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

    /// Plane by plane, what the splits cross out.
    func planes(_ tests: [SplitCodes.Test]) -> [[LeafPlanes.Crossing]] {
        (0..<(leaves.count + 7) / 8).map { plane in
            tests.indices.compactMap { split in
                kept(below: split, plane: plane).map { keep in
                    LeafPlanes.Crossing(threshold: tests[split].threshold, keep: keep, column: tests[split].column)
                }
            }
        }
    }

    /// The splits as they cut the rows that reach them in two.
    /// - Parameter number: of the tree, among those asked at once.
    func questions(_ tree: DecisionTree, _ tests: [SplitCodes.Test], number: Int) -> [leadscore_question] {
        var places = [Int](repeating: 0, count: leaves.count)
        for (place, leaf) in leaves.enumerated() { places[leaf] = tree.splitCount + place }
        func place(_ child: Int32) -> UInt16 {
            UInt16(number * LeafPlanes.places + (child >= 0 ? Int(child) : places[Int(~child)]))
        }
        return tests.enumerated().map { split, test in
            leadscore_question(
                column: Int32(test.column * LeafPlanes.rows), place: place(Int32(split)),
                left: place(tree.arrays.leftChildren[split]), right: place(tree.arrays.rightChildren[split]),
                threshold: test.threshold)
        }
    }

    /// The leaves of a plane that stay when the split's left subtree is crossed out; `nil` if that has none in the plane.
    private func kept(below split: Int, plane: Int) -> UInt8? {
        let crossed = leftRanges[split].clamped(to: 8 * plane..<8 * plane + 8)
        guard !crossed.isEmpty else { return nil }
        return crossed.reduce(UInt8.max) { $0 & ~(1 << UInt8($1 - 8 * plane)) }
    }
}
