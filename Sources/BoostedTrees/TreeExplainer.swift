/// One tree prepared for exact path-dependent TreeSHAP: parts of it whose contributions are added up.
///
/// A tree is the sum of its leaves, and so are its contributions (Shapley values are linear in the game). Leaves that lie
/// side by side share most of the splits above them; ``TreePart`` says what a run of them gives each feature, as a function
/// of the answers to a few questions. Where there are k of them and k is small, all 2^k results fit a table, and a row
/// costs one look at it (the idea of Fast TreeSHAP v2, Yang, 2021, who keeps one table a leaf).
///
/// Runs are chosen so that as few numbers as possible are added for a row: among all ways to cut the leaves into runs of
/// at most `mostQuestions` questions the one with the smallest Σ (features of the run + `runCost`), by dynamic programming
/// from the right. A single leaf may have `loneExtra` questions more; one with more yet is a run without a table.
struct TreeExplainer: Sendable {
    let parts: [TreePart]
    /// The mean of the leaf values over the training rows.
    let expectation: Double

    /// What a run costs a row besides its additions, counted in additions.
    private static let runCost = 4
    /// What a run without a table costs.
    private static let walkCost = 1_000
    static let loneExtra = 2

    /// - Parameter mostQuestions: `nil` for one part, the whole tree.
    init(_ tree: DecisionTree, mostQuestions: Int?) {
        let paths = LeafPaths(tree)
        let runs = mostQuestions.map { Self.runs(paths, mostQuestions: $0) } ?? [paths.edges.indices]
        parts = tree.splitCount == 0 ? [] : runs.map { TreePart(tree, paths, leaves: $0) }
        let total = tree.arrays.leafCovers.reduce(0, +)
        expectation = zip(tree.arrays.leafValues, tree.arrays.leafCovers).reduce(0) { $0 + $1.0 * ($1.1 / total) }
    }

    private static func runs(_ paths: LeafPaths, mostQuestions: Int) -> [Range<Int>] {
        let count = paths.edges.count
        var cost = [Int](repeating: 0, count: count + 1)
        var end = Array(1...count)
        for start in stride(from: count - 1, through: 0, by: -1) {
            var splits = Set<Int32>()
            var run = start..<start
            cost[start] = walkCost + cost[start + 1]
            while run.upperBound < count {
                run = start..<run.upperBound + 1
                splits.formUnion(paths.edges[run.upperBound - 1].map { $0 / 2 })
                let shared = paths.sharedEdges(above: run)
                let inside = splits.count - shared
                guard inside <= mostQuestions else { break }
                let questions = inside + paths.features(of: paths.edges[start].prefix(shared).map { $0 / 2 }).count
                guard questions <= mostQuestions + (run.count == 1 ? loneExtra : 0) else { continue }
                let found = paths.features(of: splits).count + runCost + cost[run.upperBound]
                if found < cost[start] { (cost[start], end[start]) = (found, run.upperBound) }
            }
        }
        var runs: [Range<Int>] = []
        var start = 0
        while start < count {
            runs.append(start..<end[start])
            start = end[start]
        }
        return runs
    }
}

/// The leaves of a tree from left to right, with the edges above each. Edge e = 2 · split + (0 left, 1 right).
struct LeafPaths {
    private(set) var leaves: [Int] = []
    /// By leaf in that order, from the root down.
    private(set) var edges: [[Int32]] = []
    private let splitFeatures: [Int32]

    init(_ tree: DecisionTree) {
        splitFeatures = tree.arrays.features
        var stack: [(node: Int32, above: [Int32])] = [(tree.splitCount == 0 ? ~0 : 0, [])]
        while let (node, above) = stack.popLast() {
            if node < 0 {
                leaves.append(Int(~node))
                edges.append(above)
            } else {
                stack.append((tree.arrays.rightChildren[Int(node)], above + [2 * node + 1]))
                stack.append((tree.arrays.leftChildren[Int(node)], above + [2 * node]))
            }
        }
    }

    /// How many edges from the root down all leaves of a run have above them. The outermost two share the fewest.
    func sharedEdges(above run: Range<Int>) -> Int {
        zip(edges[run.lowerBound], edges[run.upperBound - 1]).prefix { $0 == $1 }.count
    }

    func features(of splits: some Sequence<Int32>) -> Set<Int32> { Set(splits.map { splitFeatures[Int($0)] }) }
}
