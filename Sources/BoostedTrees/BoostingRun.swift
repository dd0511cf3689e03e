import LearningCore

/// One fit: bins, then tree after tree until the last or until validation says stop.
struct BoostingRun {
    private let hyperparameters: GradientBoostingTrainer.Hyperparameters
    private let dataset: Dataset
    private let validation: Dataset?
    private let pool: WorkerPool
    private let weights: RowWeights
    /// The training rows with weight, ascending.
    private let rows: [Int32]
    private let base: Double
    private let matrix: BinMatrix
    private let state: GradientState
    private let grower: TreeGrower
    private let sampler: RowSampler
    private let binningSeconds: Double

    private var trees: [DecisionTree] = []
    private var losses: [Double] = []
    private var bestCount = 0
    /// What the validation rows' log-odds are shifted by; the last round's, to start from.
    private var level = 0.0

    init(
        _ hyperparameters: GradientBoostingTrainer.Hyperparameters, dataset: Dataset, validation: Dataset?,
        directions: [Int], pool: WorkerPool
    ) {
        self.hyperparameters = hyperparameters
        self.dataset = dataset
        self.validation = validation
        self.pool = pool
        let clock = ContinuousClock()
        let start = clock.now
        weights = RowWeights(dataset)
        rows = (0..<dataset.rowCount).filter { dataset.weights?[$0] != 0 }.map(Int32.init)
        let (all, positive) = dataset.totalWeight
        base = LogisticLoss.logOdds(probability: positive / all)
        sampler = RowSampler(sampling: hyperparameters.rowSampling, seed: hyperparameters.seed)
        matrix = BinMatrix(
            training: dataset, rows: rows, validation: validation?.features, maxBinCount: hyperparameters.maxBinCount,
            minWeight: Double(hyperparameters.minSamplesPerLeaf) / Double(sampler.amplification),
            seed: hyperparameters.seed, on: pool)
        binningSeconds = (clock.now - start) / .seconds(1)
        state = GradientState(
            labels: dataset.labels, weights: weights, validationCount: validation?.rowCount ?? 0, base: base)
        grower = TreeGrower(
            matrix: matrix, state: state, directions: matrix.layout.views.map { directions[$0.feature] },
            hyperparameters,
            pool: pool)
    }

    mutating func fitted() throws(LearningError) -> Fit<GradientBoostingModel> {
        let clock = ContinuousClock()
        let start = clock.now
        var totals = state.advance(by: [0], on: pool)
        for number in 0..<hyperparameters.treeCount {
            guard let tree = grow(number, totals) else {
                if isDeterministic { break }
                noteLoss()
                continue
            }
            do { trees.append(try tree.tree(matrix)) } catch { throw .numericalFailure("a tree went wrong: \(error)") }
            totals = state.advance(by: tree.leafValues, on: pool)
            noteLoss()
            if let patience = hyperparameters.earlyStoppingRounds, losses.count - (bestRound ?? 0) >= patience { break }
        }
        let kept = hyperparameters.earlyStoppingRounds == nil ? trees.count : bestCount
        return try finished(Array(trees.prefix(kept)), seconds: (clock.now - start) / .seconds(1))
    }

    /// Whether a tree that cannot be grown means that no later one can.
    private var isDeterministic: Bool {
        hyperparameters.rowSampling == .all && hyperparameters.featureSamplingPerTree == 1
            && hyperparameters.featureSamplingPerNode == 1
    }

    private func grow(_ number: Int, _ totals: GradientState.Totals) -> GrownTree? {
        let picked = sampler.multiplicities(of: rows, tree: number, state: state)
        state.sample(rows, picked)
        let packing = packing(totals)
        state.pack(packing, on: pool)
        var inBag = rows
        var others = (dataset.rowCount..<matrix.rowCount).map(Int32.init)
        if let picked {
            inBag = zip(rows, picked).filter { $0.1 > 0 }.map(\.0)
            others = zip(rows, picked).filter { $0.1 == 0 }.map(\.0) + others
        }
        guard !inBag.isEmpty else { return nil }
        let columns = ColumnSampler(
            columnCount: matrix.layout.views.count, treeShare: hyperparameters.featureSamplingPerTree,
            nodeShare: hyperparameters.featureSamplingPerNode, seed: hyperparameters.seed, tree: number)
        return grower.grow(
            rows: inBag, others: others, rules: SplitRules(packing: packing, weights: weights, hyperparameters),
            columns: columns)
    }

    private func packing(_ totals: GradientState.Totals) -> PackedSums {
        let unit = Double(sign: .plus, exponent: -PackedSums.rowExponent - weights.exponent, significand: 1)
        let times = Double(sampler.amplification)
        return PackedSums(
            counts: weights.totalCount.map { $0 * sampler.amplification }, slack: weights.slack * sampler.amplification,
            gradientBound: Double(max(totals.rising, totals.falling)) * unit * times,
            hessianBound: Double(totals.hessian) * unit * times, countExponent: weights.countExponent)
    }

    /// The round with the lowest validation loss so far, the first of equals.
    private var bestRound: Int? {
        losses.indices.min { (losses[$0], $0) < (losses[$1], $1) }.map { $0 + 1 }
    }

    private mutating func noteLoss() {
        guard let validation else { return }
        if hyperparameters.validatesAtOwnLevel { level = ownLevel(of: validation) }
        let loss = meanLoss(of: validation, from: dataset.rowCount, shift: level)
        if losses.allSatisfy({ loss < $0 }) { bestCount = trees.count }
        losses.append(loss)
    }

    /// The shift that makes the mean probability of the validation rows their share of won ones, by Newton's method from
    /// the last round's. One row of each outcome is added half: with one outcome alone there would be none.
    private func ownLevel(of validation: Dataset) -> Double {
        let (all, won) = validation.totalWeight
        let rate = (won + 0.5) / (all + 1)
        let blocks = WorkerPool.blocks(of: validation.rowCount, size: 8_192)
        let (state, start) = (state, dataset.rowCount)
        var shift = level
        for _ in 0..<20 {
            let current = shift
            let sums = pool.map(blocks.count) { block in
                var (mean, slope) = (0.0, 0.0)
                for row in blocks[block] {
                    let p = LogisticLoss.probability(logOdds: state.score(start + row) + current)
                    let weight = validation.weights?[row] ?? 1
                    mean += weight * p
                    slope += weight * p * (1 - p)
                }
                return (mean: mean, slope: slope)
            }
            let missing = rate - sums.reduce(0) { $0 + $1.mean } / all
            let slope = max(sums.reduce(0) { $0 + $1.slope } / all, 1e-9)
            shift += min(max(missing / slope, -2), 2)
            if abs(missing) < 1e-6 { break }
        }
        return shift
    }

    private func meanLoss(of part: Dataset, from start: Int, shift: Double = 0) -> Double {
        let blocks = WorkerPool.blocks(of: part.rowCount, size: 8_192)
        let state = state
        let sums = pool.map(blocks.count) { block in
            var sum = 0.0
            for row in blocks[block] {
                let loss = LogisticLoss.loss(logOdds: state.score(start + row) + shift, won: part.labels[row])
                sum += loss * (part.weights?[row] ?? 1)
            }
            return sum
        }
        return sums.reduce(0, +) / part.totalWeight.all
    }

    private func finished(
        _ kept: [DecisionTree], seconds: Double
    ) throws(LearningError) -> Fit<GradientBoostingModel> {
        let model: GradientBoostingModel
        do {
            model = try GradientBoostingModel(schema: dataset.features.schema, baseLogOdds: base, trees: kept)
        } catch { throw .numericalFailure("a tree went wrong: \(error)") }
        var report = FitReport(
            iterations: kept.count, converged: true, trainingLoss: try trainingLoss(of: model),
            validationLosses: losses, seconds: ["bin": binningSeconds, "grow": seconds])
        if kept.isEmpty {
            report.warnings.append("no split improved the model; every lead gets the share of won leads")
        }
        return Fit(model: model, report: report)
    }

    /// Scores so far are those of all trees; with fewer kept they are computed anew.
    private func trainingLoss(of model: GradientBoostingModel) throws(LearningError) -> Double {
        guard model.trees.count < trees.count else { return meanLoss(of: dataset, from: 0) }
        let logOdds = try model.logOdds(of: dataset.features, on: pool)
        var sum = 0.0
        for row in logOdds.indices {
            let loss = LogisticLoss.loss(logOdds: logOdds[row], won: dataset.labels[row])
            sum += loss * (dataset.weights?[row] ?? 1)
        }
        return sum / dataset.totalWeight.all
    }
}
