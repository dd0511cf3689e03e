import LearningCore

/// A linear model in the form that scores fastest: for each feature, what its value adds to the log-odds.
///
/// Features are added in their order, each to one row at a time, so that a row's score is the same bits in any batch,
/// and exactly the base plus its contributions.
struct AdditiveScorer: Sendable, Equatable {
    /// What one feature adds, measured from its mean in training.
    enum Part: Sendable, Equatable {
        case nothing
        /// slope · clamp((t(x) − center) · factor) + offset, or `missing`.
        case numeric(
            NumericEncoding.Transform, center: Double, factor: Double, slope: Double, offset: Double, missing: Double)
        /// One number for each code from −1 on.
        case categorical([Double])
    }

    let base: Double
    let parts: [Part]

    init(encoding: DesignEncoding, intercept: Double, coefficients: [Double]) {
        parts = zip(zip(encoding.schema.features, encoding.features), encoding.columnRanges).map { feature, range in
            Part(
                feature.1, levelCount: feature.0.levelCount ?? 0, Array(coefficients[range]),
                means: Array(encoding.columnMeans[range]))
        }
        base = zip(coefficients, encoding.columnMeans).reduce(intercept) { $0 + $1.0 * $1.1 }
    }

    /// Whether every score is: no sum of parts can overflow.
    var isFinite: Bool {
        let bound = parts.reduce(base.magnitude) { $0 + $1.bound }
        return bound.isFinite
    }
}

extension AdditiveScorer.Part {
    /// - Parameters:
    ///   - coefficients: of the feature's columns.
    ///   - means: of the same columns, in training.
    init(_ encoding: FeatureEncoding, levelCount: Int, _ coefficients: [Double], means: [Double]) {
        let mean = zip(coefficients, means).reduce(0) { $0 + $1.0 * $1.1 }
        switch encoding {
        case .dropped: self = .nothing
        case .numeric(let numeric):
            let slope = numeric.hasValueColumn ? coefficients[0] : 0
            let flag = numeric.hasMissingColumn ? coefficients[coefficients.count - 1] : 0
            self = .numeric(
                numeric.transform, center: numeric.center, factor: 1 / numeric.scale, slope: slope, offset: -mean,
                missing: slope * numeric.encodedFill + flag - mean)
        case .categorical(let categorical):
            let columns = categorical.columnTable(levelCount: levelCount, none: -1)
            self = .categorical(columns.map { ($0 < 0 ? 0 : coefficients[Int($0)]) - mean })
        }
    }

    /// No row gets more than this from the feature.
    fileprivate var bound: Double {
        switch self {
        case .nothing: 0
        case .numeric(_, _, _, let slope, let offset, let missing):
            slope.magnitude * NumericEncoding.limit + offset.magnitude + missing.magnitude
        case .categorical(let table): table.reduce(0) { max($0, $1.magnitude) }
        }
    }
}
