import LearningCore

/// One fit of an additive model: cells, curves, pairs, trees.
struct AdditiveRun {
    private let hyperparameters: AdditiveBoostingTrainer.Hyperparameters
    private let dataset: Dataset
    private let validation: Dataset?
    private let interactions: InteractionGroups?
    private let pool: WorkerPool
    private let base: Double
    private let rows: AdditiveRows
    private let state: LaneState
    private let booster: CyclicBooster

    init(
        _ hyperparameters: AdditiveBoostingTrainer.Hyperparameters, dataset: Dataset, validation: Dataset?,
        interactions: InteractionGroups?, pool: WorkerPool
    ) {
        self.hyperparameters = hyperparameters
        self.interactions = interactions
        self.dataset = dataset
        self.validation = validation
        self.pool = pool
        let (all, positive) = dataset.totalWeight
        base = LogisticLoss.logOdds(probability: positive / all)
        rows = AdditiveRows(
            dataset, validation: validation, maxBinCount: hyperparameters.maxBinCount, seed: hyperparameters.seed,
            on: pool)
        state = LaneState(rows, base: base, on: pool)
        booster = CyclicBooster(
            state: state,
            learner: LaneLearner(
                hyperparameters, gradientUnit: rows.weightUnit / state.gradientScale,
                hessianUnit: rows.weightUnit / state.hessianScale),
            hyperparameters: hyperparameters, validation: validation, pool: pool)
    }

    func fitted() throws(LearningError) -> Fit<GradientBoostingModel> {
        // A feature with one bin says nothing.
        let features = rows.mappers.indices.filter { feature in rows.binWeights[feature].count(where: { $0 > 0 }) > 1 }
        let curves = features.map { feature in
            AdditiveTerm(
                isCategorical(feature) ? .levels : .ordered, cellCount: rows.mappers[feature].binCount,
                cells: rows.bins[feature])
        }
        let main = booster.boosted(curves)
        state.restart(base: base)
        state.advance(by: curves, main.values)
        let means = main.values.map { $0.laneMeans() }
        let slices = features.indices.map { index in
            FeatureSlices(
                feature: features[index], binWeights: rows.binWeights[features[index]],
                values: isCategorical(features[index]) ? means[index] : nil)
        }
        let (pairs, surfaces) = pairs(slices, curves, among: widest(features, means))
        let second = surfaces.isEmpty ? nil : booster.boosted(surfaces)
        var trees: [GridTree] = features.indices.map { curve(of: features[$0], means[$0]) }
        if let second, second.rounds > 0 {
            for (index, pair) in pairs.enumerated() {
                trees.append(surface(slices[pair.first], slices[pair.second], surfaces[index], second.values[index]))
            }
        }
        return try finished(
            trees, rounds: main.rounds + (second?.rounds ?? 0),
            losses: main.validationLosses + (second?.validationLosses ?? []))
    }

    private func isCategorical(_ feature: Int) -> Bool { dataset.features.schema.features[feature].levelCount != nil }

    /// Positions of the features whose curves vary most, ascending.
    private func widest(_ features: [Int], _ curves: [[Double]]) -> [Int] {
        guard features.count > PairScreening.mostFeatures else { return Array(features.indices) }
        let spreads = zip(features, curves).map { feature, values in
            let weights = rows.binWeights[feature]
            let mean = zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } / rows.total
            return zip(values, weights).reduce(0) { $0 + ($1.0 - mean) * ($1.0 - mean) * $1.1 }
        }
        let ranked = features.indices.sorted { (spreads[$1], $0) < (spreads[$0], $1) }
        return ranked.prefix(PairScreening.mostFeatures).sorted()
    }

    private func pairs(
        _ slices: [FeatureSlices], _ curves: [AdditiveTerm], among candidates: [Int]
    ) -> ([PairScreening.Pair], [AdditiveTerm]) {
        let cells = pool.map(slices.count) { curves[$0].cells.mapped(by: slices[$0].sliceOfBin) }
        let screening = PairScreening(
            slices: slices, cells: cells, sums: state.sumsLeftOut(),
            gradientUnit: rows.weightUnit / state.gradientScale,
            hessianUnit: rows.weightUnit / state.hessianScale, l2Regularization: hyperparameters.l2Regularization)
        let pairs = screening.best(hyperparameters.maxPairCount, of: candidates, on: pool) { first, second in
            interactions?.join(slices[first].feature, slices[second].feature) ?? true
        }
        let surfaces = pairs.map { pair in
            let width = slices[pair.second].count
            return AdditiveTerm(
                .grid(width: width), cellCount: slices[pair.first].count * width,
                cells: cells[pair.first].grid(cells[pair.second], width: width))
        }
        return (pairs, surfaces)
    }

    private func curve(of feature: Int, _ values: [Double]) -> GridTree {
        let axis = GridAxis(feature: feature, mapper: rows.mappers[feature], values: values)
        return GridTree(
            axes: [axis], values: axis.bySlice(values), weights: axis.bySlice(rows.binWeights[feature]),
            hessianPerWeight: hessianPerWeight)
    }

    private func surface(
        _ first: FeatureSlices, _ second: FeatureSlices, _ term: AdditiveTerm, _ values: WorkingMemory<Lanes>
    ) -> GridTree {
        GridTree(
            axes: [first, second].map { GridAxis($0, mapper: rows.mappers[$0.feature]) }, values: values.laneMeans(),
            weights: term.cells.sums(of: rows.weights, count: term.cellCount), hessianPerWeight: hessianPerWeight)
    }

    private var hessianPerWeight: Double {
        let share = LogisticLoss.probability(logOdds: base)
        return share * (1 - share) * rows.weightUnit
    }

    private func finished(
        _ grids: [GridTree], rounds: Int, losses: [Double]
    ) throws(LearningError) -> Fit<GradientBoostingModel> {
        let model: GradientBoostingModel
        do {
            var trees: [DecisionTree] = []
            for grid in grids { if let tree = try grid.tree() { trees.append(tree) } }
            model = try GradientBoostingModel(schema: dataset.features.schema, baseLogOdds: base, trees: trees)
        } catch { throw .numericalFailure("a tree went wrong: \(error)") }
        let logOdds = try model.logOdds(of: dataset.features, on: pool)
        var loss = 0.0
        for (row, won) in dataset.labels.enumerated() {
            loss += LogisticLoss.loss(logOdds: logOdds[row], won: won) * (dataset.weights?[row] ?? 1)
        }
        var report = FitReport(
            iterations: rounds, converged: true, trainingLoss: loss / dataset.totalWeight.all, validationLosses: losses)
        if model.trees.isEmpty {
            report.warnings.append("no feature improved the model; every lead gets the share of won leads")
        }
        return Fit(model: model, report: report)
    }
}
