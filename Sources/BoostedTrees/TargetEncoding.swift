import LearningCore

/// Learns features of many levels as numbers (``OrderedStatistics``) and gives back a model that knows levels only.
///
/// A split "s ≤ t" of such a number is the set of the levels with s ≤ t. So the finished trees look at the feature itself: they
/// score, explain and are stored as if they had been grown on levels.
struct TargetEncoding {
    /// What to learn from: the same features, those of many levels as numbers. A row of whole weight w is as many rows as it
    /// was dealt to parts, with weights that add up to w, because each unit of weight is dealt for itself.
    let training: Dataset
    private let schema: FeatureSchema
    /// By feature, the number of each level; `nil` for features that stay as they are.
    private let values: [[Double]?]

    static let partBits = 4
    static let partCount = 1 << partBits

    /// - Returns: `nil` if no feature has as many levels among the rows as the hyperparameters ask for.
    init?(
        _ dataset: Dataset, _ hyperparameters: GradientBoostingTrainer.Hyperparameters, on pool: WorkerPool
    ) throws(LearningError) {
        guard let fewest = hyperparameters.categorical.minEncodedLevelCount else { return nil }
        let original = dataset.features
        let isEncoded = zip(original.schema.features, original.columns).map { feature, column in
            (feature.levelCount ?? 0) >= fewest && Self.levelsPresent(column, dataset.weights) >= fewest
        }
        guard isEncoded.contains(true) else { return nil }
        let weights = RowWeights(dataset)
        let deal = PartDealer(dataset, weights, seed: hyperparameters.seed, on: pool)
        let dealt = weights.units == nil ? dataset : try Self.rows(of: dataset, weights, deal)
        let units = weights.areWhole ? deal.units : deal.rows.map { weights.units?[$0] ?? 1 }
        let prior =
            hyperparameters.categorical.priorWeight * Double(sign: .plus, exponent: weights.exponent, significand: 1)
        let statistics = pool.map(isEncoded.count) { feature -> OrderedStatistics? in
            guard isEncoded[feature], case .categorical(let codes) = dealt.features.columns[feature] else { return nil }
            return OrderedStatistics(
                codes: codes, levelCount: original.schema.features[feature].levelCount ?? 0, labels: dealt.labels,
                units: units, parts: deal.parts, partCount: Self.partCount, prior: prior)
        }
        schema = original.schema
        values = statistics.map { $0?.values }
        let columns = statistics.map { statistics in statistics.map { FeatureColumn.numeric($0.rowValues) } }
        training = try Dataset(
            features: Self.replacing(columns, in: dealt.features), labels: dealt.labels, weights: dealt.weights)
    }

    /// The matrix with numbers for levels.
    /// - Parameter columns: by feature; `nil` for those that stay.
    private static func replacing(
        _ columns: [FeatureColumn?], in matrix: FeatureMatrix
    ) throws(LearningError) -> FeatureMatrix {
        var replacements: [Int: (feature: Feature, column: FeatureColumn)] = [:]
        for (position, column) in columns.enumerated() {
            guard let column else { continue }
            let old = matrix.schema.features[position]
            let feature = Feature(name: old.name, kind: .numeric, origin: old.origin, field: old.field)
            replacements[position] = (feature, column)
        }
        return try matrix.replacing(replacements)
    }

    private static func levelsPresent(_ column: FeatureColumn, _ weights: [Double]?) -> Int {
        guard case .categorical(let codes) = column else { return 0 }
        var present = Set<Int32>()
        for (row, code) in codes.enumerated() where code >= 0 && weights?[row] != 0 { present.insert(code) }
        return present.count
    }

    private static func rows(
        of dataset: Dataset, _ weights: RowWeights, _ deal: PartDealer
    ) throws(LearningError) -> Dataset {
        let rows = dataset.selecting(rows: deal.rows)
        guard weights.areWhole else { return rows }
        return try Dataset(features: rows.features, labels: rows.labels, weights: deal.units.map(Double.init))
    }

    /// Rows that are not learned from: every level as the number it stands for.
    func encoded(_ dataset: Dataset) throws(LearningError) -> Dataset {
        let columns = zip(dataset.features.columns, values).map { column, values -> FeatureColumn? in
            guard let values, case .categorical(let codes) = column else { return nil }
            return .numeric(codes.map { $0 < 0 ? .nan : values[Int($0)] })
        }
        return try Dataset(
            features: Self.replacing(columns, in: dataset.features), labels: dataset.labels, weights: dataset.weights)
    }

    /// The same model on levels. Complexity: O(splits × levels).
    func decoded(_ model: GradientBoostingModel) throws(DecisionTreeError) -> GradientBoostingModel {
        var trees: [DecisionTree] = []
        for tree in model.trees { trees.append(try decoded(tree)) }
        return try GradientBoostingModel(schema: schema, baseLogOdds: model.baseLogOdds, trees: trees)
    }

    private func decoded(_ tree: DecisionTree) throws(DecisionTreeError) -> DecisionTree {
        var arrays = tree.arrays
        arrays.levelSetOffsets = [0]
        arrays.levelSetWords = []
        for split in 0..<tree.splitCount {
            if let values = values[Int(arrays.features[split])] {
                var words = [UInt64](repeating: 0, count: (values.count + 63) / 64)
                for (level, value) in values.enumerated() where value <= arrays.thresholds[split] {
                    words[level / 64] |= 1 << UInt64(level % 64)
                }
                arrays.levelSetWords += words
                arrays.thresholds[split] = 0
            } else {
                let (start, end) = (tree.arrays.levelSetOffsets[split], tree.arrays.levelSetOffsets[split + 1])
                arrays.levelSetWords += tree.arrays.levelSetWords[Int(start)..<Int(end)]
            }
            arrays.levelSetOffsets.append(Int32(arrays.levelSetWords.count))
        }
        return try DecisionTree(arrays)
    }
}
