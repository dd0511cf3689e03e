import Evaluation
public import LearningCore
public import ModelStorage

/// Asks what the values of columns do to a model's scores: partial dependence and accumulated local effects.
public struct DependenceRun: Sendable {
    /// What is asked for besides the model and the leads.
    public struct Request: Sendable {
        public var source: LeadSource
        /// The table of events, for a model that looks at them.
        public var events: LeadSource?
        /// At least one.
        public var columns: [String]
        /// Into how many parts of about equally many leads a number is cut, 1…200.
        public var parts = 10

        public init(source: LeadSource, columns: [String]) {
            self.source = source
            self.columns = columns
        }
    }

    private let artifact: ModelArtifact
    private let request: Request
    private let pool: WorkerPool

    /// With more leads than this a part of them, evenly spaced, says enough.
    static let mostRows = 5_000

    public init(_ artifact: ModelArtifact, _ request: Request, on pool: WorkerPool) {
        self.artifact = artifact
        self.request = request
        self.pool = pool
    }

    /// - Throws: ``Diagnostic``; E301 unless both outcomes occur, E101 for a column the model does not read.
    public func run() throws(Diagnostic) -> DependenceReport {
        guard (1...200).contains(request.parts) else {
            throw Diagnostic(.badOption, "--parts is \(request.parts)", fix: "expected a whole number from 1 to 200")
        }
        let leads = try InspectedLeads(
            artifact, request.source, events: request.events, mostRows: Self.mostRows, on: pool)
        guard !request.columns.isEmpty else {
            throw Diagnostic(
                .badOption, "which column?",
                fix: "name one with --column; `leadscore importance` says which the model goes by")
        }
        let columns = try leads.columns(named: request.columns)
        let found = try Diagnostic.translating { () throws(LearningError) in
            try columns.map { column throws(LearningError) in
                DependenceReport.Column(
                    column: column.name,
                    features: try column.features.map { feature throws(LearningError) in
                        try curve(of: feature, leads.dataset)
                    })
            }
        }
        return DependenceReport(leads, found, request)
    }

    private func curve(of feature: Int, _ dataset: Dataset) throws(LearningError) -> DependenceReport.Curve {
        let grid = FeatureGrid(of: feature, in: dataset.features, intervals: request.parts)
        let dependence = try PartialDependence(of: artifact.model, on: dataset.features, at: grid, on: pool)
        let effects = try AccumulatedEffects(of: artifact.model, on: dataset.features, at: grid, on: pool)
        var rows = [Int](repeating: 0, count: grid.values.count + 1)
        var won = rows
        for (place, label) in zip(grid.places, dataset.labels) {
            let index = place < 0 ? grid.values.count : place
            rows[index] += 1
            if label { won[index] += 1 }
        }
        let effectOfValue = Dictionary(uniqueKeysWithValues: effects.points.map { ($0.value, $0.effect) })
        let kind = dataset.features.schema.features[feature]
        return DependenceReport.Curve(
            feature: kind.name, isNumeric: kind.levelCount == nil,
            points: dependence.points.enumerated().map { index, point in
                DependenceReport.Point(
                    value: Self.text(point.value, kind), rows: rows[index], won: won[index],
                    probability: point.probability, logOdds: point.logOdds, effect: effectOfValue[point.value])
            })
    }

    private static func text(_ value: FeatureValue, _ feature: Feature) -> String? {
        switch (value, feature.kind) {
        case (.number(let number), _): "\(number)"
        case (.level(let level), .categorical(let levels)): levels[level]
        case (.level, .numeric), (.missing, _): nil
        }
    }
}
