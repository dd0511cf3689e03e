public import LearningCore

/// Adds the bends of natural splines to a matrix, as numeric features after the feature they belong to.
public struct SplineExpansion: Sendable, Equatable {
    /// The features before.
    public let schema: FeatureSchema
    /// One per feature; `nil` where nothing is added.
    public let splines: [NaturalSpline?]
    /// The features after.
    public let expandedSchema: FeatureSchema

    /// - Throws: ``LearningError`` unless there is one entry a feature, and splines for numbers only.
    public init(schema: FeatureSchema, splines: [NaturalSpline?]) throws(LearningError) {
        guard splines.count == schema.count else {
            throw .unequalLengths(feature: "splines", expected: schema.count, found: splines.count)
        }
        var features: [Feature] = []
        for (feature, spline) in zip(schema.features, splines) {
            features.append(feature)
            guard let spline else { continue }
            guard feature.kind == .numeric else { throw .wrongKind(feature: feature.name) }
            for bend in 1...spline.bendCount {
                features.append(
                    Feature(
                        name: "\(feature.name): bend \(bend)", kind: .numeric, origin: feature.origin,
                        field: feature.field))
            }
        }
        self.schema = schema
        self.splines = splines
        expandedSchema = try FeatureSchema(features)
    }

    /// Splines for every numeric feature whose numbers are many enough.
    ///
    /// - Complexity: O(features · rows · log rows), parallel over features.
    public init(
        fittedTo matrix: FeatureMatrix, weights: [Double]?, logSkewness: Double?, on pool: WorkerPool
    ) throws(LearningError) {
        let splines = pool.map(matrix.columns.count) { position -> NaturalSpline? in
            guard case .numeric(let values) = matrix.columns[position] else { return nil }
            return NaturalSpline(fittedTo: values, weights: weights, logSkewness: logSkewness)
        }
        try self.init(schema: matrix.schema, splines: splines)
    }

    /// The matrix with the bends. The matrix has the expansion's schema. Complexity: O(rows × bends).
    func expanded(_ matrix: FeatureMatrix, on pool: WorkerPool) throws(LearningError) -> FeatureMatrix {
        let columns = pool.map(matrix.columns.count) { position -> [FeatureColumn] in
            guard let spline = splines[position], case .numeric(let values) = matrix.columns[position] else {
                return [matrix.columns[position]]
            }
            return [matrix.columns[position]]
                + (0..<spline.bendCount).map { bend in .numeric(values.map { spline.bend(bend, of: $0) }) }
        }
        return try FeatureMatrix(schema: expandedSchema, columns: columns.flatMap { $0 }, rowCount: matrix.rowCount)
    }
}
