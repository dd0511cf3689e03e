import LearningCore
import LinearModels

/// Chooses which steps of the scales become rules.
///
/// A lasso over all steps (0/1 columns) leaves some multiple of the rules wanted. Then a logistic regression is fitted to
/// the steps that are left, again and again, each time without the steps of the least |z| = |β| / standard error, until
/// there are no more than `maxRules`, all have |z| ≥ 2, and none contradicts what a person sees: between two neighbouring
/// groups the one that is won more often has the larger weight. So points never punish what wins.
///
/// Complexity: a lasso path over at most 20,000 leads, then about ten to thirty fits.
struct StepSelection {
    static let screeningRows = 20_000
    /// The lasso leaves this many steps for each rule wanted.
    private static let screeningFactor = 3
    private static let leastZ = 2.0

    let scales: [RuleScale]
    let labels: [Bool]
    let maxRules: Int
    let pool: WorkerPool

    /// Steps with the log-odds each adds.
    struct Result: Sendable {
        var steps: [RuleStep]
        var coefficients: [Double]
    }

    /// - Returns: no steps when nothing tells won from lost leads apart.
    func selected() throws(Diagnostic) -> Result {
        var steps = try screened()
        while !steps.isEmpty {
            let (coefficients, scores) = try fitted(steps)
            let dropped = dropped(from: steps, coefficients, scores)
            if dropped.isEmpty { return Result(steps: steps, coefficients: coefficients) }
            steps = steps.indices.filter { !dropped.contains($0) }.map { steps[$0] }
        }
        return Result(steps: [], coefficients: [])
    }

    /// The positions of the steps to do without, the worst first.
    private func dropped(from steps: [RuleStep], _ coefficients: [Double], _ scores: [Double]) -> Set<Int> {
        let groups = scales.indices.map { scale in
            StepGroups(scales[scale], steps: steps.filter { $0.scale == scale }.map(\.step))
        }
        let wrong = steps.indices.filter { index in
            groups[steps[index].scale].rateChange(at: steps[index].step) * coefficients[index] <= 0
        }
        let tooMany = steps.count - maxRules
        let share = max(1, tooMany / 4)
        let weakest = steps.indices.sorted { (abs(scores[$0]), $0) < (abs(scores[$1]), $1) }
        if !wrong.isEmpty {
            let wrong = Set(wrong)
            return Set(weakest.filter(wrong.contains).prefix(share))
        }
        if tooMany > 0 { return Set(weakest.prefix(share)) }
        return Set(weakest.prefix(1).filter { abs(scores[$0]) < Self.leastZ })
    }

    private func fitted(_ steps: [RuleStep]) throws(Diagnostic) -> (coefficients: [Double], scores: [Double]) {
        let dataset = try dataset(steps, rows: nil)
        return try Diagnostic.translating { () throws(LearningError) in
            let trainer = try LogisticRegressionTrainer(.init(l2Regularization: 1, encoding: .plain))
            let model = try trainer.fitted(to: dataset, on: pool).model
            let inference = try trainer.inference(about: model, fittedTo: dataset, on: pool)
            return (model.coefficients, inference.coefficients.map(\.zScore))
        }
    }

    /// The steps that a lasso keeps, each of different leads.
    private func screened() throws(Diagnostic) -> [RuleStep] {
        var seen = Set<[Double]>()
        let count = labels.count
        let rows =
            count > Self.screeningRows
            ? (0..<Self.screeningRows).map { $0 * count / Self.screeningRows } : Array(0..<count)
        let sampled = scales.map { $0.selecting(rows, labels: labels) }
        var steps: [RuleStep] = []
        for (scale, leads) in sampled.enumerated() {
            for step in leads.steps {
                let indicator = leads.indicator(of: step)
                guard indicator.contains(0), indicator.contains(1), seen.insert(indicator).inserted else { continue }
                steps.append(RuleStep(scale: scale, step: step))
            }
        }
        guard steps.count > Self.screeningFactor * maxRules else { return steps }
        let dataset = try dataset(steps, rows: rows)
        var lasso = ElasticNetTrainer.Hyperparameters()
        lasso.encoding = .plain
        lasso.penaltyCount = 40
        lasso.smallestPenaltyRatio = 1e-3
        lasso.tolerance = 1e-6
        let path = try Diagnostic.translating { () throws(LearningError) in
            try ElasticNetTrainer(lasso).path(fittedTo: dataset, on: pool)
        }
        let wanted = Self.screeningFactor * maxRules
        let index = path.supportSizes.firstIndex { $0 >= wanted } ?? path.supportSizes.count - 1
        let coefficients = path.coefficients[index]
        return steps.indices.filter { coefficients[$0] != 0 }.map { steps[$0] }
    }

    /// One 0/1 column a step.
    private func dataset(_ steps: [RuleStep], rows: [Int]?) throws(Diagnostic) -> Dataset {
        let columns = steps.map { step -> FeatureColumn in
            let indicator = scales[step.scale].indicator(of: step.step)
            return .numeric(rows.map { rows in rows.map { indicator[$0] } } ?? indicator)
        }
        return try Diagnostic.translating { () throws(LearningError) in
            let schema = try FeatureSchema(steps.map { Feature(name: "\($0.scale).\($0.step)", kind: .numeric) })
            let matrix = try FeatureMatrix(schema: schema, columns: columns, rowCount: rows?.count ?? labels.count)
            return try Dataset(features: matrix, labels: rows.map { rows in rows.map { labels[$0] } } ?? labels)
        }
    }
}
