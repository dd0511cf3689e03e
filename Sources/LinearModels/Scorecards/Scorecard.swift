public import LearningCore

/// A logistic regression as a table of whole points that anyone can add up.
///
///     points = basePoints + Σ points of the rows a lead falls into,      log-odds = ln 2 · (points − evenPoints) / pointsToDoubleOdds
///
/// `pointsToDoubleOdds` more points double the odds; at `evenPoints` they are 1 to 1. In every feature the row that speaks least for
/// winning has 0 points, so no row has fewer.
public struct Scorecard: ProbabilisticClassifier, Equatable {
    /// What a feature's values are worth.
    public struct Part: Sendable, Equatable {
        public let feature: String
        /// Ranges of a number; `nil` for a category.
        public let edges: [Double]?
        /// By level + 1, missing first: the row of a category; empty for numbers, whose rows are the ranges, then missing.
        public let rowOfLevel: [Int]
        public let rows: [Row]
    }

    public struct Row: Sendable, Equatable {
        public let label: String
        public let points: Int
        /// The weight of training leads.
        public let leads: Double
        /// The share of them that was won; 0 without leads.
        public let wonShare: Double
    }

    public let schema: FeatureSchema
    public let basePoints: Int
    public let pointsToDoubleOdds: Double
    public let evenPoints: Double
    /// One for each feature of the schema.
    public let parts: [Part]

    /// The points of each lead. Complexity: O(rows × features × log ranges).
    public func points(of matrix: FeatureMatrix) throws(LearningError) -> [Int] {
        try schema.requireEqual(to: matrix.schema)
        var sums = [Int](repeating: basePoints, count: matrix.rowCount)
        for (part, column) in zip(parts, matrix.columns) {
            for row in sums.indices { sums[row] += part.rows[part.rowIndex(column, row)].points }
        }
        return sums
    }

    /// What a point adds to the log-odds.
    public var logOddsPerPoint: Double { 0.693_147_180_559_945_3 / pointsToDoubleOdds }

    public func logOdds(of matrix: FeatureMatrix, on pool: WorkerPool) throws(LearningError) -> [Double] {
        try points(of: matrix).map { (Double($0) - evenPoints) * logOddsPerPoint }
    }

    /// Measured from the base points: what each row of the table adds.
    public func contributions(to matrix: FeatureMatrix, on pool: WorkerPool) throws(LearningError) -> Contributions {
        try schema.requireEqual(to: matrix.schema)
        var values = [Double](repeating: 0, count: matrix.rowCount * parts.count)
        for (position, part) in parts.enumerated() {
            for row in 0..<matrix.rowCount {
                let points = part.rows[part.rowIndex(matrix.columns[position], row)].points
                values[row * parts.count + position] = Double(points) * logOddsPerPoint
            }
        }
        return Contributions(
            base: (Double(basePoints) - evenPoints) * logOddsPerPoint, values: values, featureCount: parts.count)
    }
}

extension Scorecard.Part {
    /// The row of the table that a lead falls into.
    func rowIndex(_ column: FeatureColumn, _ row: Int) -> Int {
        switch column {
        case .categorical(let codes): rowOfLevel[Int(codes[row]) + 1]
        case .numeric(let values):
            values[row].isNaN ? rows.count - 1 : (edges ?? []).partitioningIndex { values[row] <= $0 }
        }
    }
}
