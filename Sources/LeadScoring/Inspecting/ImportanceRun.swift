import Evaluation
public import LearningCore
public import ModelStorage

/// Asks which columns a model owes how much of its figures to, by shuffling each among closed leads.
public struct ImportanceRun: Sendable {
    /// What is asked for besides the model and the leads.
    public struct Request: Sendable {
        public var source: LeadSource
        /// The table of events, for a model that looks at them.
        public var events: LeadSource?
        /// A name of ``Evaluation/Metric``, as in `--require`.
        public var metric = "roc_auc"
        /// How often each column is shuffled, 1…1,000.
        public var repeats = 5
        public var seed: UInt64 = 0
        /// The columns to shuffle; all if none is named.
        public var columns: [String] = []

        public init(source: LeadSource) { self.source = source }
    }

    private let artifact: ModelArtifact
    private let request: Request
    private let pool: WorkerPool

    /// With more leads than this a part of them, evenly spaced, says enough.
    static let mostRows = 20_000

    public init(_ artifact: ModelArtifact, _ request: Request, on pool: WorkerPool) {
        self.artifact = artifact
        self.request = request
        self.pool = pool
    }

    /// - Throws: ``Diagnostic``; E301 unless both outcomes occur, E101 for a column the model does not read, E103 for a
    ///   metric there is not.
    public func run() throws(Diagnostic) -> ImportanceReport {
        let metric = try Self.metric(request.metric)
        guard (1...1_000).contains(request.repeats) else {
            throw Diagnostic(
                .badOption, "--repeats is \(request.repeats)", fix: "expected a whole number from 1 to 1000")
        }
        let leads = try InspectedLeads(
            artifact, request.source, events: request.events, mostRows: Self.mostRows, on: pool)
        let columns = request.columns.isEmpty ? leads.columns : try leads.columns(named: request.columns)
        let study = try Diagnostic.translating { () throws(LearningError) in
            try ImportanceStudy(
                of: artifact.model, on: leads.dataset, shuffling: columns.map(\.features), metric: metric,
                repeats: request.repeats, seed: request.seed, on: pool)
        }
        return ImportanceReport(leads, columns: columns, study, metric: metric, request)
    }

    private static func metric(_ name: String) throws(Diagnostic) -> any Metric {
        let metrics = [any Metric].standard
        if let metric = metrics.first(where: { $0.name == name }) { return metric }
        let names = metrics.map(\.name)
        let closest = Spelling.closest(to: name, among: names)
        throw Diagnostic(
            .badOption, "there is no metric \"\(name)\"", evidence: closest.map { ["did you mean \"\($0)\"?"] } ?? [],
            fix: "the metrics are " + names.joined(separator: ", "))
    }
}
