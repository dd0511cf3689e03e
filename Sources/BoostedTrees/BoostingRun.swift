import LearningCore

/// One fit: bins, then tree after tree until the last or until validation says stop.
struct BoostingRun {
    private let hyperparameters: GradientBoostingTrainer.Hyperparameters
    private let dataset: Dataset
    private let validation: Dataset?
    private let pool: WorkerPool
    private let base: Double
    private let binningSeconds: Double
    /// One for each seed.
    private var forests: [SeedForest]

    /// Round by round, within a round seed by seed.
    private var trees: [DecisionTree] = []
    private var losses: [Double] = []
    private var bestCount = 0
    /// What the validation rows' log-odds are shifted by; the last round's, to start from.
    private var level = 0.0

    init(
        _ hyperparameters: GradientBoostingTrainer.Hyperparameters, dataset: Dataset, validation: Dataset?,
        directions: [Int], interactions: InteractionGroups?, pool: WorkerPool
    ) {
        self.hyperparameters = hyperparameters
        self.dataset = dataset
        self.validation = validation
        self.pool = pool
        let clock = ContinuousClock()
        let start = clock.now
        let weights = RowWeights(dataset)
        let rows = (0..<dataset.rowCount).filter { dataset.weights?[$0] != 0 }.map(Int32.init)
        let (all, positive) = dataset.totalWeight
        let base = LogisticLoss.logOdds(probability: positive / all)
        let sampler = RowSampler(sampling: hyperparameters.rowSampling, seed: hyperparameters.seed)
        let matrix = BinMatrix(
            training: dataset, rows: rows, validation: validation?.features, maxBinCount: hyperparameters.maxBinCount,
            minWeight: Double(hyperparameters.minSamplesPerLeaf) / Double(sampler.amplification),
            seed: hyperparameters.seed, on: pool)
        binningSeconds = (clock.now - start) / .seconds(1)
        self.base = base
        forests = (0..<hyperparameters.seedCount).map { number in
            SeedForest(
                number: number, hyperparameters, matrix: matrix, rows: rows,
                state: GradientState(
                    labels: dataset.labels, weights: weights, validationCount: validation?.rowCount ?? 0,
                    base: base),
                directions: directions, interactions: interactions, pool: pool)
        }
    }

    mutating func fitted() throws(LearningError) -> Fit<GradientBoostingModel> {
        let clock = ContinuousClock()
        let start = clock.now
        for number in 0..<hyperparameters.treeCount {
            let before = trees.count
            for seed in forests.indices {
                if let tree = try forests[seed].grow(number) { trees.append(tree) }
            }
            let hasGrown = trees.count > before
            if !hasGrown, hyperparameters.isDeterministic { break }
            noteLoss()
            guard hasGrown, let patience = hyperparameters.earlyStoppingRounds else { continue }
            if losses.count - (bestRound ?? 0) >= patience { break }
        }
        let kept = hyperparameters.earlyStoppingRounds == nil ? trees.count : bestCount
        return try finished(Array(trees.prefix(kept)), seconds: (clock.now - start) / .seconds(1))
    }

    /// The round with the lowest validation loss so far, the first of equals.
    private var bestRound: Int? {
        losses.indices.min { (losses[$0], $0) < (losses[$1], $1) }.map { $0 + 1 }
    }

    private mutating func noteLoss() {
        guard let validation else { return }
        let loss = validationLoss(of: validation)
        if losses.allSatisfy({ loss < $0 }) { bestCount = trees.count }
        losses.append(loss)
    }

    private mutating func validationLoss(of validation: Dataset) -> Double {
        let metric = hyperparameters.validationMetric
        if metric.ranks {
            let scores = MeanScores(forests)
            let logOdds = (0..<validation.rowCount).map { scores[dataset.rowCount + $0] }
            return metric.loss(ranking: logOdds, labels: validation.labels, weights: validation.weights)
        }
        if hyperparameters.validatesAtOwnLevel { level = ownLevel(of: validation) }
        return meanLoss(of: validation, from: dataset.rowCount, metric, shift: level)
    }

    /// The shift that makes the mean probability of the validation rows their share of won ones, by Newton's method from
    /// the last round's. One row of each outcome is added half: with one outcome alone there would be none.
    private func ownLevel(of validation: Dataset) -> Double {
        let (all, won) = validation.totalWeight
        let rate = (won + 0.5) / (all + 1)
        let blocks = WorkerPool.blocks(of: validation.rowCount, size: 8_192)
        let (scores, start) = (MeanScores(forests), dataset.rowCount)
        var shift = level
        for _ in 0..<20 {
            let current = shift
            let sums = pool.map(blocks.count) { block in
                var (mean, slope) = (0.0, 0.0)
                for row in blocks[block] {
                    let p = LogisticLoss.probability(logOdds: scores[start + row] + current)
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

    private func meanLoss(
        of part: Dataset, from start: Int, _ metric: GradientBoostingTrainer.ValidationMetric, shift: Double = 0
    ) -> Double {
        let blocks = WorkerPool.blocks(of: part.rowCount, size: 8_192)
        let scores = MeanScores(forests)
        let sums = pool.map(blocks.count) { block in
            var sum = 0.0
            for row in blocks[block] {
                let loss = metric.loss(logOdds: scores[start + row] + shift, won: part.labels[row])
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
            iterations: (kept.count + forests.count - 1) / forests.count, converged: true,
            trainingLoss: try trainingLoss(of: model), validationLosses: losses,
            seconds: ["bin": binningSeconds, "grow": seconds])
        if kept.isEmpty {
            report.warnings.append("no split improved the model; every lead gets the share of won leads")
        }
        return Fit(model: model, report: report)
    }

    /// Scores so far are those of all trees; with fewer kept they are computed anew.
    private func trainingLoss(of model: GradientBoostingModel) throws(LearningError) -> Double {
        guard model.trees.count < trees.count else { return meanLoss(of: dataset, from: 0, .logLoss) }
        return try Self.meanLoss(of: model, on: dataset, pool)
    }

    /// The mean log loss of a finished model.
    static func meanLoss(
        of model: GradientBoostingModel, on dataset: Dataset, _ pool: WorkerPool
    ) throws(LearningError) -> Double {
        let logOdds = try model.logOdds(of: dataset.features, on: pool)
        var sum = 0.0
        for row in logOdds.indices {
            let loss = LogisticLoss.loss(logOdds: logOdds[row], won: dataset.labels[row])
            sum += loss * (dataset.weights?[row] ?? 1)
        }
        return sum / dataset.totalWeight.all
    }
}

/// The log-odds of rows so far: the mean over the seeds.
private struct MeanScores: Sendable {
    private let states: [GradientState]

    init(_ forests: [SeedForest]) { states = forests.map(\.state) }

    subscript(row: Int) -> Double {
        guard states.count > 1 else { return states[0].score(row) }
        return states.reduce(0) { $0 + $1.score(row) } / Double(states.count)
    }
}
