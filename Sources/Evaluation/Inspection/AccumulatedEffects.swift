public import LearningCore

/// What a feature's values add to the log-odds, from changes among rows that have about that value: accumulated local effects
/// (Apley and Zhu, "Visualizing the effects of predictor variables in black box supervised learning models", 2020).
///
/// For a number with the grid z_0 < … < z_K, and N_k the rows with z_(k−1) < x ≤ z_k (N_1 with x = z_0 as well),
///
///     g_0 = 0        g_k = g_(k−1) + 1/|N_k| Σ_(i ∈ N_k) f(z_k, x_i without the feature) − f(z_(k−1), x_i without it)
///
/// and the effect at z_k is g_k − c, with c the mean of (g_(k−1) + g_k) / 2 over the rows, so that the mean effect is 0. Levels
/// are put in a row by ``LevelOrder``; a step from one to the next is averaged over the rows of both, and c is the mean of g over
/// the rows. Rows without a value take no part. For an additive model the effects are the feature's own term, centred.
public struct AccumulatedEffects: Sendable, Equatable {
    public struct Point: Sendable, Equatable {
        public let value: FeatureValue
        /// What the value adds to the log-odds, against the mean.
        public let effect: Double
        /// The rows at this value of the grid, or between it and the one before.
        public let rows: Int
    }

    public let feature: Int
    /// By rising number, or in the order in which levels were put. None if no row has a value.
    public let points: [Point]

    /// - Parameter pool: the threads to work on; they do not change the result.
    /// - Throws: ``LearningError/schemaMismatch(expected:found:)`` if the model has other features.
    /// - Complexity: three scorings of all rows, and for levels O(levels² × features).
    public init(
        of model: some ProbabilisticClassifier, on matrix: FeatureMatrix, at grid: FeatureGrid, on pool: WorkerPool
    ) throws(LearningError) {
        feature = grid.feature
        let counts = grid.counts
        guard grid.values.count > 1 else {
            points = zip(grid.values, counts).map { Point(value: $0, effect: 0, rows: $1) }
            return
        }
        let rows = grid.places.indices.filter { grid.places[$0] >= 0 }
        let part = rows.count == matrix.rowCount ? matrix : matrix.selecting(rows: rows)
        let places = rows.map { grid.places[$0] }
        let ladder = Ladder(model: model, matrix: part, grid: grid, pool: pool)
        if matrix.schema.features[feature].levelCount == nil {
            let effects = try ladder.numericEffects(places, counts)
            points = grid.values.indices.map { Point(value: grid.values[$0], effect: effects[$0], rows: counts[$0]) }
        } else {
            let order = LevelOrder(of: grid, places: places, in: part).places
            let effects = try ladder.levelEffects(places, counts, order: order)
            points = order.indices.map {
                Point(value: grid.values[order[$0]], effect: effects[$0], rows: counts[order[$0]])
            }
        }
    }
}

/// The steps from one value of a grid to the next.
private struct Ladder<Model: ProbabilisticClassifier> {
    let model: Model
    let matrix: FeatureMatrix
    let grid: FeatureGrid
    let pool: WorkerPool

    func numericEffects(_ places: [Int], _ counts: [Int]) throws(LearningError) -> [Double] {
        let upper = places.map { max($0, 1) }
        let high = try logOdds(at: upper)
        let low = try logOdds(at: upper.map { $0 - 1 })
        let steps = upper.indices.map { (step: upper[$0], change: high[$0] - low[$0]) }
        let heights = heights(steps)
        var centre = 0.0
        for place in upper { centre += (heights[place - 1] + heights[place]) / 2 }
        return heights.map { $0 - centre / Double(places.count) }
    }

    /// - Parameter order: places of the grid, one after another.
    func levelEffects(_ places: [Int], _ counts: [Int], order: [Int]) throws(LearningError) -> [Double] {
        var rank = [Int](repeating: 0, count: order.count)
        for (position, place) in order.enumerated() { rank[place] = position }
        let own = try logOdds(at: places)
        let before = try logOdds(at: places.map { order[max(rank[$0] - 1, 0)] })
        let after = try logOdds(at: places.map { order[min(rank[$0] + 1, order.count - 1)] })
        var steps: [(step: Int, change: Double)] = []
        for (row, place) in places.enumerated() {
            if rank[place] > 0 { steps.append((rank[place], own[row] - before[row])) }
            if rank[place] < order.count - 1 { steps.append((rank[place] + 1, after[row] - own[row])) }
        }
        let heights = heights(steps)
        let centre = order.indices.reduce(0) { $0 + heights[$1] * Double(counts[order[$1]]) } / Double(places.count)
        return heights.map { $0 - centre }
    }

    /// g, from the mean change of each step.
    private func heights(_ steps: [(step: Int, change: Double)]) -> [Double] {
        var sums = [Double](repeating: 0, count: grid.values.count)
        var counts = [Double](repeating: 0, count: grid.values.count)
        for (step, change) in steps {
            sums[step] += change
            counts[step] += 1
        }
        var height = 0.0
        return sums.indices.map { step in
            if counts[step] > 0 { height += sums[step] / counts[step] }
            return height
        }
    }

    /// The rows' log-odds with the values at the given places.
    private func logOdds(at places: [Int]) throws(LearningError) -> [Double] {
        let values = places.map { grid.values[$0] }
        let column: FeatureColumn
        if matrix.schema.features[grid.feature].levelCount == nil {
            column = .numeric(values.map { if case .number(let number) = $0 { number } else { .nan } })
        } else {
            column = .categorical(values.map { if case .level(let level) = $0 { Int32(level) } else { -1 } })
        }
        return try model.logOdds(of: matrix.replacing(grid.feature, with: column), on: pool)
    }
}
