import LearningCore

/// The trees of one seed as they grow, one after another, with the log-odds they give the rows.
///
/// With several seeds each has its own, all on the same bins; a model of them is the mean of their log-odds.
struct SeedForest {
    private let hyperparameters: GradientBoostingTrainer.Hyperparameters
    private let seed: UInt64
    /// What a tree of this forest counts in the model: 1 over the number of seeds.
    private let share: Double
    private let matrix: BinMatrix
    private let weights: RowWeights
    /// The training rows with weight, ascending.
    private let rows: [Int32]
    private let pool: WorkerPool
    private let grower: TreeGrower
    private let sampler: RowSampler
    private var totals: GradientState.Totals
    let state: GradientState

    /// - Parameters:
    ///   - number: which of the seeds this is, from 0; the first is the seed of the hyperparameters itself.
    ///   - state: of this forest alone.
    init(
        number: Int, _ hyperparameters: GradientBoostingTrainer.Hyperparameters, matrix: BinMatrix, rows: [Int32],
        state: GradientState, directions: [Int], interactions: InteractionGroups?, pool: WorkerPool
    ) {
        self.hyperparameters = hyperparameters
        seed = hyperparameters.seed(number: number)
        share = 1 / Double(hyperparameters.seedCount)
        self.matrix = matrix
        self.rows = rows
        self.state = state
        self.pool = pool
        weights = state.weights
        sampler = RowSampler(sampling: hyperparameters.rowSampling, seed: seed)
        grower = TreeGrower(
            matrix: matrix, state: state, directions: matrix.layout.views.map { directions[$0.feature] },
            interactions: interactions, hyperparameters, pool: pool)
        totals = state.advance(by: [0], on: pool)
    }

    /// Grows the next tree and moves the rows' log-odds by it.
    ///
    /// - Returns: the tree as it counts in the model; `nil` if none could be grown.
    mutating func grow(_ number: Int) throws(LearningError) -> DecisionTree? {
        guard let tree = grown(number) else { return nil }
        totals = state.advance(by: tree.leafValues, on: pool)
        do { return try tree.tree(matrix, share: share) } catch {
            throw .numericalFailure("a tree went wrong: \(error)")
        }
    }

    private func grown(_ number: Int) -> GrownTree? {
        let picked = sampler.multiplicities(of: rows, tree: number, state: state)
        state.sample(rows, picked)
        let packing = packing()
        state.pack(packing, on: pool)
        let unlearned = matrix.trainingCount..<matrix.rowCount
        let (inBag, others) =
            picked.map { RowSampler.parted(rows, by: $0, others: unlearned) } ?? (rows, unlearned.map(Int32.init))
        guard !inBag.isEmpty else { return nil }
        let columns = ColumnSampler(
            columnCount: matrix.layout.views.count, treeShare: hyperparameters.featureSamplingPerTree,
            nodeShare: hyperparameters.featureSamplingPerNode, seed: seed, tree: number)
        return grower.grow(
            rows: inBag, others: others, rules: SplitRules(packing: packing, weights: weights, hyperparameters),
            columns: columns)
    }

    private func packing() -> PackedSums {
        let unit = Double(sign: .plus, exponent: -PackedSums.rowExponent - weights.exponent, significand: 1)
        let times = Double(sampler.amplification)
        return PackedSums(
            counts: weights.totalCount.map { $0 * sampler.amplification }, slack: weights.slack * sampler.amplification,
            gradientBound: Double(max(totals.rising, totals.falling)) * unit * times,
            hessianBound: Double(totals.hessian) * unit * times, countExponent: weights.countExponent)
    }
}

extension GradientBoostingTrainer.Hyperparameters {
    /// The seeds of a bag: this one, and others that follow from it.
    func seed(number: Int) -> UInt64 {
        number == 0 ? seed : SplitMix64.mix(seed &+ UInt64(number) &* 0x9E37_79B9_7F4A_7C15)
    }
}
