import Evaluation
import FeatureExtraction
public import LearningCore
public import ModelStorage
import Tabular

/// Gathers what there is to say of a model on leads whose outcome is known.
public struct ModelReportRun: Sendable {
    /// What is asked for besides the model and the leads.
    public struct Request: Sendable {
        public var modelPath: String
        public var source: LeadSource
        /// The table of events, for a model that looks at them.
        public var events: LeadSource?
        /// The column whose parts are compared; `nil` to take the strongest column of a few words.
        public var segment: String?
        /// How many of these leads can be worked.
        public var capacity: Capacity?
        /// What a won lead is worth and what working one costs; both, or there is no profit.
        public var value: Double?
        public var cost: Double?
        public var seed: UInt64 = 0
        /// The command that makes this report, for its last section.
        public var command = ""

        public init(modelPath: String, source: LeadSource) {
            self.modelPath = modelPath
            self.source = source
        }
    }

    let artifact: ModelArtifact
    let request: Request
    let pool: WorkerPool

    /// The most leads of which the drivers are computed.
    static let mostDriverRows = 5_000

    public init(_ artifact: ModelArtifact, _ request: Request, on pool: WorkerPool) {
        self.artifact = artifact
        var request = request
        request.source.placeholders.merge(artifact.input.placeholders) { $0 + $1 }
        self.request = request
        self.pool = pool
    }

    /// - Throws: ``Diagnostic``; E301 unless both outcomes occur, E101 for a segment that is not a column, E103 for a
    ///   value or cost that is none.
    public func run() throws(Diagnostic) -> ModelReport {
        try checkOptions()
        let judged = try ReportedLeads(artifact, request, on: pool)
        let background = try background(of: judged)
        let bands = CurveBand.bands(
            [.roc, .precisionRecall, .gains], of: judged.scored, seed: request.seed, on: pool)
        let probabilities = judged.logOdds.map(LogisticLoss.probability(logOdds:))
        return ModelReport(
            background: background, leads: leads(judged, probabilities),
            evaluation: EvaluationReport(of: judged.scored, seed: request.seed, on: pool),
            gains: GainsTable(of: judged.scored), reliability: ReliabilityCurve(of: judged.scored),
            calibration: CalibrationFigures(logOdds: judged.logOdds, labels: judged.labels),
            histogram: ProbabilityHistogram.counts(probabilities), curves: bands, capacity: capacity(judged, bands),
            profit: profit(judged, probabilities, bands), time: TimeParts.report(judged, on: pool),
            segment: try segment(judged, drivers: background.drivers), examples: try examples(judged))
    }

    /// Only what is said besides the figures, for a report that has figures of its own.
    ///
    /// - Throws: ``Diagnostic``, as ``run()``.
    public func background() throws(Diagnostic) -> ModelBackground {
        try background(of: try ReportedLeads(artifact, request, on: pool))
    }

    private func background(of judged: ReportedLeads) throws(Diagnostic) -> ModelBackground {
        let drivers = try drivers(judged)
        return ModelBackground(
            model: model, drivers: drivers.found, driverRows: drivers.rows,
            rejects: Dictionary(grouping: judged.judged.rejects, by: \.code)
                .map { ModelBackground.RejectCount(code: $0.key, rows: $0.value.count) }.sorted { $0.code < $1.code },
            origin: origin)
    }

    private func checkOptions() throws(Diagnostic) {
        for (name, number) in [("--value-per-win", request.value), ("--cost-per-contact", request.cost)] {
            guard let number, !(number > 0 && number.isFinite) else { continue }
            throw Diagnostic(.badOption, "\(name) is \(number)", fix: "give an amount of money above 0")
        }
        guard (request.value == nil) == (request.cost == nil) else {
            throw Diagnostic(
                .badOption, "\(request.value == nil ? "--cost-per-contact" : "--value-per-win") stands alone",
                fix:
                    "a profit needs both: --value-per-win, what a won lead is worth, and --cost-per-contact, what working a lead costs"
            )
        }
    }

    private var model: ModelBackground.Model {
        let provenance = artifact.provenance
        return ModelBackground.Model(
            kind: artifact.model.kind, rows: artifact.rows, positives: artifact.positives,
            features: artifact.features.schema.count, settings: provenance.settings,
            excluded: provenance.excluded.map {
                ModelBackground.Model.Excluded(column: $0.column, kind: $0.kind, reason: $0.reason)
            },
            kept: provenance.keptLeaks, warnings: provenance.warnings,
            compared: (provenance.compared ?? []).map(ComparedModel.init), version: artifact.header.writtenBy)
    }

    private func leads(_ judged: ReportedLeads, _ probabilities: [Double]) -> ModelReport.Leads {
        let (rows, won) = (judged.labels.count, judged.labels.count { $0 })
        return ModelReport.Leads(
            file: request.source.name, rows: rows, positives: won, open: judged.judged.open,
            rejected: judged.judged.rejects.count, scope: judged.scope,
            expected: probabilities.reduce(0, +) / Double(rows),
            rate: WilsonInterval.estimate(successes: Double(won), trials: Double(rows))
                ?? Estimate(value: 0, low: 0, high: 1))
    }

    private var origin: ModelBackground.Origin {
        ModelBackground.Origin(
            model: request.modelPath, modelDigest: SHA256.hex(ofFile: request.modelPath), leads: request.source.name,
            leadsDigest: SHA256.hex(ofFile: request.source.path), seed: request.seed, command: request.command,
            version: Toolkit.version)
    }
}
