/// What a run of a tree's leaves gives each feature: exact path-dependent TreeSHAP of the tree with all other leaves at 0.
///
/// A leaf with value v is the game  v · Π_j (o_j if j is in the coalition, else r_j)  over the features j on its path: o_j is
/// 1 if the row meets all of the path's conditions on j, else 0, and r_j is the share of the training weight that does.
/// Features outside the coalition are averaged over the training rows that way (Lundberg et al., 2020). By the multilinear
/// extension (Owen, 1972) its Shapley value is an integral of a polynomial of degree below the number of features,
///
///     φ_j = ∫₀¹ v (o_j − r_j) Π_{i ≠ j} (r_i (1 − t) + o_i t) dt,
///
/// which Gauss–Legendre quadrature gives exactly with half as many nodes as features. All leaves below an edge of the tree
/// share their factors along the way, so one walk down multiplies them and one walk up adds the leaves together (the idea
/// of Linear TreeSHAP, Yu et al., 2022): O(edges × nodes) for each row. All factors are positive, so nothing cancels.
///
/// A feature met again further down replaces its factor: with r the product of its shares so far and o whether all its
/// conditions held so far, the edge multiplies by f(r, o) / f(r′, o′), f(r, o) = r (1 − t) + o t, primes for the condition
/// before (1, 1 if there is none); and the leaves below count φ_j with (o − r) / f(r, o) − (o′ − r′) / f(r′, o′).
///
/// Above a run of leaves lie edges that all of them share. The conditions there on one feature count as one: whether the row
/// meets them all is one question. Below, each split is a question.
///
/// A class, so that the kernels go through many parts without copying any.
final class TreePart: Sendable {
    /// The three states of an edge: neither the earlier conditions on its feature hold (0), nor all with this one (1), or
    /// all (2).
    static let states = 3

    /// An edge of the part. Edge e = 2 · question + (0 yes, 1 no).
    struct Edge: BitwiseCopyable {
        /// The edge further up on the same feature, or −1.
        var earlier: Int32
        /// A question of the part, or −1 for a leaf.
        var child: Int32
        /// In `features`.
        var feature: Int32
        /// Of the leaf below, if there is one; 0 for what belongs to another part.
        var value: Double
    }

    /// Parents first.
    let questionCount: Int
    /// The edges of the tree that a row must take for a yes to question q: `conditions[starts[q] ..< starts[q + 1]]`.
    let conditions: WorkingMemory<Int32>
    let starts: WorkingMemory<Int32>
    /// The different features of the questions.
    let features: WorkingMemory<Int32>
    /// Half the number of quadrature nodes, which are padded with nodes of weight 0 to an even number.
    let pairs: Int
    let nodeWeights: WorkingMemory<SIMD2<Double>>
    let edges: WorkingMemory<Edge>
    /// `[(edge · 3 + state) · pairs + pair]`
    let factors: WorkingMemory<SIMD2<Double>>
    let coefficients: WorkingMemory<SIMD2<Double>>

    /// - Parameter leaves: a run of the paths' leaves, not empty.
    init(_ tree: DecisionTree, _ paths: LeafPaths, leaves: Range<Int>) {
        let asked = PartQuestions(tree, paths, leaves: leaves)
        let path = EdgePaths(asked.nodes)
        questionCount = asked.nodes.count
        conditions = WorkingMemory(asked.nodes.flatMap(\.conditions), padding: 0)
        starts = WorkingMemory(
            asked.nodes.reduce(into: [0]) { $0.append($0[$0.count - 1] + Int32($1.conditions.count)) }, padding: 0)
        features = WorkingMemory(path.features, padding: 0)
        let needed = max(1, (path.mostFeatures + 1) / 2)
        let rule = GaussLegendre(count: needed)
        let padding = [Double](repeating: 0, count: needed % 2)
        pairs = (needed + 1) / 2
        nodeWeights = Self.paired(rule.weights + padding)
        edges = WorkingMemory(path.edges, padding: Edge(earlier: -1, child: -1, feature: 0, value: 0))
        var factors: [Double] = []
        var coefficients: [Double] = []
        for edge in path.shares.indices {
            let r = path.shares[edge]
            let before = Int(path.edges[edge].earlier)
            let r0 = before < 0 ? 1 : path.shares[before]
            for (o, o0) in [(0.0, 0.0), (0.0, 1.0), (1.0, 1.0)] {
                for t in rule.nodes + padding {
                    let (f, f0) = (r * (1 - t) + o * t, r0 * (1 - t) + o0 * t)
                    factors.append(f / f0)
                    coefficients.append((o - r) / f - (o0 - r0) / f0)
                }
            }
        }
        self.factors = Self.paired(factors)
        self.coefficients = Self.paired(coefficients)
    }

    private static func paired(_ numbers: [Double]) -> WorkingMemory<SIMD2<Double>> {
        let pairs = stride(from: 0, to: numbers.count, by: 2).map { SIMD2(numbers[$0], numbers[$0 + 1]) }
        return WorkingMemory(pairs, padding: SIMD2())
    }
}

/// The questions of a part as a small tree.
private struct PartQuestions {
    struct Node {
        var feature: Int32
        var conditions: [Int32]
        /// Yes and no: the share of the training weight above that goes there.
        var shares: [Double]
        /// Yes and no: a node, or −1 for a leaf.
        var children: [Int32]
        /// Of leaves.
        var values: [Double]
    }

    private(set) var nodes: [Node] = []

    init(_ tree: DecisionTree, _ paths: LeafPaths, leaves: Range<Int>) {
        let shared = paths.sharedEdges(above: leaves)
        for edge in paths.edges[leaves.lowerBound].prefix(shared) { append(shared: edge, of: tree) }
        // A split comes after its parent in the tree's arrays.
        let inside = Set(paths.edges[leaves].joined().lazy.map { $0 / 2 })
            .subtracting(paths.edges[leaves.lowerBound].prefix(shared).map { $0 / 2 }).sorted()
        if inside.isEmpty {
            nodes[nodes.count - 1].children[0] = -1
            nodes[nodes.count - 1].values[0] = tree.arrays.leafValues[paths.leaves[leaves.lowerBound]]
        }
        let kept = Set(leaves.map { paths.leaves[$0] })
        let places = Dictionary(uniqueKeysWithValues: inside.enumerated().map { ($1, Int32(nodes.count + $0)) })
        for split in inside {
            let children = [tree.arrays.leftChildren[Int(split)], tree.arrays.rightChildren[Int(split)]]
            nodes.append(
                Node(
                    feature: tree.arrays.features[Int(split)], conditions: [2 * split],
                    shares: [0, 1].map { Self.share(ofEdge: 2 * split + $0, of: tree) },
                    children: children.map { places[$0] ?? -1 },
                    values: children.map {
                        $0 < 0 && kept.contains(Int(~$0)) ? tree.arrays.leafValues[Int(~$0)] : 0
                    }))
        }
    }

    /// An edge that all leaves have above them. The no leads to no leaf of the part, so that any share will do for it.
    private mutating func append(shared edge: Int32, of tree: DecisionTree) {
        let feature = tree.arrays.features[Int(edge / 2)]
        let share = Self.share(ofEdge: edge, of: tree)
        if let known = nodes.firstIndex(where: { $0.feature == feature }) {
            nodes[known].conditions.append(edge)
            nodes[known].shares[0] *= share
        } else {
            nodes.append(
                Node(
                    feature: feature, conditions: [edge], shares: [share, 0.5],
                    children: [Int32(nodes.count) + 1, -1], values: [0, 0]))
        }
    }

    private static func share(ofEdge edge: Int32, of tree: DecisionTree) -> Double {
        let arrays = tree.arrays
        let covers = [arrays.leftChildren[Int(edge / 2)], arrays.rightChildren[Int(edge / 2)]].map {
            $0 < 0 ? arrays.leafCovers[Int(~$0)] : arrays.splitCovers[Int($0)]
        }
        return covers[Int(edge % 2)] / (covers[0] + covers[1])
    }
}

/// What the edges of a part say about the features on the way down.
private struct EdgePaths {
    private(set) var edges: [TreePart.Edge] = []
    /// By edge, the product of the shares of all edges on its feature down to here.
    private(set) var shares: [Double] = []
    private(set) var features: [Int32] = []
    /// The most different features between the root and a leaf.
    private(set) var mostFeatures = 0

    init(_ nodes: [PartQuestions.Node]) {
        var above = [Int32](repeating: -1, count: nodes.count)
        var featureCounts = [Int](repeating: 0, count: nodes.count)
        var numbers: [Int32: Int32] = [:]
        for (place, node) in nodes.enumerated() {
            let number = numbers[node.feature, default: Int32(features.count)]
            if numbers.updateValue(number, forKey: node.feature) == nil { features.append(node.feature) }
            let before = edge(on: number, above: above[place], above)
            let count = featureCounts[place] + (before < 0 ? 1 : 0)
            mostFeatures = max(mostFeatures, count)
            for side in 0..<2 {
                let child = node.children[side]
                shares.append(node.shares[side] * (before < 0 ? 1 : shares[Int(before)]))
                edges.append(
                    TreePart.Edge(earlier: before, child: child, feature: number, value: node.values[side]))
                guard child >= 0 else { continue }
                above[Int(child)] = Int32(2 * place + side)
                featureCounts[Int(child)] = count
            }
        }
    }

    /// The nearest edge on `feature`, going up from `edge`.
    private func edge(on feature: Int32, above edge: Int32, _ above: [Int32]) -> Int32 {
        var edge = edge
        while edge >= 0, edges[Int(edge)].feature != feature { edge = above[Int(edge) / 2] }
        return edge
    }
}
