public import LearningCore

/// What a number is beside the straight line, or instead of it.
public enum NumericShape: Sendable, Equatable {
    case spline(NaturalSpline)
    case steps(NumericSteps)
    case evidence(NumericEvidence)

    /// How many features the shape adds.
    var featureCount: Int {
        switch self {
        case .spline(let spline): spline.bendCount
        case .steps: 1
        case .evidence: 0
        }
    }
}

/// Adds shapes to the numbers of a matrix, as features after the feature they belong to: the bends of a spline as
/// numbers, the ranges of steps as levels. Weights of evidence take the numbers' own place.
public struct ShapeExpansion: Sendable, Equatable {
    /// The features before.
    public let schema: FeatureSchema
    /// One per feature; `nil` where nothing is added.
    public let shapes: [NumericShape?]
    /// The features after.
    public let expandedSchema: FeatureSchema

    /// Which shapes numbers are to have.
    public enum Kind: String, Sendable, CaseIterable {
        case splines
        case steps
        case evidence = "weights of evidence"

        /// The most columns a number gets beside its own, or ranges, which need leads as columns do.
        public var largestColumnCount: Int {
            switch self {
            case .splines: NaturalSpline.knotShares.count - 2
            case .steps: NumericSteps.largestCount
            case .evidence: NumericEvidence.largestCount
            }
        }
    }

    /// - Throws: ``LearningError`` unless there is one entry a feature, and shapes for numbers only.
    public init(schema: FeatureSchema, shapes: [NumericShape?]) throws(LearningError) {
        guard shapes.count == schema.count else {
            throw .unequalLengths(feature: "shapes", expected: schema.count, found: shapes.count)
        }
        var features: [Feature] = []
        for (feature, shape) in zip(schema.features, shapes) {
            features.append(feature)
            guard let shape else { continue }
            guard feature.kind == .numeric else { throw .wrongKind(feature: feature.name) }
            features += Self.features(of: shape, for: feature)
        }
        self.schema = schema
        self.shapes = shapes
        expandedSchema = try FeatureSchema(features)
    }

    private static func features(of shape: NumericShape, for feature: Feature) -> [Feature] {
        switch shape {
        case .spline(let spline):
            (1...spline.bendCount).map {
                Feature(
                    name: "\(feature.name): bend \($0)", kind: .numeric, origin: feature.origin, field: feature.field)
            }
        case .steps(let steps):
            [
                Feature(
                    name: "\(feature.name): range",
                    kind: .categorical(levels: (0..<steps.count).map { "range \($0 + 1)" }), origin: feature.origin,
                    field: feature.field)
            ]
        case .evidence: []
        }
    }

    /// Shapes for every numeric feature whose numbers are many enough.
    ///
    /// - Complexity: O(features · rows · log rows), parallel over features.
    public init(
        _ kind: Kind, fittedTo dataset: Dataset, logSkewness: Double?, on pool: WorkerPool
    ) throws(LearningError) {
        let (matrix, weights) = (dataset.features, dataset.weights)
        let shapes = pool.map(matrix.columns.count) { position -> NumericShape? in
            guard case .numeric(let values) = matrix.columns[position] else { return nil }
            return switch kind {
            case .splines:
                NaturalSpline(fittedTo: values, weights: weights, logSkewness: logSkewness).map(NumericShape.spline)
            case .steps: NumericSteps(fittedTo: values, weights: weights).map(NumericShape.steps)
            case .evidence:
                NumericEvidence(fittedTo: values, labels: dataset.labels, weights: weights).map(NumericShape.evidence)
            }
        }
        try self.init(schema: matrix.schema, shapes: shapes)
    }

    /// The matrix with the shapes. The matrix has the expansion's schema. Complexity: O(rows × expanded features).
    func expanded(_ matrix: FeatureMatrix, on pool: WorkerPool) throws(LearningError) -> FeatureMatrix {
        let columns = pool.map(matrix.columns.count) { position -> [FeatureColumn] in
            let column = matrix.columns[position]
            guard let shape = shapes[position], case .numeric(let values) = column else { return [column] }
            switch shape {
            case .spline(let spline):
                return [column]
                    + (0..<spline.bendCount).map { bend in .numeric(values.map { spline.bend(bend, of: $0) }) }
            case .steps(let steps): return [column, .categorical(values.map(steps.range(of:)))]
            case .evidence(let evidence): return [.numeric(values.map(evidence.weight(of:)))]
            }
        }
        return try FeatureMatrix(schema: expandedSchema, columns: columns.flatMap { $0 }, rowCount: matrix.rowCount)
    }
}
