/// One tree prepared for exact path-dependent TreeSHAP.
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
struct TreeExplainer: Sendable {
    /// The three states of an edge: neither the earlier conditions on its feature hold (0), nor all with this one (1), or
    /// all (2).
    static let states = 3

    /// An edge of the tree. Edge e = 2 · split + (0 left, 1 right).
    struct Edge: BitwiseCopyable {
        /// The edge further up on the same feature, or −1.
        var earlier: Int32
        /// As in ``DecisionTree``.
        var child: Int32
        var feature: Int32
        /// Of the leaf below, if there is one.
        var value: Double
    }

    let tree: DecisionTree
    /// Half the number of quadrature nodes, which are padded with nodes of weight 0 to an even number.
    let pairs: Int
    let nodeWeights: WorkingMemory<SIMD2<Double>>
    let edges: WorkingMemory<Edge>
    /// `[(edge · 3 + state) · pairs + pair]`
    let factors: WorkingMemory<SIMD2<Double>>
    let coefficients: WorkingMemory<SIMD2<Double>>
    /// The mean of the leaf values over the training rows.
    let expectation: Double

    init(_ tree: DecisionTree) {
        self.tree = tree
        let paths = EdgePaths(tree)
        let needed = max(1, (paths.mostFeatures + 1) / 2)
        let rule = GaussLegendre(count: needed)
        let padding = [Double](repeating: 0, count: needed % 2)
        pairs = (needed + 1) / 2
        nodeWeights = Self.paired(rule.weights + padding)
        edges = WorkingMemory(paths.edges(of: tree), padding: Edge(earlier: -1, child: -1, feature: 0, value: 0))
        var factors: [Double] = []
        var coefficients: [Double] = []
        for edge in paths.shares.indices {
            let r = paths.shares[edge]
            let before = Int(paths.earlier[edge])
            let r0 = before < 0 ? 1 : paths.shares[before]
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
        let total = tree.arrays.leafCovers.reduce(0, +)
        expectation = zip(tree.arrays.leafValues, tree.arrays.leafCovers).reduce(0) { $0 + $1.0 * ($1.1 / total) }
    }

    private static func paired(_ numbers: [Double]) -> WorkingMemory<SIMD2<Double>> {
        let pairs = stride(from: 0, to: numbers.count, by: 2).map { SIMD2(numbers[$0], numbers[$0 + 1]) }
        return WorkingMemory(pairs, padding: SIMD2())
    }
}

/// What the edges of a tree say about the features on the way down.
private struct EdgePaths {
    /// By edge, the edge further up on the same feature, or −1.
    private(set) var earlier: [Int32]
    /// By edge, the product of the shares of all edges on its feature down to here.
    private(set) var shares: [Double]
    /// The most different features between the root and a leaf.
    private(set) var mostFeatures = 0

    init(_ tree: DecisionTree) {
        let arrays = tree.arrays
        earlier = [Int32](repeating: -1, count: 2 * tree.splitCount)
        shares = [Double](repeating: 1, count: 2 * tree.splitCount)
        var above = [Int32](repeating: -1, count: tree.splitCount)
        var featureCounts = [Int](repeating: 0, count: tree.splitCount)
        for split in 0..<tree.splitCount {
            let children = [arrays.leftChildren[split], arrays.rightChildren[split]]
            let covers = children.map { $0 < 0 ? arrays.leafCovers[Int(~$0)] : arrays.splitCovers[Int($0)] }
            let before = Self.edge(on: arrays.features[split], above: above[split], of: tree, above)
            let features = featureCounts[split] + (before < 0 ? 1 : 0)
            mostFeatures = max(mostFeatures, features)
            for side in 0..<2 {
                let edge = 2 * split + side
                earlier[edge] = before
                let share = covers[side] / (covers[0] + covers[1])
                shares[edge] = share * (before < 0 ? 1 : shares[Int(before)])
                guard children[side] >= 0 else { continue }
                above[Int(children[side])] = Int32(edge)
                featureCounts[Int(children[side])] = features
            }
        }
    }

    func edges(of tree: DecisionTree) -> [TreeExplainer.Edge] {
        earlier.indices.map { edge in
            let split = edge / 2
            let child = edge % 2 == 0 ? tree.arrays.leftChildren[split] : tree.arrays.rightChildren[split]
            return TreeExplainer.Edge(
                earlier: earlier[edge], child: child, feature: tree.arrays.features[split],
                value: child < 0 ? tree.arrays.leafValues[Int(~child)] : 0)
        }
    }

    /// The nearest edge on `feature`, going up from `edge`.
    private static func edge(on feature: Int32, above edge: Int32, of tree: DecisionTree, _ above: [Int32]) -> Int32 {
        var edge = edge
        while edge >= 0, tree.arrays.features[Int(edge) / 2] != feature { edge = above[Int(edge) / 2] }
        return edge
    }
}
