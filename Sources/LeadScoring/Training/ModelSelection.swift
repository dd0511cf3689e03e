import BoostedTrees
import Calibration
import Evaluation
import LearningCore
import LinearModels
import ModelStorage

/// Chooses the kind of model, the shape of its numbers and the number of trees by cross-validated log loss, on the
/// training leads alone.
///
/// **Folds** are those of the hold-out in small: rolling origin in time, else grouped, else stratified. How many leads are
/// won in the time to come, no candidate can know; so in time every fold's log-odds are shifted to the fold's own won rate
/// before they are compared, blended and calibrated. Otherwise a rate that rises from fold to fold would choose the model
/// and bend its probabilities. The first folds in time learn from little, yet they stay: without them, models were chosen
/// that went astray when the economy turned (bank-additional).
///
/// **The simple candidates** come first: straight logistic regression with a light and a heavy penalty, then with splines and
/// with weights of evidence; each must be clearly better to be taken. Of the flexible ones (logistic regression with steps,
/// additive curves, boosted trees of four sizes) the best must be clearly better than that. Clearly better is a mean loss
/// lower by more than one standard error of the difference, taken over the leads: a handful of folds says too little about
/// it. The number of trees is the one with the lowest mean validation loss, by the metric asked for.
///
/// **A blend** of the candidates is taken if its loss is lower still: its weights were found on other leads than it is judged
/// on, and what it averages away is chance.
///
/// What is compared, and these rules, were chosen on the public tables of `Benchmarks/peers/compare_selection.py` and on the
/// training parts of the others there.
struct ModelSelection {
    /// With more leads than this one fold says enough.
    static let manyRows = 50_000
    static let maximumTreeCount = 2_000
    static let patience = 80

    /// A shape needs leads to be seen by: this many for each column it adds.
    static let leadsPerShapeColumn = 10

    let request: TrainingRequest
    let pool: WorkerPool
    /// Told how much of the comparison is done, 0…1.
    let progress: @Sendable (Double) -> Void

    /// A plan with what it said of leads it had not seen.
    struct Candidate: Sendable {
        let plan: ModelPlan
        var treeCount: Int?
        /// What the models of the folds said of the leads they had not seen; fold by fold.
        let outOfFold: OutOfFold
        /// The log loss of each of these leads.
        let losses: [Double]
        /// What it took to find out; reported, never used.
        var seconds = 0.0

        init(plan: ModelPlan, treeCount: Int? = nil, outOfFold: OutOfFold) {
            self.plan = plan
            self.treeCount = treeCount
            self.outOfFold = outOfFold
            losses = outOfFold.losses
        }

        var logLoss: Double { ModelSelection.mean(losses) }
        var standardError: Double { ModelSelection.standardError(of: losses) }
    }

    /// Log-odds of leads by models that had not seen them.
    struct OutOfFold: Sendable {
        /// Which leads they are.
        var rows: [Int] = []
        var logOdds: [Double] = []
        var labels: [Bool] = []
    }

    struct Choice: Sendable {
        let plan: ModelPlan
        /// Of the chosen plan; `nil` when nothing had to be compared.
        let outOfFold: OutOfFold?
        /// What was compared, the simplest first; empty when nothing had to be.
        let candidates: [Candidate]
        /// Which of them the plan is.
        var chosen: Int?
        /// What became of the segments, if any were asked for.
        var segments: [TrainingReport.Segment] = []
    }

    func choice(for dataset: Dataset, order: LeadOrder) throws(Diagnostic) -> Choice {
        var boosting = boostingHyperparameters(dataset.features.schema)
        if request.model == .boosted, let count = request.treeCount {
            boosting.treeCount = count
            return Choice(plan: .boosted(boosting), outOfFold: nil, candidates: [])
        }
        let folds = try folds(of: dataset, order)
        let plans = plans(for: dataset)
        let shapes = request.model == .logistic ? [] : shapes(of: boosting, for: dataset.features.schema)
        let steps = StepCounter(total: (plans.count + shapes.count) * folds.splits.count, report: progress)
        var candidates: [Candidate] = []
        func compare(_ candidate: () throws(Diagnostic) -> Candidate) throws(Diagnostic) {
            let start = ContinuousClock.now
            var found = try candidate()
            found.seconds = (ContinuousClock.now - start).inSeconds
            candidates.append(found)
        }
        for plan in plans {
            try compare { () throws(Diagnostic) in try candidate(plan, dataset, folds, steps) }
        }
        for shape in shapes {
            try compare { () throws(Diagnostic) in try boostedCandidate(shape, dataset, folds, steps) }
        }
        var best = Self.best(of: candidates)
        if request.model == .auto, request.effort != .quick,
            let blend = try CandidateBlend.candidate(of: candidates)
        {
            candidates.append(blend)
            if blend.logLoss < best.logLoss { best = blend }
        }
        return Choice(
            plan: best.plan, outOfFold: best.outOfFold, candidates: candidates,
            chosen: candidates.firstIndex { $0.plan.name == best.plan.name })
    }

    /// - Parameter candidates: at least one, the simple ones first.
    static func best(of candidates: [Candidate]) -> Candidate {
        var best = candidates[0]
        for candidate in candidates where candidate.plan.isSimple && isClearlyBetter(candidate, than: best) {
            best = candidate
        }
        let flexible = candidates.filter { !$0.plan.isSimple }.min { $0.logLoss < $1.logLoss }
        guard let flexible, !best.plan.isSimple || isClearlyBetter(flexible, than: best) else { return best }
        return flexible
    }

    static func isClearlyBetter(_ candidate: Candidate, than simpler: Candidate) -> Bool {
        let gains = zip(simpler.losses, candidate.losses).map { $0 - $1 }
        return mean(gains) > standardError(of: gains)
    }

    /// All but the boosted trees, the simple ones first.
    private func plans(for dataset: Dataset) -> [ModelPlan] {
        var plans = request.model == .boosted ? [] : logisticPlans(for: dataset)
        if request.model == .auto, request.effort != .quick, request.monotone.isEmpty {
            var additive = AdditiveBoostingTrainer.Hyperparameters()
            additive.seed = request.seed
            additive.interactionConstraints = interactions(dataset.features.schema)
            plans.append(.additive(additive))
        }
        return plans
    }

    /// The simple ones first. Steps are many columns, so they get a heavier penalty, of two sizes.
    private func logisticPlans(for dataset: Dataset) -> [ModelPlan] {
        let numbers = dataset.features.schema.features.count { $0.kind == .numeric }
        let affordable = dataset.rowCount / Self.leadsPerShapeColumn
        var plans = [ModelPlan.logistic(.init())]
        if request.effort != .quick { plans.append(.logistic(.init(l2Regularization: 30))) }
        if request.effort == .thorough {
            var lasso = ElasticNetTrainer.Hyperparameters()
            lasso.seed = request.seed
            plans.append(.elasticNet(lasso))
        }
        guard numbers > 0, numbers * ShapeExpansion.Kind.splines.largestColumnCount <= affordable else { return plans }
        plans.append(.shaped(.splines, .init()))
        if request.effort != .quick { plans.append(.shaped(.evidence, .init())) }
        guard request.effort != .quick, numbers * ShapeExpansion.Kind.steps.largestColumnCount <= affordable else {
            return plans
        }
        return plans + [10.0, 3].map { .shaped(.steps, .init(l2Regularization: $0)) }
    }

    private func boostingHyperparameters(_ schema: FeatureSchema) -> GradientBoostingTrainer.Hyperparameters {
        var boosting = GradientBoostingTrainer.Hyperparameters()
        boosting.seed = request.seed
        boosting.seedCount = request.seedCount
        boosting.validationMetric = request.validationMetric
        boosting.interactionConstraints = interactions(schema)
        if let leaves = request.leafCount { (boosting.maxLeafCount, boosting.maxDepth) = (leaves, nil) }
        if let rate = request.learningRate {
            boosting.learningRate = rate
        } else if let count = request.treeCount {
            // Steps that add up to those of the defaults: fewer trees with the same steps would stop half-way.
            boosting.learningRate = min(boosting.learningRate * Double(boosting.treeCount) / Double(count), 0.1)
        }
        for (column, rises) in request.monotone {
            for feature in schema.features where feature.name == column && feature.kind == .numeric {
                boosting.monotoneConstraints[feature.name] = rises ? .increasing : .decreasing
            }
        }
        return boosting
    }

    /// The boosted trees to compare: the usual ones, small ones for tables of few leads or little to find, large and little
    /// restrained ones for many leads, and larger ones whose splits may choose among all features of their tree, for tables
    /// where columns tell something only together; and, where features have so many levels that they are learned from as
    /// shares of won leads, with levels as such. None is better on all tables.
    private func shapes(
        of boosting: GradientBoostingTrainer.Hyperparameters, for schema: FeatureSchema
    ) -> [GradientBoostingTrainer.Hyperparameters] {
        guard request.effort != .quick else { return [boosting] }
        var (shapes, small, large, free, levels) = ([boosting], boosting, boosting, boosting, boosting)
        if request.leafCount == nil {
            (small.maxLeafCount, small.maxDepth, small.l2Regularization) = (8, 3, 2)
            (large.maxLeafCount, large.maxDepth, large.l2Regularization) = (31, nil, 1)
            large.minSamplesPerLeaf = 5
            (free.maxLeafCount, free.maxDepth, free.l2Regularization) = (45, nil, 1)
            free.minSamplesPerLeaf = 20
            (free.featureSamplingPerTree, free.featureSamplingPerNode) = (0.6, 1)
            shapes = [small, boosting, large, free]
        }
        let fewest = boosting.categorical.minEncodedLevelCount ?? .max
        levels.categorical.minEncodedLevelCount = nil
        if schema.features.contains(where: { ($0.levelCount ?? 0) >= fewest }) { shapes.append(levels) }
        return shapes
    }

    private func interactions(_ schema: FeatureSchema) -> [[String]] {
        InteractionColumns(groups: request.interactions).features(in: schema)
    }

    /// What candidates are compared on.
    private struct Folds {
        let splits: [Split]
        /// Whether the folds follow each other in time, and so are taken at their own won rates.
        let areLevelled: Bool
    }

    private func folds(of dataset: Dataset, _ order: LeadOrder) throws(Diagnostic) -> Folds {
        let folds = try Diagnostic.translating { () throws(EvaluationError) in
            try order.folds(labels: dataset.labels, count: request.effort.foldCount, seed: request.seed)
        }
        return Folds(
            splits: dataset.rowCount > Self.manyRows ? Array(folds.suffix(1)) : folds,
            areLevelled: order.times != nil)
    }

    private func candidate(
        _ plan: ModelPlan, _ dataset: Dataset, _ folds: Folds, _ steps: StepCounter
    ) throws(Diagnostic) -> Candidate {
        let parts = try pool.fits(folds.splits.count, rows: dataset.rowCount) { index throws(Diagnostic) in
            defer { steps.step() }
            let model = try plan.fitted(to: dataset.selecting(rows: folds.splits[index].train), on: pool).model
            return try unseen(by: model, dataset.selecting(rows: folds.splits[index].test), index, folds)
        }
        return Candidate(plan: plan, outOfFold: Self.joined(parts))
    }

    private static func joined(_ parts: [OutOfFold]) -> OutOfFold {
        OutOfFold(
            rows: parts.flatMap(\.rows), logOdds: parts.flatMap(\.logOdds), labels: parts.flatMap(\.labels))
    }

    static func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(max(values.count, 1)) }

    private func unseen(
        by model: StoredModel, _ test: Dataset, _ fold: Int, _ folds: Folds
    ) throws(Diagnostic) -> OutOfFold {
        try Diagnostic.translating { () throws(LearningError) in
            let scores = OutOfFold(
                rows: folds.splits[fold].test, logOdds: try model.logOdds(of: test.features, on: pool),
                labels: test.labels)
            return folds.areLevelled ? try scores.levelled() : scores
        }
    }

    /// Grows more trees than are needed on every fold and takes the number that is best over all.
    private func boostedCandidate(
        _ hyperparameters: GradientBoostingTrainer.Hyperparameters, _ dataset: Dataset, _ folds: Folds,
        _ steps: StepCounter
    ) throws(Diagnostic) -> Candidate {
        var growing = hyperparameters
        growing.treeCount = request.treeCount ?? Self.maximumTreeCount
        growing.earlyStoppingRounds = request.treeCount == nil ? Self.patience : nil
        growing.validatesAtOwnLevel = folds.areLevelled
        let plan = ModelPlan.boosted(growing)
        let fits = try pool.fits(folds.splits.count, rows: dataset.rowCount) { index throws(Diagnostic) in
            defer { steps.step() }
            let test = dataset.selecting(rows: folds.splits[index].test)
            let fit = try plan.fitted(
                to: dataset.selecting(rows: folds.splits[index].train), validation: test, on: pool)
            return (curve: fit.report.validationLosses, model: fit.model, test: test)
        }
        let curves = fits.map(\.curve)
        // None where the leads of a fold allow not one split: there the model is the base rate, whatever the number.
        let common = curves.map(\.count).min() ?? 0
        let means = (0..<common).map { tree in curves.reduce(0) { $0 + $1[tree] } }
        let found = means.indices.min { means[$0] < means[$1] } ?? 0
        let count = request.treeCount ?? found + 1
        var chosen = hyperparameters
        chosen.treeCount = count
        var parts: [OutOfFold] = []
        for (fold, fit) in fits.enumerated() {
            let model = fit.model.keeping(trees: count * hyperparameters.seedCount)
            parts.append(try unseen(by: model, fit.test, fold, folds))
        }
        return Candidate(plan: .boosted(chosen), treeCount: count, outOfFold: Self.joined(parts))
    }

    /// The standard error of a mean; 0 for a single value.
    static func standardError(of values: [Double]) -> Double {
        guard values.count > 1 else { return 0 }
        let mean = values.reduce(0, +) / Double(values.count)
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return (squares / Double(values.count - 1) / Double(values.count)).squareRoot()
    }
}

extension ModelSelection.OutOfFold {
    /// The log-odds shifted so that their mean probability is the won rate of these leads. One lead of each outcome is
    /// added half: with one outcome alone there would be no such shift.
    func levelled() throws(LearningError) -> Self {
        guard !labels.isEmpty else { return self }
        let rate = (Double(labels.count { $0 }) + 0.5) / Double(labels.count + 1)
        let correction = try PriorCorrection(declaredRate: rate, matching: logOdds)
        return Self(rows: rows, logOdds: logOdds.map(correction.logOdds), labels: labels)
    }

    /// The log loss of each lead, in nats.
    var losses: [Double] { zip(logOdds, labels).map { LogisticLoss.loss(logOdds: $0, won: $1) } }
}
