public import LearningCore

/// Own models for some levels of a categorical feature, one model for all other rows (R-PER-1).
///
///     z(x) = z_s(x)  where x is of a segment s with a model of its own, else z_all(x)
///
/// Every row starts from the common model's base; what another model starts from is the contribution of the feature that
/// tells the segments apart, beside what that model gives it. So contributions add up as those of one model do.
public struct SegmentedModel: ProbabilisticClassifier, Equatable {
    public struct Segment: Sendable, Equatable {
        /// A code of the feature's levels.
        public let level: Int
        public let model: StoredModel

        public init(level: Int, model: StoredModel) {
            self.level = level
            self.model = model
        }
    }

    /// The position of the feature in the schema.
    public let feature: Int
    public let common: StoredModel
    /// By ascending level.
    public let segments: [Segment]
    public var schema: FeatureSchema { common.schema }

    /// - Throws: ``StorageError/inconsistent(_:)`` for a feature that is not categorical, levels that it does not have or
    ///   that do not ascend, models of other features, and segments within segments.
    public init(feature: Int, common: StoredModel, segments: [Segment]) throws(StorageError) {
        guard common.schema.features.indices.contains(feature),
            let levels = common.schema.features[feature].levelCount
        else { throw .inconsistent("segments need a categorical feature") }
        guard segments.allSatisfy({ (0..<levels).contains($0.level) }),
            zip(segments, segments.dropFirst()).allSatisfy({ $0.level < $1.level })
        else { throw .inconsistent("the segments are not levels in ascending order") }
        for model in [common] + segments.map(\.model) {
            guard model.schema == common.schema else { throw .inconsistent("segments need models of the same features") }
            if case .segmented = model { throw .inconsistent("segments within segments") }
        }
        self.feature = feature
        self.common = common
        self.segments = segments
    }

    public func logOdds(of matrix: FeatureMatrix, on pool: WorkerPool) throws(LearningError) -> [Double] {
        var scores = try common.logOdds(of: matrix, on: pool)
        try forEachSegment(of: matrix) { rows, model throws(LearningError) in
            let own = try model.logOdds(of: matrix.selecting(rows: rows), on: pool)
            for (position, row) in rows.enumerated() { scores[row] = own[position] }
        }
        return scores
    }

    public func contributions(to matrix: FeatureMatrix, on pool: WorkerPool) throws(LearningError) -> Contributions {
        let found = try common.contributions(to: matrix, on: pool)
        var values = found.values
        let width = schema.count
        try forEachSegment(of: matrix) { rows, model throws(LearningError) in
            let own = try model.contributions(to: matrix.selecting(rows: rows), on: pool)
            for (position, row) in rows.enumerated() {
                values.replaceSubrange(row * width..<(row + 1) * width, with: own[row: position])
                values[row * width + feature] += own.base - found.base
            }
        }
        return Contributions(base: found.base, values: values, featureCount: width)
    }

    /// Calls `body` with the rows of each segment that has any.
    private func forEachSegment(
        of matrix: FeatureMatrix, _ body: ([Int], StoredModel) throws(LearningError) -> Void
    ) throws(LearningError) {
        guard case .categorical(let codes) = matrix.columns[feature] else { return }
        for segment in segments {
            let rows = codes.indices.filter { codes[$0] == segment.level }
            if !rows.isEmpty { try body(rows, segment.model) }
        }
    }
}
