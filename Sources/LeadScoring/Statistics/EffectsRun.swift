public import LearningCore
import LinearModels

/// What every column does to the odds, by a logistic regression of all closed leads, with errors, tests and intervals.
///
/// Columns that give the outcome away are left out, as in training. Numbers stand as they are, levels are measured from the
/// most frequent one, and nothing is penalised, so that estimates, tests and intervals are those of maximum likelihood.
/// Where columns follow from each other there is no such estimate; then a light penalty makes the answer unique, tests
/// are left out, and the report says so. Nothing is held out: this is for understanding, not for judging.
public struct EffectsRun: Sendable {
    /// How intervals are found, and what is maximised.
    public struct Options: Sendable {
        /// Firth's penalised likelihood, for rare outcomes and for levels whose leads all ended alike.
        public var firth = false
        /// Intervals by the profile of the likelihood instead of Wald's; a few fits for each coefficient.
        public var profiles = false
        /// Of the intervals, above 0 and below 1.
        public var level = 0.95

        public init() {}
    }

    let request: TrainingRequest
    let options: Options
    let pool: WorkerPool

    /// - Throws: ``Diagnostic`` E103 for a level outside its range.
    public init(_ request: TrainingRequest, _ options: Options = Options(), on pool: WorkerPool) throws(Diagnostic) {
        guard options.level > 0, options.level < 1 else {
            throw Diagnostic(.badOption, "--level is \(options.level)", fix: "choose a number above 0 and below 1")
        }
        var request = request
        request.holdout = nil
        // How little a few leads say stands in the intervals.
        request.allowSmall = true
        self.request = request
        self.options = options
        self.pool = pool
    }

    /// - Throws: ``Diagnostic``: as ``TrainingRun/run(announcing:)``.
    public func run() throws(Diagnostic) -> EffectsReport {
        let prepared = try PreparedLeads(request, on: pool)
        let featurized = try FeaturizedLeads(prepared.leads, prepared.gates.recipe, on: pool)
        try featurized.features.requireCrosses(request.crosses)
        let dataset = featurized.dataset
        let found = try Diagnostic.translating { () throws(LearningError) in
            if options.firth { return try firth(dataset) }
            do throws(LearningError) {
                return try likelihood(dataset, penalty: 0)
            } catch {
                guard case .numericalFailure = error else { throw error }
                return try likelihood(dataset, penalty: 1)
            }
        }
        return EffectsReport(
            rows: dataset.rowCount, positives: dataset.positiveCount, method: found.method, level: options.level,
            intervals: options.profiles ? "profile" : "wald",
            effects: effects(of: dataset, found),
            together: found.fieldTests.map { .init(column: $0.feature, test: .init($0)) },
            deviance: found.inference.deviance,
            nullDeviance: found.inference.nullDeviance, excluded: prepared.gates.findings.map(\.column),
            warnings: prepared.warnings + found.warnings)
    }

    /// A fit with all that is said about it.
    private struct Found {
        let method: EffectsReport.Method
        let model: LogisticRegressionModel
        let inference: LogisticRegressionInference
        let profiles: ProfileIntervals?
        var tests: [FeatureTest] = []
        var fieldTests: [FeatureTest] = []
        let inflation: [VarianceInflation]
        let warnings: [String]
    }

    private func likelihood(_ dataset: Dataset, penalty: Double) throws(LearningError) -> Found {
        let trainer = try LogisticRegressionTrainer(.init(l2Regularization: penalty, encoding: .treatment))
        let fit = try trainer.fitted(to: dataset, on: pool)
        var found = Found(
            method: penalty == 0 ? .maximumLikelihood : .penalised, model: fit.model,
            inference: try trainer.inference(about: fit.model, fittedTo: dataset, on: pool),
            profiles: options.profiles
                ? try trainer.profileIntervals(about: fit.model, fittedTo: dataset, level: options.level, on: pool)
                : nil,
            inflation: try trainer.varianceInflation(about: fit.model, fittedTo: dataset, on: pool),
            warnings: fit.report.warnings)
        if penalty == 0 {
            found.tests = try trainer.featureTests(fittedTo: dataset, on: pool)
            found.fieldTests = try trainer.fieldTests(fittedTo: dataset, on: pool)
        }
        return found
    }

    private func firth(_ dataset: Dataset) throws(LearningError) -> Found {
        var hyperparameters = FirthRegressionTrainer.Hyperparameters()
        hyperparameters.encoding = .treatment
        let trainer = try FirthRegressionTrainer(hyperparameters)
        let fit = try trainer.fitted(to: dataset, on: pool)
        let plain = try LogisticRegressionTrainer(.init(l2Regularization: 0, encoding: .treatment))
        return Found(
            method: .firth, model: fit.model,
            inference: try trainer.inference(about: fit.model, fittedTo: dataset, on: pool),
            profiles: options.profiles
                ? try trainer.profileIntervals(about: fit.model, fittedTo: dataset, level: options.level, on: pool)
                : nil,
            inflation: try plain.varianceInflation(about: fit.model, fittedTo: dataset, on: pool),
            warnings: fit.report.warnings)
    }

    /// By feature, in the order of the schema; features without columns, such as constant ones, say nothing.
    private func effects(of dataset: Dataset, _ found: Found) -> [EffectsReport.Effect] {
        let tests = Dictionary(found.tests.map { ($0.feature, $0) }) { first, _ in first }
        let inflation = Dictionary(found.inflation.map { ($0.feature, $0) }) { first, _ in first }
        return dataset.features.schema.features.compactMap { feature in
            let own = found.inference.columns.indices.filter { found.inference.columns[$0].feature == feature.name }
            guard !own.isEmpty else { return nil }
            return EffectsReport.Effect(
                feature: feature.name, column: feature.field,
                reference: Self.reference(of: feature, among: own.map { found.inference.columns[$0] }),
                terms: own.map { index in
                    EffectsReport.Term(
                        found.inference.columns[index].term, found.inference.coefficients[index],
                        interval: found.profiles?.coefficients[index]
                            ?? found.inference.coefficients[index].interval(level: options.level))
                },
                test: tests[feature.name].map(EffectsReport.Test.init),
                widening: inflation[feature.name]?.widening)
        }
    }

    /// The level that has no column.
    private static func reference(of feature: Feature, among columns: [DesignColumn]) -> String? {
        guard case .categorical(let levels) = feature.kind else { return nil }
        return levels.first { level in !columns.contains { $0.term == .level(level) } }
    }
}
