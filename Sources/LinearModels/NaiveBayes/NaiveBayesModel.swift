public import LearningCore

/// Naive Bayes from counts: log-odds = base + what each feature's value says. A baseline, not stored.
public struct NaiveBayesModel: ProbabilisticClassifier, Equatable {
    public let schema: FeatureSchema
    /// ln of the odds of all leads.
    public let base: Double
    let tables: [Table]

    /// What the values of a feature say.
    struct Table: Sendable, Equatable {
        /// Between ranges of a number, ascending; the edge belongs to the lower range.
        let edges: [Double]
        /// By level or range.
        let logRatios: [Double]

        /// By row, the level or range; −1 if missing.
        func values(of column: FeatureColumn) -> [Int] {
            switch column {
            case .categorical(let codes): codes.map(Int.init)
            case .numeric(let numbers):
                numbers.map { number in number.isNaN ? -1 : edges.partitioningIndex { number <= $0 } }
            }
        }
    }

    /// Complexity: O(rows × features × log ranges).
    public func logOdds(of matrix: FeatureMatrix, on pool: WorkerPool) throws(LearningError) -> [Double] {
        let parts = try contributions(to: matrix, on: pool)
        return (0..<matrix.rowCount).map { parts[row: $0].reduce(parts.base, +) }
    }

    public func contributions(to matrix: FeatureMatrix, on pool: WorkerPool) throws(LearningError) -> Contributions {
        try schema.requireEqual(to: matrix.schema)
        var values = [Double](repeating: 0, count: matrix.rowCount * tables.count)
        for (position, table) in tables.enumerated() {
            for (row, value) in table.values(of: matrix.columns[position]).enumerated() where value >= 0 {
                values[row * tables.count + position] = table.logRatios[value]
            }
        }
        return Contributions(base: base, values: values, featureCount: tables.count)
    }

    func meanLoss(on dataset: Dataset, _ pool: WorkerPool) throws(LearningError) -> Double {
        var sum = 0.0
        for (row, z) in try logOdds(of: dataset.features, on: pool).enumerated() {
            sum += (dataset.weights?[row] ?? 1) * LogisticLoss.loss(logOdds: z, won: dataset.labels[row])
        }
        return sum / dataset.totalWeight.all
    }
}
