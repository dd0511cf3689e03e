import Calibration
import Evaluation
import FeatureExtraction
public import LearningCore
import ModelStorage
public import RuleScoring
import Tabular

/// Learns a rule file from closed leads: whole points for conditions that people can read.
///
/// The walk of ``TrainingRun`` up to the features, then its own: read → gates on the training part → scales → choice of
/// steps → points → the file. The file is read back like any other, and what is said of it is measured by scoring the
/// table with it, as `leadscore rules score` would. The held-out leads decide nothing.
public struct RuleLearningRun: Sendable {
    public static let ruleLimit = 1...200

    let request: TrainingRequest
    let maxRules: Int
    let pool: WorkerPool

    /// - Parameter maxRules: the most rules, in ``ruleLimit``.
    /// - Throws: ``Diagnostic`` E103 for another number of rules, or leads that can be read only once.
    public init(_ request: TrainingRequest, maxRules: Int = 25, on pool: WorkerPool) throws(Diagnostic) {
        guard Self.ruleLimit.contains(maxRules) else {
            throw Diagnostic(
                .badOption, "--max-rules is \(maxRules)",
                fix: "choose a number from \(Self.ruleLimit.lowerBound) to \(Self.ruleLimit.upperBound)")
        }
        guard request.source.path != "-" else {
            throw Diagnostic(
                .badOption, "rules cannot be learned from standard input",
                fix: "write the leads to a file first: they are scored with the rules afterwards")
        }
        guard request.source.attributes == nil else {
            throw Diagnostic(
                .badOption, "rules read attributes from the table of leads, not from --attributes",
                fix: "leave --attributes out, or train a model with it")
        }
        self.request = request
        self.maxRules = maxRules
        self.pool = pool
    }

    public struct Result: Sendable {
        /// The rule file.
        public let text: String
        public let rules: RuleSet
        public let report: RuleLearningReport
    }

    /// - Throws: ``Diagnostic``: as ``TrainingRun/run(announcing:)``; E310 when nothing tells won from lost leads apart.
    public func run() throws(Diagnostic) -> Result {
        let table = try readTable()
        let prepared = try PreparedLeads(table, request, on: pool)
        let (leads, gates, train) = (prepared.leads, prepared.gates, prepared.train)
        let locale = NumberLocale(leads.frame, formats: table.table.formats)
        let scales = RuleScales(train).scales(
            without: gates.leaks.union(locale.unreadable), types: gates.recipe.events?.excludedTypes ?? [])
        let selection = try StepSelection(scales: scales, labels: train.labels, maxRules: maxRules, pool: pool)
            .selected()
        let points = try LearnedPoints(selection, scales, labels: train.labels)
        guard points.ruleCount > 0 else {
            throw Diagnostic(
                .notFitted, "no rule tells won from lost leads apart",
                evidence: [
                    "\(grouped(train.labels.count)) leads, \(scales.count) columns and counts of events looked at"
                ],
                fix: "run `leadscore check` on the table to see what each column tells alone")
        }
        let won = train.labels.count { $0 }
        var file = LearnedRuleFile(
            points, source: request.source.name, tally: RuleScale.Tally(leads: train.labels.count, won: won),
            locale: locale)
        let text = file.text()
        let rules = try Self.read(text)
        let holdout = try prepared.split.map { split throws(Diagnostic) in
            try judged(rules, leads, table, split, gates)
        }
        return Result(
            text: text, rules: rules,
            report: RuleLearningReport(
                rows: train.labels.count, positives: won, rules: points.ruleCount,
                pointsToDoubleOdds: points.doubling, least: points.least, most: points.most,
                excluded: gates.findings.map(\.column), holdout: holdout,
                warnings: prepared.warnings + locale.warnings))
    }

    /// Words for yes and no are read as words: rules compare cells as they stand in the file.
    private func readTable() throws(Diagnostic) -> LeadTable {
        let table = try LeadTable.read(
            request.source, request.columns, mapping: request.mapping, history: request.history, on: pool)
        let flags = table.frame.columns.filter { $0.type == .boolean && $0.name != table.labelColumn }
        guard !flags.isEmpty else { return table }
        var source = request.source
        for column in flags { source.types[column.name] = .text }
        return try LeadTable.read(
            source, request.columns, mapping: request.mapping, history: request.history, on: pool)
    }

    private static func read(_ text: String) throws(Diagnostic) -> RuleSet {
        do {
            return try RuleFile.read(Array(text.utf8)).rules
        } catch {
            throw Diagnostic(
                .internalFault, "the learned rules cannot be read back",
                evidence: error.problems.prefix(5).map { "\($0.place.text): \($0.message)" })
        }
    }
}

// MARK: - Judging

extension RuleLearningRun {
    private func judged(
        _ rules: RuleSet, _ leads: ClosedLeads, _ table: LeadTable, _ split: Split, _ gates: LeadGates
    ) throws(Diagnostic) -> RuleLearningReport.Holdout {
        let scores = try PointScores(rules, request, on: pool).scores(of: leads, table)
        let labels = split.test.map { leads.labels[$0] }
        let map = try Diagnostic.translating { () throws(LearningError) in
            try PlattScaling().fitted(
                to: CalibrationSample(
                    logOdds: split.train.map { scores[$0] }, labels: split.train.map { leads.labels[$0] }))
        }
        let boosted = try boostedLogOdds(leads, split, gates)
        return try Diagnostic.translating { () throws(EvaluationError) in
            let calibrated = try ScoredOutcomes(logOdds: split.test.map { map.logOdds(scores[$0]) }, labels: labels)
            // A flat calibration would tie what the points tell apart.
            let points = try ScoredOutcomes(logOdds: split.test.map { scores[$0] }, labels: labels)
            let model = try ScoredOutcomes(logOdds: boosted, labels: labels)
            return RuleLearningReport.Holdout(
                rows: labels.count, positives: labels.count { $0 }, split: leads.order.kind,
                points: try Self.figures(ranked: points, calibrated: calibrated),
                boosted: try Self.figures(ranked: model, calibrated: model),
                aucGap: try PairedAUCComparison(model, points).difference)
        }
    }

    private static func figures(
        ranked: ScoredOutcomes, calibrated: ScoredOutcomes
    ) throws(EvaluationError) -> RuleLearningReport.Figures {
        guard let auc = ROCAUC().estimate(of: ranked, confidence: 0.95),
            let loss = LogLoss().estimate(of: calibrated, confidence: 0.95)
        else { throw .noRows }
        return RuleLearningReport.Figures(rocAUC: auc, logLoss: loss)
    }

    /// What boosted trees, chosen and calibrated on the training part, say of the held-out leads.
    private func boostedLogOdds(_ leads: ClosedLeads, _ split: Split, _ gates: LeadGates) throws(Diagnostic) -> [Double]
    {
        var request = request
        request.model = .boosted
        let train = leads.selecting(split.train)
        let test = leads.selecting(split.test)
        let features = try FeaturizedLeads(train, gates.recipe, on: pool)
        let choice = try ModelSelection(request: request, pool: pool) { _ in }
            .choice(for: features.dataset, order: train.order)
        let calibration = try ModelCalibration(choice.outOfFold, seed: request.seed, on: pool)
        let model = calibration.applied(to: try choice.plan.fitted(to: features.dataset, on: pool).model)
        let heldOut = try FeaturizedLeads.dataset(test, features.features, on: pool)
        return try Diagnostic.translating { () throws(LearningError) in
            try model.logOdds(of: heldOut.features, on: pool)
        }
    }
}

extension RuleLearningRun {
    /// Runs, and writes the rules to a file, or hands them on.
    ///
    /// - Parameter print: takes the rules, without their last newline, when there is no file.
    /// - Throws: as ``run()``; E213 when the file cannot be written.
    public func learn(savingTo path: String?, print: (String) -> Void) throws(Diagnostic) -> RuleLearningReport {
        let result = try run()
        if let path {
            try TextFile.write(result.text, to: path)
        } else {
            print(String(result.text.dropLast()))
        }
        return result.report
    }
}
