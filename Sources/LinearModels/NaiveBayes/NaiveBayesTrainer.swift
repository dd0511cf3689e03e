internal import Foundation
public import LearningCore

/// Learns naive Bayes from counts, the way the lead scoring of a popular open-source CRM does (Odoo, "predictive lead scoring"):
/// a baseline any model has to beat.
///
/// With W and L the weights of won and lost leads, and W(v), L(v) those with value v of a feature, all plus `smoothing`,
///
///     odds = W / L · Π over features with a value v of  (W(v) / Σᵤ W(u)) / (L(v) / Σᵤ L(u))
///
/// where u runs over the feature's values met in training. A missing value and one not met say nothing. Numbers are cut at their
/// quantiles. `stageFeature` names a categorical feature whose levels are stages passed in their order: a lost lead counts in
/// every stage up to its own, a won one in all, and what they are divided by is the first stage's count.
///
/// Complexity: O(rows · features), and O(rows · log rows) for numbers.
public struct NaiveBayesTrainer: Trainer {
    public struct Hyperparameters: Sendable, Equatable {
        /// What is added to every count, > 0.
        public var smoothing = 0.1
        /// The most ranges a number is cut into, 2…1,000.
        public var rangeCount = 10
        /// The categorical feature whose levels are stages, if there is one.
        public var stageFeature: String?

        public init() {}
    }

    public let hyperparameters: Hyperparameters

    /// - Throws: ``LearningError/invalidHyperparameter(name:value:expected:)``.
    public init(_ hyperparameters: Hyperparameters = Hyperparameters()) throws(LearningError) {
        guard hyperparameters.smoothing > 0, hyperparameters.smoothing.isFinite else {
            throw .invalidHyperparameter(
                name: "smoothing", value: "\(hyperparameters.smoothing)", expected: "a number above 0")
        }
        guard (2...1_000).contains(hyperparameters.rangeCount) else {
            throw .invalidHyperparameter(
                name: "rangeCount", value: "\(hyperparameters.rangeCount)", expected: "an integer in 2…1,000")
        }
        self.hyperparameters = hyperparameters
    }

    /// - Parameter validation: its loss is reported.
    /// - Throws: ``LearningError/tooFewRows(_:)``, ``LearningError/oneClass(won:)``,
    ///   ``LearningError/schemaMismatch(expected:found:)`` if there is no such stage feature or the validation rows have other
    ///   features, ``LearningError/wrongKind(feature:)`` if stages are numbers.
    public func fitted(
        to dataset: Dataset, validation: Dataset?, on pool: WorkerPool
    ) throws(LearningError) -> Fit<NaiveBayesModel> {
        try dataset.requireBothOutcomes()
        let schema = dataset.features.schema
        try validation?.features.schema.requireEqual(to: schema)
        let stage = try stagePosition(in: schema)
        let smoothing = hyperparameters.smoothing
        let (all, won) = dataset.totalWeight
        let tables = pool.map(schema.count) { position -> NaiveBayesModel.Table in
            let column = dataset.features.columns[position]
            let ranges = Self.ranges(column, dataset.weights, count: hyperparameters.rangeCount)
            let valueCount = schema.features[position].levelCount ?? ranges.count + 1
            var counts = ValueWeights(
                NaiveBayesModel.Table(edges: ranges, logRatios: []).values(of: column), dataset, valueCount: valueCount)
            if position == stage { counts.passStages(won: won) }
            return NaiveBayesModel.Table(
                edges: ranges, logRatios: counts.logRatios(smoothing: smoothing, isStage: position == stage))
        }
        let model = NaiveBayesModel(
            schema: schema, base: log((won + smoothing) / (all - won + smoothing)), tables: tables)
        var report = FitReport(iterations: 1, converged: true, trainingLoss: try model.meanLoss(on: dataset, pool))
        if let validation, validation.totalWeight.all > 0 {
            report.validationLosses = [try model.meanLoss(on: validation, pool)]
        }
        return Fit(model: model, report: report)
    }

    private func stagePosition(in schema: FeatureSchema) throws(LearningError) -> Int? {
        guard let name = hyperparameters.stageFeature else { return nil }
        guard let position = schema.index(of: name) else {
            throw .schemaMismatch(expected: "a feature \"\(name)\" with stages", found: "none of that name")
        }
        guard schema.features[position].levelCount != nil else { throw .wrongKind(feature: name) }
        return position
    }

    /// The edges between ranges of about equal weight; none for categories.
    private static func ranges(_ column: FeatureColumn, _ weights: [Double]?, count: Int) -> [Double] {
        guard case .numeric(let values) = column else { return [] }
        let rows = values.indices.filter { !values[$0].isNaN && weights?[$0] ?? 1 > 0 }.sorted {
            values[$0] < values[$1]
        }
        let total = rows.reduce(0) { $0 + (weights?[$1] ?? 1) }
        var (edges, passed) = ([Double](), 0.0)
        for (place, row) in rows.enumerated().dropLast() {
            passed += weights?[row] ?? 1
            guard values[rows[place + 1]] > values[row] else { continue }
            if passed >= total * Double(edges.count + 1) / Double(count) { edges.append(values[row]) }
        }
        return edges
    }
}

/// The weight of won and lost leads with each value of a feature.
private struct ValueWeights {
    var won: [Double]
    var lost: [Double]

    init(_ values: [Int], _ dataset: Dataset, valueCount: Int) {
        won = [Double](repeating: 0, count: valueCount)
        lost = won
        for (row, value) in values.enumerated() where value >= 0 {
            let weight = dataset.weights?[row] ?? 1
            if dataset.labels[row] { won[value] += weight } else { lost[value] += weight }
        }
    }

    /// Counts every lost lead in the stages before its own too, and every won one in all.
    mutating func passStages(won total: Double) {
        for stage in lost.indices.dropLast().reversed() { lost[stage] += lost[stage + 1] }
        won = [Double](repeating: total, count: won.count)
    }

    /// ln of the ratio of the two shares; 0 for values not met.
    func logRatios(smoothing: Double, isStage: Bool) -> [Double] {
        let met = won.indices.filter { won[$0] + lost[$0] > 0 }
        guard let first = met.first else { return won.map { _ in 0 } }
        let whole = isStage ? [first] : met
        let (wonTotal, lostTotal) = whole.reduce((0.0, 0.0)) {
            ($0.0 + won[$1] + smoothing, $0.1 + lost[$1] + smoothing)
        }
        return won.indices.map { value in
            guard won[value] + lost[value] > 0 else { return 0 }
            return log((won[value] + smoothing) / wonTotal) - log((lost[value] + smoothing) / lostTotal)
        }
    }
}
