import LearningCore

/// Trees laid out for walking: the splits of all trees in one array of 24 bytes each, their level sets beside it.
///
/// The arrays come from valid trees and the rows from a matrix of their schema, so no index needs checking on the way.
struct TreeWalker: Sendable {
    private struct Node: BitwiseCopyable {
        var threshold: Double
        /// Position of a split in the array, or `~leaf`.
        var left: Int32
        var right: Int32
        /// The feature, or `~feature` of a categorical split.
        var feature: Int32
        /// Whether missing goes left, and twice where the words of the level set begin.
        var missingAndSet: UInt32
    }

    private let nodes: WorkingMemory<Node>
    /// By tree: its root, or `~leaf` if it has no split.
    private let roots: [Int32]
    /// Each set as the number of its words, then the words.
    private let sets: WorkingMemory<UInt64>
    private let leafValues: WorkingMemory<Double>

    init(_ trees: [DecisionTree]) {
        var (nodes, sets, values, roots): ([Node], [UInt64], [Double], [Int32]) = ([], [], [], [])
        for tree in trees {
            let (firstNode, firstLeaf) = (Int32(nodes.count), Int32(values.count))
            let arrays = tree.arrays
            func place(_ child: Int32) -> Int32 { child >= 0 ? firstNode + child : ~(firstLeaf + ~child) }
            roots.append(tree.splitCount == 0 ? ~firstLeaf : firstNode)
            for split in 0..<tree.splitCount {
                let words = Int(arrays.levelSetOffsets[split])..<Int(arrays.levelSetOffsets[split + 1])
                nodes.append(
                    Node(
                        threshold: arrays.thresholds[split], left: place(arrays.leftChildren[split]),
                        right: place(arrays.rightChildren[split]),
                        feature: words.isEmpty ? arrays.features[split] : ~arrays.features[split],
                        missingAndSet: UInt32(sets.count) << 1 | (arrays.missingGoesLeft[split] ? 1 : 0)))
                if !words.isEmpty { sets += [UInt64(words.count)] + arrays.levelSetWords[words] }
            }
            values += arrays.leafValues
        }
        self.roots = roots
        self.nodes = WorkingMemory(
            nodes, padding: Node(threshold: 0, left: -1, right: -1, feature: 0, missingAndSet: 0))
        self.sets = WorkingMemory(sets, padding: 0)
        leafValues = WorkingMemory(values, padding: 0)
    }

    /// The log-odds of a range of rows.
    func score(_ matrix: FeatureMatrix, rows: Range<Int>, base: Double) -> [Double] {
        let width = matrix.columns.count
        let values = WorkingMemory<Double>(repeating: 0, count: rows.count * width)
        for (column, feature) in matrix.columns.enumerated() {
            for row in 0..<rows.count {
                switch feature {
                case .numeric(let numbers): unsafe values.base[row * width + column] = numbers[rows.lowerBound + row]
                case .categorical(let codes):
                    unsafe values.base[row * width + column] = Double(codes[rows.lowerBound + row])
                }
            }
        }
        return (0..<rows.count).map { row in
            var sum = base
            for root in roots { unsafe sum += leafValues.base[leaf(from: root, values.base + row * width)] }
            return sum
        }
    }

    /// The log-odds of one row, a number for each feature of the schema. Allocates nothing.
    func score(_ row: Span<Double>, base: Double) -> Double {
        unsafe row.withUnsafeBufferPointer { values in
            // Without features there are no splits, and nothing is read.
            let first = unsafe values.baseAddress ?? UnsafePointer(leafValues.base)
            var sum = base
            for root in roots { unsafe sum += leafValues.base[leaf(from: root, first)] }
            return sum
        }
    }

    @unsafe @inline(__always)
    private func leaf(from root: Int32, _ row: UnsafePointer<Double>) -> Int {
        var place = root
        while place >= 0 {
            let node = unsafe nodes.base[Int(place)]
            place = unsafe goesLeft(node, row) ? node.left : node.right
        }
        return Int(~place)
    }

    @unsafe @inline(__always)
    private func goesLeft(_ node: Node, _ row: UnsafePointer<Double>) -> Bool {
        guard node.feature < 0 else {
            let value = unsafe row[Int(node.feature)]
            return value <= node.threshold || (value.isNaN && node.missingAndSet & 1 == 1)
        }
        let code = unsafe Int(row[Int(~node.feature)])
        guard code >= 0 else { return node.missingAndSet & 1 == 1 }
        let set = unsafe sets.base + Int(node.missingAndSet >> 1)
        guard unsafe code >> 6 < Int(set[0]) else { return false }
        return unsafe (set[1 + (code >> 6)] >> UInt64(code & 63)) & 1 == 1
    }
}
