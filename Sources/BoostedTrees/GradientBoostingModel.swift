public import LearningCore

/// A sum of decision trees: log-odds = baseLogOdds + Σ trees' leaf values, added in the order of the trees.
///
/// A model that exists is valid: every tree fits the schema, so no row of a matrix with that schema can lead astray.
public struct GradientBoostingModel: ProbabilisticClassifier, Sendable {
    public let schema: FeatureSchema
    /// The log-odds every row starts from, finite.
    public let baseLogOdds: Double
    public let trees: [DecisionTree]
    private let forest: Forest
    /// By feature; −1 for numbers.
    private let levelCounts: [Int]
    private let explainers = ForestExplainerCache()

    /// - Throws: ``DecisionTreeError`` if a number is not finite or a split does not fit the schema.
    ///   Complexity: O(all splits).
    public init(schema: FeatureSchema, baseLogOdds: Double, trees: [DecisionTree]) throws(DecisionTreeError) {
        guard baseLogOdds.isFinite else { throw .badNumber }
        for (index, tree) in trees.enumerated() {
            for split in 0..<tree.splitCount {
                let feature = Int(tree.arrays.features[split])
                guard feature < schema.count,
                    tree.isCategorical(split) == (schema.features[feature].levelCount != nil)
                else { throw .badFeature(tree: index, split: split) }
            }
        }
        self.schema = schema
        self.baseLogOdds = baseLogOdds
        self.trees = trees
        forest = Forest(trees: trees, base: baseLogOdds)
        levelCounts = schema.features.map { $0.levelCount ?? -1 }
    }

    private init(_ model: GradientBoostingModel, trees: [DecisionTree]) {
        schema = model.schema
        baseLogOdds = model.baseLogOdds
        self.trees = trees
        forest = Forest(trees: trees, base: baseLogOdds)
        levelCounts = model.levelCounts
    }

    /// The model as it was when it had at most so many trees.
    public func keeping(trees count: Int) -> GradientBoostingModel {
        count >= trees.count ? self : GradientBoostingModel(self, trees: Array(trees.prefix(count)))
    }

    /// Complexity: O(rows × trees × depth).
    public func logOdds(of matrix: FeatureMatrix, on pool: WorkerPool) throws(LearningError) -> [Double] {
        try schema.requireEqual(to: matrix.schema)
        return forest.logOdds(of: matrix, on: pool)
    }

    /// The log-odds of one row, for whoever scores lead by lead: to the last bit what it has in a matrix. Nothing is allocated.
    ///
    ///     let logOdds = try model.logOdds(ofRow: [41, 2, .nan].span)
    ///
    /// - Parameter row: in the order of the schema, a number for each feature: its value, or NaN where it is missing; of a
    ///   categorical feature the code of the level, or −1 where it is missing.
    /// - Throws: ``LearningError/schemaMismatch(expected:found:)`` for another number of values,
    ///   ``LearningError/invalidValue(feature:row:)`` for an infinite one or one that is no code.
    /// - Complexity: O(features + trees × depth).
    public func logOdds(ofRow row: Span<Double>) throws(LearningError) -> Double {
        guard row.count == levelCounts.count else {
            throw .schemaMismatch(expected: "\(levelCounts.count) features", found: "\(row.count) values")
        }
        for index in row.indices {
            let (value, levels) = (row[index], levelCounts[index])
            let isValid =
                levels < 0
                ? !value.isInfinite : value >= -1 && value < Double(levels) && value == value.rounded(.towardZero)
            guard isValid else { throw .invalidValue(feature: schema.features[index].name, row: 0) }
        }
        return forest.logOdds(ofRow: row)
    }

    /// Exact Shapley values of the trees' conditional expectations (path-dependent TreeSHAP, Lundberg et al., 2020).
    public func contributions(to matrix: FeatureMatrix, on pool: WorkerPool) throws(LearningError) -> Contributions {
        try schema.requireEqual(to: matrix.schema)
        let (explainer, tables) = explainers.explainer(forRows: matrix.rowCount, on: pool) {
            ForestExplainer(trees: trees, base: baseLogOdds, schema: schema, on: pool)
        }
        return explainer.contributions(to: matrix, tables, on: pool)
    }
}

extension GradientBoostingModel: Equatable {
    public static func == (left: GradientBoostingModel, right: GradientBoostingModel) -> Bool {
        left.schema == right.schema && left.baseLogOdds == right.baseLogOdds && left.trees == right.trees
    }
}
