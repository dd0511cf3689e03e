public import LearningCore

extension DesignEncoding {
    /// Learns an encoding from the training rows.
    ///
    /// - Parameters:
    ///   - weights: one per row, or `nil` for all 1; rows of weight 0 are not looked at.
    /// - Throws: ``LearningError/invalidHyperparameter(name:value:expected:)`` for impossible options,
    ///   ``LearningError/unequalLengths(feature:expected:found:)`` for weights of another number of rows.
    /// - Complexity: O(rows × features), with up to three looks at each number.
    public init(
        fittedTo matrix: FeatureMatrix, weights: [Double]? = nil, options: EncodingOptions = EncodingOptions(),
        on pool: WorkerPool
    ) throws(LearningError) {
        try options.validate()
        if let weights, weights.count != matrix.rowCount {
            throw .unequalLengths(feature: "weights", expected: matrix.rowCount, found: weights.count)
        }
        let fitted = try pool.tryMap(matrix.columns.count) { position throws(LearningError) in
            switch (matrix.columns[position], matrix.schema.features[position].kind) {
            case (.categorical(let codes), .categorical(let levels)):
                try Self.fit(codes, levelCount: levels.count, weights, options)
            case (.numeric(let values), _): try Self.fit(values, weights, options)
            default: throw .wrongKind(feature: matrix.schema.features[position].name)
            }
        }
        try self.init(
            schema: matrix.schema, features: fitted.map(\.encoding), columnMeans: fitted.flatMap(\.columnMeans))
    }

    private typealias Fitted = (encoding: FeatureEncoding, columnMeans: [Double])

    private static func fit(
        _ values: [Double], _ weights: [Double]?, _ options: EncodingOptions
    ) throws(LearningError) -> Fitted {
        let raw = NumericMoments(of: values, weights: weights)
        let (transform, moments) = NumericEncoding.Transform.choice(
            for: values, weights, raw, logSkewness: options.logSkewness)
        let hasMissingColumn = raw.missingWeight > 0 && raw.observedWeight > 0
        guard moments.varies || hasMissingColumn else { return (.dropped, []) }
        let standardizes = options.standardizes && moments.varies
        let encoding = try NumericEncoding(
            transform: transform, fill: moments.mean, center: standardizes ? moments.mean : 0,
            scale: standardizes ? moments.standardDeviation : 1, hasValueColumn: moments.varies,
            hasMissingColumn: hasMissingColumn)
        let missingShare = raw.missingWeight / (raw.missingWeight + raw.observedWeight)
        // With the mean filled in, the mean of the column is that of the observed values.
        return (
            .numeric(encoding),
            (moments.varies ? [encoding.encodedFill] : []) + (hasMissingColumn ? [missingShare] : [])
        )
    }

    private static func fit(
        _ codes: [Int32], levelCount: Int, _ weights: [Double]?, _ options: EncodingOptions
    ) throws(LearningError) -> Fitted {
        var sums = [Double](repeating: 0, count: levelCount + 1)
        for (row, code) in codes.enumerated() { sums[Int(code) + 1] += weights?[row] ?? 1 }
        var levels = (0..<Int32(levelCount)).filter { sums[Int($0) + 1] > 0 }
        let hasMissingColumn = sums[0] > 0
        guard levels.count + (hasMissingColumn ? 1 : 0) > 1 else { return (.dropped, []) }
        if options.usesReferenceLevels {
            let heaviest = levels.map { sums[Int($0) + 1] }.max()
            if let reference = levels.firstIndex(where: { sums[Int($0) + 1] == heaviest }) {
                levels.remove(at: reference)
            }
        }
        let total = sums.reduce(0, +)
        let shares = levels.map { sums[Int($0) + 1] / total } + (hasMissingColumn ? [sums[0] / total] : [])
        return (.categorical(try CategoricalEncoding(levels: levels, hasMissingColumn: hasMissingColumn)), shares)
    }
}

extension NumericEncoding.Transform {
    /// The transform the log criterion of ``DesignEncoding`` calls for, with the moments of the transformed numbers.
    fileprivate static func choice(
        for values: [Double], _ weights: [Double]?, _ raw: NumericMoments, logSkewness: Double?
    ) -> (NumericEncoding.Transform, NumericMoments) {
        guard let logSkewness, raw.varies, raw.skewness.magnitude > logSkewness else { return (.identity, raw) }
        let logs = NumericMoments(of: values.map(Self.signedLog.callAsFunction), weights: weights)
        guard logs.varies, logs.skewness.magnitude < raw.skewness.magnitude / 2 else { return (.identity, raw) }
        return (.signedLog, logs)
    }

    /// The transform the log criterion of ``DesignEncoding`` calls for.
    init(fittedTo values: [Double], weights: [Double]?, logSkewness: Double?) {
        let raw = NumericMoments(of: values, weights: weights)
        self = Self.choice(for: values, weights, raw, logSkewness: logSkewness).0
    }
}
