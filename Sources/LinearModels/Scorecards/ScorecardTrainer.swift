internal import Foundation
public import LearningCore

/// Makes a ``Scorecard``: numbers become monotone ranges (``WeightOfEvidenceBins``), categories levels, each replaced by its weight
/// of evidence; a logistic regression weighs the features; its effects are rounded to points.
///
/// A regression on weights of evidence has one coefficient for a feature, so a range keeps its place among the others of its
/// feature. Levels with too few leads share a row, as do those not met.
public struct ScorecardTrainer: Trainer {
    public struct Hyperparameters: Sendable, Equatable {
        /// The points that double the odds, ≥ 1: more make the rounding finer.
        public var pointsToDoubleOdds = 20.0
        /// The points at which the odds are 1 to 1.
        public var evenPoints = 500.0
        /// The most ranges of a number, 2…50.
        public var mostRanges = 8
        /// The least share of leads in a range or in a level with a row of its own, in 0…0.5.
        public var leastShare = 0.02
        /// Of the regression.
        public var l2Regularization = 1.0

        public init() {}
    }

    public let hyperparameters: Hyperparameters

    /// - Throws: ``LearningError/invalidHyperparameter(name:value:expected:)``.
    public init(_ hyperparameters: Hyperparameters = Hyperparameters()) throws(LearningError) {
        self.hyperparameters = hyperparameters
        let doubling = hyperparameters.pointsToDoubleOdds
        try Self.require(
            doubling >= 1 && doubling <= 1e6, "pointsToDoubleOdds", "\(doubling)", "a number in 1…1,000,000")
        let even = hyperparameters.evenPoints
        try Self.require(even.magnitude <= 1e9, "evenPoints", "\(even)", "a number within ±1,000,000,000")
        try Self.require(
            (2...50).contains(hyperparameters.mostRanges), "mostRanges", "\(hyperparameters.mostRanges)",
            "an integer in 2…50")
        try Self.require(
            (0...0.5).contains(hyperparameters.leastShare), "leastShare", "\(hyperparameters.leastShare)",
            "a number in 0…0.5")
        _ = try LogisticRegressionTrainer(.init(l2Regularization: hyperparameters.l2Regularization))
    }

    private static func require(
        _ holds: Bool, _ name: String, _ value: String, _ expected: String
    ) throws(LearningError) {
        guard holds else { throw .invalidHyperparameter(name: name, value: value, expected: expected) }
    }

    /// - Parameter validation: its loss is reported.
    /// - Throws: as ``LogisticRegressionTrainer/fitted(to:validation:on:)``.
    public func fitted(
        to dataset: Dataset, validation: Dataset?, on pool: WorkerPool
    ) throws(LearningError) -> Fit<Scorecard> {
        try dataset.requireBothOutcomes()
        if let validation { try dataset.features.schema.requireEqual(to: validation.features.schema) }
        let tables = try pool.tryMap(dataset.features.columns.count) { position throws(LearningError) in
            try table(position, dataset)
        }
        let evidence = try FeatureMatrix(
            schema: try FeatureSchema(dataset.features.schema.features.map { Feature(name: $0.name, kind: .numeric) }),
            columns: zip(tables, dataset.features.columns).map { table, column in
                .numeric(
                    (0..<dataset.rowCount).map { table.evidence[table.part.rowIndex(column, $0)] })
            }, rowCount: dataset.rowCount)
        let regression = try LogisticRegressionTrainer(
            .init(l2Regularization: hyperparameters.l2Regularization, encoding: .init(logSkewness: nil))
        ).fitted(
            to: try Dataset(features: evidence, labels: dataset.labels, weights: dataset.weights), on: pool)
        let card = card(tables, regression.model, dataset.features.schema)
        var report = FitReport(
            iterations: regression.report.iterations, converged: regression.report.converged,
            trainingLoss: try card.meanLoss(on: dataset, pool), gradientNorm: regression.report.gradientNorm,
            warnings: regression.report.warnings)
        if let validation, validation.totalWeight.all > 0 {
            report.validationLosses = [try card.meanLoss(on: validation, pool)]
        }
        return Fit(model: card, report: report)
    }

    /// A feature's rows, without points yet, and the weight of evidence of each.
    private struct Table: Sendable {
        let part: Scorecard.Part
        let evidence: [Double]
    }

    private func table(_ position: Int, _ dataset: Dataset) throws(LearningError) -> Table {
        let feature = dataset.features.schema.features[position]
        switch dataset.features.columns[position] {
        case .numeric(let values):
            let bins = try WeightOfEvidenceBins(
                values: values, labels: dataset.labels, weights: dataset.weights,
                mostRanges: hyperparameters.mostRanges, leastShare: hyperparameters.leastShare)
            let labels = Self.rangeLabels(bins.edges) + ["missing"]
            return Table(
                part: .init(
                    feature: feature.name, edges: bins.edges, rowOfLevel: [],
                    rows: zip(labels, bins.counts).map { Scorecard.Row($0, $1, points: 0) }),
                evidence: bins.weightsOfEvidence)
        case .categorical(let codes): return levelTable(feature, codes, dataset)
        }
    }

    private func levelTable(_ feature: Feature, _ codes: [Int32], _ dataset: Dataset) -> Table {
        var levels: [String] = []
        if case .categorical(let names) = feature.kind { levels = names }
        var counts = [WeightOfEvidenceBins.Count](repeating: .init(won: 0, lost: 0), count: levels.count + 1)
        for (row, code) in codes.enumerated() {
            counts[Int(code) + 1].add(dataset.weights?[row] ?? 1, won: dataset.labels[row])
        }
        let total = counts.reduce(WeightOfEvidenceBins.Count(won: 0, lost: 0)) {
            .init(won: $0.won + $1.won, lost: $0.lost + $1.lost)
        }
        let least = max(hyperparameters.leastShare * total.all, .leastNormalMagnitude)
        let own = counts.indices.filter { counts[$0].all >= least }
        var rowOfLevel = [Int](repeating: own.count, count: counts.count)
        for (row, level) in own.enumerated() { rowOfLevel[level] = row }
        var others = WeightOfEvidenceBins.Count(won: 0, lost: 0)
        for level in counts.indices where rowOfLevel[level] == own.count {
            others.won += counts[level].won
            others.lost += counts[level].lost
        }
        let found = own.map { counts[$0] } + [others]
        let labels = own.map { $0 == 0 ? "missing" : levels[$0 - 1] } + ["others"]
        return Table(
            part: .init(
                feature: feature.name, edges: nil, rowOfLevel: rowOfLevel,
                rows: zip(labels, found).map { Scorecard.Row($0, $1, points: 0) }),
            evidence: found.map { WeightOfEvidenceBins.evidence($0, total) })
    }

    private static func rangeLabels(_ edges: [Double]) -> [String] {
        guard let first = edges.first, let last = edges.last else { return ["any"] }
        return ["up to \(first.formatted)"]
            + zip(edges, edges.dropFirst()).map { "above \($0.formatted) to \($1.formatted)" }
            + ["above \(last.formatted)"]
    }

    /// Rounds effects to points, each feature's least to 0; what that takes away goes into the base.
    private func card(_ tables: [Table], _ regression: LogisticRegressionModel, _ schema: FeatureSchema) -> Scorecard {
        let perUnit = hyperparameters.pointsToDoubleOdds / log(2)
        var base = hyperparameters.evenPoints + perUnit * regression.intercept
        var slopes = [Double](repeating: 0, count: tables.count)
        for (position, encoding) in regression.encoding.features.enumerated() {
            guard case .numeric(let numeric) = encoding, numeric.hasValueColumn else { continue }
            let coefficient = regression.coefficients[regression.encoding.columnRanges[position].lowerBound]
            slopes[position] = coefficient / numeric.scale
            base -= perUnit * slopes[position] * numeric.center
        }
        let parts = zip(tables, slopes).map { table, slope in
            let exact = table.evidence.map { perUnit * slope * $0 }
            let least = exact.min() ?? 0
            base += least
            return Scorecard.Part(
                feature: table.part.feature, edges: table.part.edges, rowOfLevel: table.part.rowOfLevel,
                rows: zip(table.part.rows, exact).map { $0.with(points: Int(($1 - least).rounded())) })
        }
        return Scorecard(
            schema: schema, basePoints: Int(base.rounded()), pointsToDoubleOdds: hyperparameters.pointsToDoubleOdds,
            evenPoints: hyperparameters.evenPoints, parts: parts)
    }
}

extension Scorecard.Row {
    fileprivate init(_ label: String, _ count: WeightOfEvidenceBins.Count, points: Int) {
        self.init(
            label: label, points: points, leads: count.all, wonShare: count.all > 0 ? count.won / count.all : 0)
    }

    fileprivate func with(points: Int) -> Scorecard.Row {
        Scorecard.Row(label: label, points: points, leads: leads, wonShare: wonShare)
    }
}

extension Scorecard {
    fileprivate func meanLoss(on dataset: Dataset, _ pool: WorkerPool) throws(LearningError) -> Double {
        var sum = 0.0
        for (row, z) in try logOdds(of: dataset.features, on: pool).enumerated() {
            sum += (dataset.weights?[row] ?? 1) * LogisticLoss.loss(logOdds: z, won: dataset.labels[row])
        }
        return sum / dataset.totalWeight.all
    }
}
