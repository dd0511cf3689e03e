public import LearningCore

/// The mean of several models' log-odds, with weights.
///
///     z = Σₖ wₖ zₖ,   wₖ > 0,   Σₖ wₖ = 1
///
/// Contributions are blended as log-odds are, so they add up as those of one model do.
public struct BlendedModel: ProbabilisticClassifier, Equatable {
    public struct Part: Sendable, Equatable {
        public let weight: Double
        public let model: StoredModel

        public init(weight: Double, model: StoredModel) {
            self.weight = weight
            self.model = model
        }
    }

    /// In a fixed order, in which they are summed.
    public let parts: [Part]
    public var schema: FeatureSchema { parts[0].model.schema }

    /// - Throws: ``StorageError/inconsistent(_:)`` without parts, for parts of different features, for a blend within a blend,
    ///   and for weights that are not positive or do not add up to 1.
    public init(_ parts: [Part]) throws(StorageError) {
        guard let first = parts.first, parts.allSatisfy({ $0.model.schema == first.model.schema }) else {
            throw .inconsistent("a blend needs models of the same features")
        }
        for part in parts {
            if case .blended = part.model { throw .inconsistent("a blend within a blend") }
        }
        guard parts.allSatisfy({ $0.weight > 0 }), abs(parts.reduce(-1) { $0 + $1.weight }) < 1e-9 else {
            throw .inconsistent("the weights of a blend are not shares of 1")
        }
        self.parts = parts
    }

    public func logOdds(of matrix: FeatureMatrix, on pool: WorkerPool) throws(LearningError) -> [Double] {
        var sums = [Double](repeating: 0, count: matrix.rowCount)
        for part in parts {
            let scores = try part.model.logOdds(of: matrix, on: pool)
            for row in sums.indices { sums[row] += part.weight * scores[row] }
        }
        return sums
    }

    public func contributions(to matrix: FeatureMatrix, on pool: WorkerPool) throws(LearningError) -> Contributions {
        var values = [Double](repeating: 0, count: matrix.rowCount * schema.count)
        var base = 0.0
        for part in parts {
            let found = try part.model.contributions(to: matrix, on: pool)
            base += part.weight * found.base
            for place in values.indices { values[place] += part.weight * found.values[place] }
        }
        return Contributions(base: base, values: values, featureCount: schema.count)
    }
}
