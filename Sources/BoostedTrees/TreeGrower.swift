import LearningCore

/// Grows one tree after another, each best leaf first: the leaf whose split lowers the objective most is split next.
///
/// Of two children only the smaller one's histogram is added up; the other is what remains of the parent's. All memory is
/// taken once and used again for every tree.
final class TreeGrower {
    private let matrix: BinMatrix
    private let state: GradientState
    private let pool: WorkerPool
    private let hyperparameters: GradientBoostingTrainer.Hyperparameters
    /// By view: 1 may only rise, −1 may only fall, 0 free.
    private let directions: [Int]
    private let interactions: InteractionGroups?
    private let partition: RowPartition
    private let passengers: RowPartition
    private let histograms: HistogramPool
    private let search: SplitSearch
    private var leaves: [GrowingLeaf] = []
    private var splits: [GrowingSplit] = []

    init(
        matrix: BinMatrix, state: GradientState, directions: [Int], interactions: InteractionGroups?,
        _ hyperparameters: GradientBoostingTrainer.Hyperparameters, pool: WorkerPool
    ) {
        self.matrix = matrix
        self.state = state
        self.pool = pool
        self.hyperparameters = hyperparameters
        self.directions = directions
        self.interactions = interactions
        partition = RowPartition(capacity: matrix.trainingCount, pool: pool)
        let validationCount = matrix.rowCount - matrix.trainingCount
        let mayLeaveOut = hyperparameters.rowSampling != .all
        passengers = RowPartition(
            capacity: validationCount + (mayLeaveOut ? matrix.trainingCount : 0), pool: pool)
        histograms = HistogramPool(matrix: matrix, words: state.words, pool: pool)
        search = SplitSearch(matrix: matrix, directions: directions, histograms: histograms, pool: pool)
    }

    /// - Parameters:
    ///   - rows: the rows to learn from, ascending.
    ///   - others: rows that only fall to their leaf.
    ///   - columns: which views the tree may split, and how many of them each node may.
    /// - Returns: the tree; afterwards the state knows every row's leaf. `nil` if the root cannot be split.
    func grow(
        rows: [Int32], others: [Int32], rules: SplitRules, columns: ColumnSampler
    ) -> GrownTree? {
        var columns = columns
        partition.reset(to: rows)
        passengers.reset(to: others)
        splits.removeAll(keepingCapacity: true)
        leaves.removeAll(keepingCapacity: true)
        defer { for leaf in leaves { histograms.give(back: leaf.histogram) } }
        var root = GrowingLeaf(rows: 0..<rows.count, passengers: 0..<others.count)
        guard !columns.isEmpty else { return nil }
        let slot = histograms.take()
        root.histogram = slot
        let making = histograms.startRoot(partition, into: slot)
        root.sums = histograms.total(of: slot)
        leaves.append(root)
        search.begin(rules)
        findSplits(of: 0, nil, after: making, &columns)
        while leaves.count < hyperparameters.maxLeafCount, let next = bestLeaf() {
            split(next, rules, &columns)
        }
        return splits.isEmpty ? nil : finished()
    }

    /// The leaf with the largest gain, the first of equals.
    private func bestLeaf() -> Int? {
        var best: Int?
        for index in leaves.indices where leaves[index].best.view >= 0 {
            if best.map({ leaves[index].best.gain > leaves[$0].best.gain }) ?? true { best = index }
        }
        return best
    }

    private func split(_ index: Int, _ rules: SplitRules, _ columns: inout ColumnSampler) {
        let parent = leaves[index]
        let candidate = parent.best
        let left = partition.split(parent.rows, candidate, matrix)
        let leftPassengers = passengers.split(parent.passengers, candidate, matrix)
        let right = leaves.count
        link(parent, to: splits.count)
        splits.append(GrowingSplit(candidate: candidate, left: ~index, right: ~right))
        let (leftBounds, rightBounds) = bounds(of: parent, rules)
        leaves[index] = parent.child(
            rows: parent.rows.prefix(left), passengers: parent.passengers.prefix(leftPassengers),
            sums: candidate.leftSums, bounds: leftBounds, parent: (splits.count - 1, true))
        leaves.append(
            parent.child(
                rows: parent.rows.dropFirst(left), passengers: parent.passengers.dropFirst(leftPassengers),
                sums: parent.sums &- candidate.leftSums, bounds: rightBounds, parent: (splits.count - 1, false)))
        let feature = matrix.layout.views[candidate.view].feature
        leaves[index].groups = interactions?.groups(holding: parent.groups, and: feature)
        leaves[right].groups = leaves[index].groups
        prepare(index, right, from: parent, rules, &columns)
    }

    /// Gives the children their histograms, if they may be split again, and finds their best splits.
    private func prepare(
        _ left: Int, _ right: Int, from parent: GrowingLeaf, _ rules: SplitRules, _ columns: inout ColumnSampler
    ) {
        let (canSplitLeft, canSplitRight) = (isSplittable(leaves[left], rules), isSplittable(leaves[right], rules))
        guard let shared = parent.histogram, leaves.count < hyperparameters.maxLeafCount, canSplitLeft || canSplitRight
        else { return histograms.give(back: parent.histogram) }
        let isLeftSmall = leaves[left].rows.count <= leaves[right].rows.count
        let (small, large) = isLeftSmall ? (left, right) : (right, left)
        let built = histograms.take()
        if canSplitLeft { leaves[left].histogram = isLeftSmall ? built : shared }
        if canSplitRight { leaves[right].histogram = isLeftSmall ? shared : built }
        let making = histograms.start(
            partition, leaves[small].rows, into: built, parent: shared, keepsRest: leaves[large].histogram != nil)
        findSplits(
            of: canSplitLeft ? left : right, canSplitLeft && canSplitRight ? right : nil, after: making, &columns)
        if leaves[small].histogram == nil { histograms.give(back: built) }
        if leaves[large].histogram == nil { histograms.give(back: shared) }
    }

    private func isSplittable(_ leaf: GrowingLeaf, _ rules: SplitRules) -> Bool {
        if let maxDepth = hyperparameters.maxDepth, leaf.depth >= maxDepth { return false }
        return rules.packing.count(leaf.sums) >= 2 * rules.minCount
            && rules.packing.hessian(leaf.sums) >= 2 * rules.minHessian
    }

    private func findSplits(
        of first: Int, _ second: Int?, after making: HistogramPool.Making, _ columns: inout ColumnSampler
    ) {
        let one = query(first, &columns)
        let other = second.map { query($0, &columns) }
        let best = search.best(for: one, other, after: making)
        leaves[first].best = best.first
        if let second { leaves[second].best = best.second }
    }

    private func query(_ index: Int, _ columns: inout ColumnSampler) -> SplitSearch.Query {
        SplitSearch.Query(
            sums: leaves[index].sums, bounds: leaves[index].bounds, slot: histograms[leaves[index].histogram ?? 0],
            drawn: columns.nextNode(among: usableViews(leaves[index])))
    }

    /// By view, whether the leaf may be split by it; `nil` if by all.
    private func usableViews(_ leaf: GrowingLeaf) -> [Bool]? {
        guard let interactions, let groups = leaf.groups else { return nil }
        let isAllowed = interactions.features(in: groups)
        return matrix.layout.views.map { isAllowed[$0.feature] }
    }

    private func link(_ leaf: GrowingLeaf, to split: Int) {
        guard let (parent, isLeft) = leaf.parent else { return }
        if isLeft { splits[parent].left = split } else { splits[parent].right = split }
    }

    /// A constrained split parts the values its children may take at the middle between theirs.
    private func bounds(of parent: GrowingLeaf, _ rules: SplitRules) -> (left: ValueBounds, right: ValueBounds) {
        let direction = directions[parent.best.view]
        guard direction != 0 else { return (parent.bounds, parent.bounds) }
        let leftValue = rules.value(parent.best.leftSums, within: parent.bounds)
        let rightValue = rules.value(parent.sums &- parent.best.leftSums, within: parent.bounds)
        let middle = leftValue / 2 + rightValue / 2
        var (left, right) = (parent.bounds, parent.bounds)
        if direction > 0 {
            (left.high, right.low) = (middle, middle)
        } else {
            (left.low, right.high) = (middle, middle)
        }
        return (left, right)
    }

    /// Exact leaf values, −G / (H + λ) times the learning rate, from the unrounded gradients of the leaves' rows.
    private func finished() -> GrownTree {
        let sums = state.assignLeaves(
            leaves.map(\.rows), of: partition, leaves.map(\.passengers), of: passengers, on: pool)
        let unit = Double(sign: .plus, exponent: -PackedSums.rowExponent - state.weights.exponent, significand: 1)
        var values: [Double] = []
        for (leaf, sum) in zip(leaves, sums) {
            let (gradient, hessian) = (Double(sum.gradient) * unit, Double(sum.hessian) * unit)
            let value = -gradient / max(hessian + hyperparameters.l2Regularization, .leastNormalMagnitude)
            values.append(leaf.bounds.clamped(value) * hyperparameters.learningRate)
        }
        return GrownTree(
            splits: splits, leafValues: values, leafCovers: sums.map { state.weights.weight(ofUnits: $0.units) })
    }
}
