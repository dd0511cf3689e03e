import Evaluation
import FeatureExtraction
public import LearningCore
public import ModelStorage
import Tabular

/// From a table of leads to a trained model and an honest account of it. Nothing is written: see ``ModelArtifact``.
///
/// The walk: read → map outcomes → roles → data gate → hold out → leak gate on the training part → features fitted on the
/// training part → choose by cross-validation inside the training part → evaluate on the held-out leads → fit the chosen
/// plan again on all closed leads. The held-out leads decide nothing.
public struct TrainingRun: Sendable {
    let request: TrainingRequest
    let pool: WorkerPool

    public init(_ request: TrainingRequest, on pool: WorkerPool) {
        self.request = request
        self.pool = pool
    }

    public struct Result: Sendable {
        public let artifact: ModelArtifact
        public var report: TrainingReport
        /// The rows that were not used, for a rejects file.
        public let table: LeadTable
    }

    /// - Parameter announce: told how far the run is, from any thread.
    /// - Throws: ``Diagnostic``.
    public func run(
        announcing announce: @escaping @Sendable (TrainingProgress) -> Void = { _ in }
    ) throws(Diagnostic) -> Result {
        var clock = StageClock(announcing: announce)
        let table = try clock.time(.read) { () throws(Diagnostic) in
            try readTable()
        }
        var leads = try clock.time(.features) { () throws(Diagnostic) in try ClosedLeads(table, request, on: pool) }
        let split = try holdout(of: leads)
        let gates = try clock.time(.gate) { () throws(Diagnostic) in
            try LeadGates(leads, request, rows: split?.train, openFill: table.openFill(), on: pool)
        }
        var recipe = gates.recipe
        var warnings = leads.warnings + gates.doubts
        let rules = try clock.time(.features) { () throws(Diagnostic) in
            try request.rules.map { path throws(Diagnostic) in try RuleFeatures.fitted(path, to: leads, gates, on: pool)
            }
        }
        if let rules { (leads, recipe, warnings) = (rules.leads, rules.recipe, warnings + rules.warnings) }
        let evaluation = try evaluated(leads, recipe, split, gates, clock: &clock)
        let all = try clock.time(.features) { () throws(Diagnostic) in try FeaturizedLeads(leads, recipe, on: pool) }
        try all.features.requireCrosses(request.crosses)
        warnings += try DataGate.check(
            won: all.dataset.positiveCount, lost: all.dataset.rowCount - all.dataset.positiveCount,
            parameters: all.features.schema.features.reduce(0) { $0 + max(1, ($1.levelCount ?? 2) - 1) },
            allowSmall: request.allowSmall)
        if let split, leads.order.kind == "time", let drift = RateDrift(labels: leads.labels, split).warning {
            warnings.append(drift)
        }
        let choice: ModelSelection.Choice
        let calibration: ModelCalibration
        if let evaluation {
            (choice, calibration) = (evaluation.choice, evaluation.calibration)
        } else {
            let found = try clock.time(.select) { () throws(Diagnostic) in
                try chosen(by: selection(announcing: announce), for: all.dataset, order: leads.order)
            }
            choice = found
            calibration = try clock.time(.calibrate) { () throws(Diagnostic) in
                try ModelCalibration(found.outOfFold, seed: request.seed, on: pool)
            }
        }
        let fit = try clock.time(.fit) { () throws(Diagnostic) in try choice.plan.fitted(to: all.dataset, on: pool) }
        let model = calibration.applied(to: fit.model)
        warnings += fit.report.warnings
        var report = report(table, leads, gates, choice, evaluation?.holdout, warnings)
        report.calibration = calibration.name
        report.notes += rules?.notes ?? []
        report.history = leads.moments.map { HistoryReport($0, caseEnding: gates.caseEnding) }
        report.xray = try clock.time(.evaluate) { () throws(Diagnostic) in
            try split.flatMap { split throws(Diagnostic) in try LeakXRay(leads, gates, split, on: pool) }
        }
        report.featureCount = all.features.schema.count
        let reference: [Double]
        if let evaluation {
            reference = evaluation.referenceLogOdds
        } else {
            reference = try scores(of: model, all.dataset.features)
        }
        let artifact = try artifact(
            leads, table, all, model, report, reference, heldOut: Self.heldOut(evaluation, of: all.dataset),
            reasonRates: ReasonRates(of: all.dataset, on: pool), rules: rules?.features.stored,
            axes: try axes(of: model, all))
        report.seconds = Self.seconds(clock, bin: fit.report.seconds["bin"])
        return Result(artifact: artifact, report: report, table: table)
    }

    /// Columns of yes and no that rules ask for are read as words: rules compare cells as they stand in the file.
    private func readTable() throws(Diagnostic) -> LeadTable {
        var columns = request.columns
        // Personas are no column of the table.
        if request.rules != nil, columns.segment == RuleFeatures.personaColumn { columns.segment = nil }
        let table = try LeadTable.read(
            request.source, columns, mapping: request.mapping, history: request.history, on: pool)
        let flags = try request.rules.map { path throws(Diagnostic) in
            try RuleFeatures.flags(of: path, in: table.frame).filter { $0 != table.labelColumn }
        }
        guard let flags, !flags.isEmpty else { return table }
        var source = request.source
        for name in flags { source.types[name] = .text }
        return try LeadTable.read(
            source, columns, mapping: request.mapping, history: request.history, on: pool)
    }

    func selection(announcing announce: @escaping @Sendable (TrainingProgress) -> Void) -> ModelSelection {
        ModelSelection(request: request, pool: pool) { announce(TrainingProgress(.select, done: $0)) }
    }

    private func holdout(of leads: ClosedLeads) throws(Diagnostic) -> Split? {
        guard let fraction = request.holdout else { return nil }
        return try Diagnostic.translating { () throws(EvaluationError) in
            try leads.order.holdout(labels: leads.labels, fraction: fraction, seed: request.seed)
        }
    }

    func scores(of model: CalibratedModel, _ features: FeatureMatrix) throws(Diagnostic) -> [Double] {
        try Diagnostic.translating { () throws(LearningError) in try model.logOdds(of: features, on: pool) }
    }

    /// What `compare` needs to judge on the held-out leads alone, later and on the same table.
    private static func heldOut(_ evaluation: Evaluated?, of dataset: Dataset) throws(Diagnostic) -> HeldOutLeads? {
        guard let evaluation else { return nil }
        let hashes = Fingerprint.hashes(of: dataset)
        return try Diagnostic.translating { () throws(StorageError) in
            try HeldOutLeads(
                rows: evaluation.rows, logOdds: evaluation.referenceLogOdds,
                fingerprint: Fingerprint.inOrder(hashes: hashes),
                sample: Array(Set(hashes).sorted().prefix(HeldOutLeads.sampleSize)))
        }
    }

    private static func seconds(_ clock: StageClock, bin: Double?) -> [String: Double] {
        var seconds = Dictionary(uniqueKeysWithValues: clock.seconds.map { ($0.key.rawValue, $0.value) })
        for stage in TrainingStage.allCases where seconds[stage.rawValue] == nil { seconds[stage.rawValue] = 0 }
        seconds["bin"] = bin
        seconds["total"] = clock.total
        return seconds
    }
}
