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
    private let encodedSchema: FeatureSchema
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
        encodedSchema = try FeatureSchema(
            zip(original.schema.features, isEncoded).map { feature, isEncoded in
                guard isEncoded else { return feature }
                return Feature(name: feature.name, kind: .numeric, origin: feature.origin, field: feature.field)
            })
        values = statistics.map { $0?.values }
        let columns = zip(dealt.features.columns, statistics).map { column, statistics in
            statistics.map { .numeric($0.rowValues) } ?? column
        }
        training = try Dataset(
            features: FeatureMatrix(schema: encodedSchema, columns: columns, rowCount: dealt.rowCount),
            labels: dealt.labels, weights: dealt.weights)
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
        let columns = zip(dataset.features.columns, values).map { column, values -> FeatureColumn in
            guard let values, case .categorical(let codes) = column else { return column }
            return .numeric(codes.map { $0 < 0 ? .nan : values[Int($0)] })
        }
        return try Dataset(
            features: FeatureMatrix(schema: encodedSchema, columns: columns, rowCount: dataset.rowCount),
            labels: dataset.labels, weights: dataset.weights)
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

/// Deals rows to the parts of ordered statistics by chance, each unit of whole weight for itself.
///
/// A row's chance comes from its features and the seed; of equal rows the lost come first, and each next one, like each next
/// unit of weight, has a chance of its own. So neither the order of the rows nor how their weight is written matters, and where
/// a row goes has nothing to do with its outcome.
struct PartDealer {
    /// The dealt rows' places in the data set; more than once where the units of a row went to several parts.
    private(set) var rows: [Int] = []
    private(set) var parts: [UInt8] = []
    /// How many units of whole weight; 1 where weights are not whole.
    private(set) var units: [Int32] = []

    init(_ dataset: Dataset, _ weights: RowWeights, seed: UInt64, on pool: WorkerPool) {
        let hashes = Self.hashes(of: dataset.features, seed: seed, on: pool)
        let ordinals = Self.ordinals(of: hashes, dataset.labels, weights)
        rows.reserveCapacity(hashes.count)
        parts.reserveCapacity(hashes.count)
        units.reserveCapacity(hashes.count)
        for row in hashes.indices {
            let count = weights.areWhole ? weights.units?[row] ?? 1 : 1
            let first = ordinals[row] ?? 0
            guard count != 1 else {
                add(row, Self.part(hashes[row], first), 1)
                continue
            }
            var counts = [Int32](repeating: 0, count: TargetEncoding.partCount)
            for unit in 0..<UInt64(count) { counts[Self.part(hashes[row], first + unit)] += 1 }
            for (part, count) in counts.enumerated() where count > 0 { add(row, part, count) }
        }
    }

    private mutating func add(_ row: Int, _ part: Int, _ count: Int32) {
        rows.append(row)
        parts.append(UInt8(part))
        units.append(count)
    }

    private static func part(_ hash: UInt64, _ ordinal: UInt64) -> Int {
        Int(SplitMix64.mix(hash ^ SplitMix64.mix(ordinal)) >> (64 - UInt64(TargetEncoding.partBits)))
    }

    /// The number of units of equal rows before each row that has an equal before it; few have.
    private static func ordinals(of hashes: [UInt64], _ labels: [Bool], _ weights: RowWeights) -> [Int: UInt64] {
        var sorted = hashes
        RadixSort.sort(&sorted)
        var repeated = Set<UInt64>()
        for (hash, next) in zip(sorted, sorted.dropFirst()) where hash == next { repeated.insert(hash) }
        guard !repeated.isEmpty else { return [:] }
        let order = hashes.indices.filter { repeated.contains(hashes[$0]) }.sorted {
            (hashes[$0], labels[$0] ? 1 : 0, $0) < (hashes[$1], labels[$1] ? 1 : 0, $1)
        }
        var ordinals: [Int: UInt64] = [:]
        var next = UInt64(0)
        for (place, row) in order.enumerated() {
            if place > 0, hashes[order[place - 1]] != hashes[row] { next = 0 }
            if next > 0 { ordinals[row] = next }
            next += weights.areWhole ? UInt64(weights.units?[row] ?? 1) : 1
        }
        return ordinals
    }

    /// By row, of all its values.
    private static func hashes(of matrix: FeatureMatrix, seed: UInt64, on pool: WorkerPool) -> [UInt64] {
        let blocks = WorkerPool.blocks(of: matrix.rowCount, size: 16_384)
        let parts = pool.map(blocks.count) { block in
            let rows = blocks[block]
            var hashes = [UInt64](repeating: SplitMix64.mix(seed &+ 0x7A_26), count: rows.count)
            for column in matrix.columns {
                switch column {
                case .numeric(let values):
                    for row in rows {
                        let value = values[row]
                        add(value.isNaN ? 1 : (value + 0).bitPattern, to: &hashes[row - rows.lowerBound])
                    }
                case .categorical(let codes):
                    for row in rows { add(UInt64(bitPattern: Int64(codes[row])), to: &hashes[row - rows.lowerBound]) }
                }
            }
            return hashes
        }
        return Array(parts.joined())
    }

    private static func add(_ bits: UInt64, to hash: inout UInt64) {
        hash = SplitMix64.mix((hash &+ 0x9E37_79B9_7F4A_7C15) ^ bits)
    }
}
